package sparklab.lab.runtime;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows on the error stream that long silent work goes on: what, for how long, how much came. */
public final class Ticker implements AutoCloseable {

  /** Nobody needs to be told of work that is done at once. */
  private static final int QUIET_SECONDS = 2;

  private static final int EVERY_SECONDS = 5;

  private static final Pattern DOWNLOADED =
      Pattern.compile("Downloaded from .*\\(([\\d.]+) (B|kB|MB)");

  private final String what;
  private final long start = System.nanoTime();
  private final AtomicLong bytes = new AtomicLong();
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

  /** Looks for a finished download in a line of Maven's log. */
  void look(String line) {
    Matcher downloaded = DOWNLOADED.matcher(line);
    if (downloaded.find()) {
      double unit =
          switch (downloaded.group(2)) {
            case "MB" -> 1e6;
            case "kB" -> 1e3;
            default -> 1;
          };
      bytes.addAndGet((long) (Double.parseDouble(downloaded.group(1)) * unit));
    }
  }

  private void say() {
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    String came = bytes.get() == 0 ? "" : ", %,d MB downloaded".formatted(bytes.get() / 1_000_000);
    System.err.printf("%s … %d s%s%n", what, seconds, came);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
