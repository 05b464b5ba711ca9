package sparklab.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.util.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyClockTest {

  /** What Spark's JobGenerator does with its clock. */
  @ParameterizedTest
  @CsvSource({
    // now, interval, time of the first batch, when it comes
    "100_000, 1_000, 100_000, 100_250",
    "100_001, 1_000, 100_000, 100_251",
    "100_999, 1_000, 100_000, 101_249",
    "100_400,   500, 99_500, 100_650",
    "100_400, 5_000, 100_000, 100_650",
    "101_500, 5_000, 105_000, 105_000",
  })
  void theFirstBatchComesSoonAndTheOthersAnIntervalApart(
      String now, String every, String first, String comes) {
    long interval = number(every);
    Jumping system = new Jumping(number(now));
    EarlyClock clock = new EarlyClock(system);
    long time = (clock.getTimeMillis() / interval + 1) * interval;
    assertThat(time).isEqualTo(number(first));
    for (int batch = 0; batch < 3; batch++) {
      assertThat(clock.waitTillTime(time + batch * interval))
          .isEqualTo(number(comes) + batch * interval);
      assertThat(clock.getTimeMillis()).as("later it is the system's").isEqualTo(system.now);
    }
  }

  /** A clock that does not wait, but is later. */
  private static final class Jumping implements Clock {
    private long now;

    Jumping(long now) {
      this.now = now;
    }

    @Override
    public long getTimeMillis() {
      return now;
    }

    @Override
    public long nanoTime() {
      return now * 1_000_000;
    }

    @Override
    public long waitTillTime(long target) {
      now = Math.max(now, target);
      return now;
    }
  }

  private static long number(String digits) {
    return Long.parseLong(digits.strip().replace("_", ""));
  }
}
