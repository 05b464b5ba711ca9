package sparklab.lesson.source;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.json_array_length;
import static org.apache.spark.sql.functions.json_object_keys;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static sparklab.cli.Text.tr;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparklab.lesson.query.LeftOut;

/** Messages that a lesson cannot use and must not drop silently. */
public final class MalformedMessages {

  /**
   * Has {@code from_json} keep the text of what it can't read, in a column of that name; a bare NaN
   * is not JSON.
   */
  public static final Map<String, String> KEPT =
      Map.of("columnNameOfCorruptRecord", "malformed", "allowNonNumericNumbers", "false");

  private MalformedMessages() {}

  /**
   * Whether a text is one JSON object and nothing else. {@code from_json} takes the first object of
   * an array, or of several in a row, and drops the others without a word.
   */
  public static Column isOneObject(Column text) {
    Column elements = json_array_length(concat(lit("["), text, lit("]")));
    // It stops at the end of the array, and the text may close that itself. It cannot close this
    // too.
    Column keys = json_object_keys(concat(lit("{\"\":"), text, lit("}")));
    Column closed = not(text.contains("]")).or(size(keys).equalTo(1));
    return coalesce(text.rlike("^\\s*\\{").and(elements.equalTo(1)).and(closed), lit(false));
  }

  /**
   * The rows whose column {@code malformed} is null, without it. The others are counted on the way,
   * at no cost of a second pass, and the lesson says how many there were in each batch.
   */
  public static Dataset<Row> setAside(Dataset<Row> messages) {
    return LeftOut.observe(messages, tr("malformed messages"), col("malformed"))
        .where(col("malformed").isNull())
        .drop("malformed");
  }
}
