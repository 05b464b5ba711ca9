package sparklab.data.publish;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a number of lines per second. The times are planned from the start, so that errors of
 * single waits do not add up; a reader that was stopped for long is not flooded afterwards.
 */
public final class Pace {

  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1);
  private static final double FORGIVEN_SECONDS = 1;

  private final double perSecond;
  private long start;
  private long sent;

  /**
   * Starts now.
   *
   * @param perSecond lines per second; infinity for no pace at all
   */
  public Pace(double perSecond) {
    this.perSecond = perSecond;
    start = System.nanoTime();
  }

  /**
   * Waits until the next line is due.
   *
   * @return how many are due by now, at least 1
   * @throws InterruptedException if the thread is interrupted, now or before
   */
  public int due() throws InterruptedException {
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int due = dueNow();
      if (due > 0) {
        return due;
      }
      LockSupport.parkNanos(untilNext());
    }
  }

  /** How many lines are due by now; 0 if none is. */
  public int dueNow() {
    if (Double.isInfinite(perSecond)) {
      return Integer.MAX_VALUE;
    }
    long now = System.nanoTime();
    double planned = (now - start) / 1e9 * perSecond + 1; // the first line is due at once
    double due = planned - sent;
    if (due > perSecond * FORGIVEN_SECONDS + 1) {
      // So far behind, the reader had stopped: go on from here instead of making up for it.
      start = now;
      sent = 0;
      return 1;
    }
    return (int) Math.min(due, Integer.MAX_VALUE);
  }

  /** How many nanoseconds to wait before the next look at {@link #dueNow}. */
  public long untilNext() {
    // Many lines a tick are sent together: waking for each of 100,000 a second costs a core.
    long next = start + (long) (sent / perSecond * 1e9);
    return Math.max(next - System.nanoTime(), TICK);
  }

  /** Tells how many lines were sent. */
  public void sent(long lines) {
    sent += lines;
  }
}
