package sparklab.lesson;

import static sparklab.cli.Text.tr;

import java.time.Duration;

/** Says that the program stood still, as it does on a laptop whose lid was closed. */
final class Suspension {

  private static final Duration LOOK = Duration.ofSeconds(1);

  /** A busy machine holds a program up for seconds. */
  private static final Duration LONG = Duration.ofSeconds(30);

  private Suspension() {}

  /** Looks at the clock as long as the program runs. */
  static void watch() {
    Thread watch = new Thread(Suspension::look, "suspension-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void look() {
    try {
      while (true) {
        long before = System.currentTimeMillis(); // the other clock stands still, too
        Thread.sleep(LOOK.toMillis());
        long still = System.currentTimeMillis() - before;
        if (still > LONG.toMillis()) {
          System.err.println(
              tr(
                  "The program stood still for %d s, as on a computer that sleeps: it goes on",
                  Duration.ofMillis(still).toSeconds()));
        }
      }
    } catch (InterruptedException ended) {
      // with the program
    }
  }
}
