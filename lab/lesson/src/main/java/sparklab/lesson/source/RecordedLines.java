package sparklab.lesson.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;
import static sparklab.cli.Text.tr;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparklab.lesson.query.CurrentMinute;
import sparklab.lesson.query.LeftOut;

/**
 * Lines that were recorded with the time at which they were written: {@code
 * 2025-08-20T23:00:05Z<TAB>text}. The time may have a fraction, and another zone such as {@code
 * +02:00}.
 */
public final class RecordedLines {

  private static final String FORM =
      "(?s)^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d))\\t(.*)$";

  private RecordedLines() {}

  /**
   * Lines as {@code value} in, their {@code value} (the text) and {@code timestamp} out, the
   * columns of Spark's socket source with {@code includeTimestamp}. Lines of another form, and of a
   * time more than a day ahead, are left out, counted, and the lesson says so; empty lines are left
   * out.
   */
  public static Dataset<Row> parse(Dataset<Row> lines) {
    Column line = col("value");
    Column malformed = col("timestamp").isNull().and(length(trim(col("line"))).gt(0));
    Dataset<Row> parsed =
        lines.select(
            line.as("line"),
            regexp_extract(line, FORM, 2).as("value"),
            try_to_timestamp(regexp_extract(line, FORM, 1)).as("timestamp"));
    Dataset<Row> told =
        LeftOut.observe(
            parsed, tr("of the lines are not TIME<TAB>text and"), when(malformed, col("line")));
    // The watermark would follow a time that is far ahead, and all lines after it come too late.
    Column ahead = col("timestamp").gt(CurrentMinute.begin().plus(expr("INTERVAL 1 DAY")));
    return LeftOut.observe(
            told, tr("lines whose time is more than a day ahead"), when(ahead, col("line")))
        .where(not(ahead)) // nor those without a time
        .select("value", "timestamp");
  }
}
