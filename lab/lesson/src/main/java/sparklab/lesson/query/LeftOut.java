package sparklab.lesson.query;

import static sparklab.cli.Text.tr;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Rows that a query cannot use and must not drop silently: they are counted on the way, at no cost
 * of a second pass, and the lesson says after each batch how many there were.
 */
public final class LeftOut {

  private static final String PREFIX = "left out: ";
  private static final int SHOWN = 60;

  private LeftOut() {}

  /**
   * The same rows, those of which will be counted that are to be left out.
   *
   * @param what they are, as in "… malformed messages are left out"
   * @param example of type text: what is shown of such a row, null in all others
   */
  public static Dataset<Row> observe(Dataset<Row> rows, String what, Column example) {
    return rows.observe(
        PREFIX + what,
        functions.count(example).as("rows"),
        functions.min(functions.left(example, functions.lit(SHOWN + 1))).as("example"));
  }

  /** Says what was observed in a batch. */
  static void tell(Map<String, Row> observed) {
    observed.forEach(
        (name, row) -> {
          if (name.startsWith(PREFIX) && row.getLong(0) > 0) {
            String example = row.getString(1);
            System.err.println(
                tr(
                    "%,d %s are left out, such as: %s",
                    row.getLong(0), name.substring(PREFIX.length()), shorten(example)));
          }
        });
  }

  /** The beginning of a text, as it can be shown in a line. */
  public static String shorten(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
