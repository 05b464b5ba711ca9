package sparklab.classifier.support;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import sparklab.lesson.query.CurrentMinute;

/** The time of a tweet, {@code timestamp_ms}. */
public final class TweetTime {

  /** Twitter began in March 2006. */
  private static final long FIRST_TWEET = 1_142_899_200_000L;

  private TweetTime() {}

  /**
   * Milliseconds since 1970 as text in, the time out. It is null where there is none that is
   * plausible: one before the first tweet, or more than a day ahead of the clock, which would end
   * the wait of a watermark for all that comes after it.
   */
  public static Column of(Column text) {
    Column millis = text.try_cast("bigint");
    Column latest = unix_millis(CurrentMinute.begin().plus(expr("INTERVAL 1 DAY")));
    return when(millis.between(FIRST_TWEET, latest), timestamp_millis(millis));
  }
}
