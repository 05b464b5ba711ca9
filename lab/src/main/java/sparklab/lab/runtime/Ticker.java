package sparklab.lab.runtime;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows on the error stream that long silent work goes on: what, and for how long. */
public final class Ticker implements AutoCloseable {

  /** Nobody needs to be told of work that is done at once. */
  private static final int QUIET_SECONDS = 2;

  private static final int EVERY_SECONDS = 5;

  private final String what;
  private final long start = System.nanoTime();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
          });

  private Ticker(String what) {
    this.what = what;
  }

  /** Begins. */
  public static Ticker of(String what) {
    Ticker progress = new Ticker(what);
    progress.clock.schedule(() -> System.err.println(what + " …"), QUIET_SECONDS, TimeUnit.SECONDS);
    progress.clock.scheduleAtFixedRate(
        progress::say, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    return progress;
  }

  private void say() {
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    System.err.printf("%s … %d s%n", what, seconds);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
