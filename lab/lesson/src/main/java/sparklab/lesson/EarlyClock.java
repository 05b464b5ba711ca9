package sparklab.lesson;

import org.apache.spark.util.Clock;
import org.apache.spark.util.SystemClock;

/**
 * A clock for {@code spark.streaming.clock} by which nobody waits for the first batch. Spark gives
 * batches times that are whole multiples of the interval, and begins with the next one. By this
 * clock it begins with the one before, if that is less than a second ago, and each batch comes so
 * much later than its time: the data of an interval is still in one batch.
 *
 * <p>A program that goes on from a checkpoint starts more than a second after its last batch, so
 * times never go back.
 */
public final class EarlyClock implements Clock {

  /** The receiver has started by then, and has received something. */
  static final long LEAD_MILLIS = 250;

  private static final long BACK_MILLIS = 1_000;

  private final Clock system;
  private boolean asked;
  private boolean waited;
  private long late;

  /** By its name in Spark's settings. */
  public EarlyClock() {
    this(new SystemClock());
  }

  EarlyClock(Clock system) {
    this.system = system;
  }

  /** The first to ask is the one that gives the first batch its time. */
  @Override
  public synchronized long getTimeMillis() {
    long now = system.getTimeMillis();
    if (asked) {
      return now;
    }
    asked = true;
    return now - BACK_MILLIS;
  }

  @Override
  public long nanoTime() {
    return system.nanoTime();
  }

  @Override
  public long waitTillTime(long target) {
    return system.waitTillTime(target + late(target));
  }

  private synchronized long late(long target) {
    if (!waited) {
      waited = true;
      long now = system.getTimeMillis();
      late = target <= now ? now + LEAD_MILLIS - target : 0;
    }
    return late;
  }
}
