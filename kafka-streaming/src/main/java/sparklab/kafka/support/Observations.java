package sparklab.kafka.support;

import static java.util.stream.Collectors.groupingBy;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;
import static sparklab.cli.Text.tr;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Mixin;
import sparklab.data.meteo.Limits;
import sparklab.data.meteo.ObservationTime;
import sparklab.lesson.query.CurrentMinute;
import sparklab.lesson.query.TableOptions;
import sparklab.lesson.source.MalformedMessages;

/**
 * Weather messages as rows: what tells an observation from other JSON, by its texts, its time and
 * its numbers, and how rows are printed.
 */
public final class Observations {

  /** How {@code from_json} reads a message: as {@link MalformedMessages#KEPT}, and its time. */
  public static final Map<String, String> JSON = json();

  /**
   * A text that is absent, or not too long, without control characters and those that turn the
   * direction of what comes after them. Spark makes text of an array or an object.
   */
  private static final String NAME =
      "(?![\\[{])[^\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]{0,200}+";

  @Mixin private TableOptions table;

  /** Null, or the text of a row that is not an observation; see {@link #arePossible}. */
  public static Column unusable() {
    return when(not(arePossible()), coalesce(col("text"), lit("(no message)")));
  }

  private static Map<String, String> json() {
    Map<String, String> options = new HashMap<>(MalformedMessages.KEPT);
    options.put("timestampFormat", ObservationTime.PATTERN);
    return Map.copyOf(options);
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
                CurrentMinute.begin()
                    .plus(expr("INTERVAL %d DAYS".formatted(ObservationTime.AHEAD.toDays()))));
    Column possible =
        MalformedMessages.isOneObject(col("text"))
            .and(trim(col("idema")).notEqual(""))
            .and(time)
            .and(areNames("idema", "ubi", "provincia"));
    Map<Limits, List<String>> alike =
        Limits.BY_FIELD.keySet().stream().collect(groupingBy(Limits.BY_FIELD::get));
    for (Map.Entry<Limits, List<String>> fields : alike.entrySet()) {
      possible = possible.and(areWithin(fields.getKey(), fields.getValue()));
    }
    return coalesce(possible, lit(false));
  }

  /**
   * Both functions skip nulls and take NaN for the greatest number. Fields together, and the limits
   * among them so that no result is null, give short code: what Spark generates for a field each is
   * a method that Java deems too long to compile.
   */
  private static Column areWithin(Limits limits, List<String> fields) {
    Column least = lit(limits.least());
    Column most = lit(limits.most());
    return least(with(fields, most)).geq(least).and(greatest(with(fields, least)).leq(most));
  }

  private static Column[] with(List<String> fields, Column one) {
    return Stream.concat(fields.stream().map(functions::col), Stream.of(one))
        .toArray(Column[]::new);
  }

  /** Whether fields of text can be names, as {@link #NAME} says. */
  static Column areNames(String... fields) {
    Column[] names =
        Stream.of(fields).map(field -> coalesce(col(field), lit(""))).toArray(Column[]::new);
    return concat_ws("\n", names)
        .rlike("^" + String.join("\n", Collections.nCopies(names.length, NAME)) + "\\z");
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
