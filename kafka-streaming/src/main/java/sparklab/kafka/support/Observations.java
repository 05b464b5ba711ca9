package sparklab.kafka.support;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static sparklab.cli.Text.tr;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Mixin;
import sparklab.data.meteo.Limits;
import sparklab.data.meteo.ObservationTime;
import sparklab.lesson.query.TableOptions;
import sparklab.lesson.source.MalformedMessages;

/**
 * Weather messages as rows: what tells an observation from other JSON, by its texts, its time and
 * its numbers, and how rows are printed.
 */
public final class Observations {

  /**
   * How {@code from_json} reads a message: its time, and where the text of one goes that it can't
   * read.
   */
  public static final Map<String, String> JSON =
      Map.of("timestampFormat", ObservationTime.PATTERN, "columnNameOfCorruptRecord", "malformed");

  private static final int LONGEST_TEXT = 200;

  /** Neither control characters nor those that turn the direction of what comes after them. */
  private static final String PRINTED = "[^\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]";

  @Mixin private TableOptions table;

  /** Null, or the text of a row that is not an observation; see {@link #arePossible}. */
  public static Column unusable() {
    return when(not(arePossible()), coalesce(col("text"), lit("(no message)")));
  }

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
    return length(col(field))
        .leq(LONGEST_TEXT)
        .and(col(field).rlike("^(?![\\[{])" + PRINTED + "*$"));
  }

  /** Prints the observations of a batch, and below them the malformed messages if there are any. */
  public void print(Dataset<Row> batch, long id) {
    table.print(
        id,
        batch
            .where("malformed IS NULL")
            .select("fint", "idema", "ubi", "provincia", "ta", "hr", "prec", "vv", "pres"));
    // Kept, so that the whole batch is parsed once, to count them, and not again to show them.
    Dataset<Row> malformed =
        batch.where("malformed IS NOT NULL").select("partition", "offset", "malformed").persist();
    long count = malformed.count();
    if (count > 0) {
      table.print(tr("batch %d: %,d malformed messages", id, count), malformed);
    }
    malformed.unpersist();
  }
}
