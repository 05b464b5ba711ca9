package sparklab.instructor.grade;

import java.io.Console;
import java.time.Duration;

/** Shows on the error stream how far the grading is and how long it will take. */
final class GradingBar {

  private static final int WIDTH = 30;
  private static final long PRINT_MILLIS = 5_000;

  private final int all;
  private final boolean terminal = isTerminal();
  private final long start = System.nanoTime();
  private int done;
  private long printed;

  GradingBar(int all) {
    this.all = all;
  }

  /** Since JDK 22 there is a console even where its two ends are files. */
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException before22) {
      return true;
    }
  }

  /** One more is done. */
  synchronized void step() {
    done++;
    long millis = (System.nanoTime() - start) / 1_000_000;
    if (!terminal && done < all && millis - printed < PRINT_MILLIS) {
      return;
    }
    printed = millis;
    int filled = WIDTH * done / all;
    Duration left = Duration.ofMillis(millis * (all - done) / done);
    String line =
        "[%s%s] %d of %d graded%s"
            .formatted(
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                done,
                all,
                done == all
                    ? " in " + text(Duration.ofMillis(millis))
                    : ", " + text(left) + " left");
    if (terminal) {
      System.err.print("\r\033[K" + line + (done == all ? "\n" : ""));
    } else {
      System.err.println(line);
    }
  }

  private static String text(Duration time) {
    return time.toMinutes() >= 2 ? (time.toSeconds() + 30) / 60 + " min" : time.toSeconds() + " s";
  }
}
