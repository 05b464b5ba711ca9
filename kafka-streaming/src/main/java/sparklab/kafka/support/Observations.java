package sparklab.kafka.support;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;

import java.util.Map;
import org.apache.spark.sql.Column;
import sparklab.data.meteo.Limits;
import sparklab.data.meteo.ObservationTime;
import sparklab.lesson.source.MalformedMessages;

/** What tells an observation of the weather from other JSON: its texts, its time, its numbers. */
public final class Observations {

  /** How the time of a message may be written, as an option of {@code from_json}. */
  public static final Map<String, String> TIME = Map.of("timestampFormat", ObservationTime.PATTERN);

  private static final int LONGEST_TEXT = 200;

  private Observations() {}

  /**
   * Whether a row, with the message in its column {@code text} and the fields beside it, can be
   * used: the message is one JSON object that names a station and a time which is plausible (see
   * {@link ObservationTime}), no number in it is beyond its {@link Limits}, and no text is too long
   * for a name or holds what would spoil a table or a file. A field that is absent is fine.
   */
  public static Column arePossible() {
    Column time =
        col("fint")
            .between(
                lit(ObservationTime.EARLIEST),
                current_timestamp()
                    .plus(expr("INTERVAL %d DAYS".formatted(ObservationTime.AHEAD.toDays()))));
    Column possible =
        MalformedMessages.isOneObject(col("text"))
            .and(isName("idema"))
            .and(col("idema").rlike("\\S"))
            .and(time)
            .and(coalesce(isName("ubi"), lit(true)))
            .and(coalesce(isName("provincia"), lit(true)));
    for (Map.Entry<String, Limits> field : Limits.BY_FIELD.entrySet()) {
      Limits limits = field.getValue();
      Column within = col(field.getKey()).between(limits.least(), limits.most()); // NaN is not
      possible = possible.and(coalesce(within, lit(true)));
    }
    return coalesce(possible, lit(false));
  }

  /** Spark makes text of an array or an object where a text belongs. */
  private static Column isName(String field) {
    return length(col(field)).leq(LONGEST_TEXT).and(col(field).rlike("^(?![\\[{])\\P{Cntrl}*$"));
  }
}
