package sparklab.lesson.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.min;

import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Messages that a lesson cannot use and must not drop silently. */
public final class MalformedMessages {

  private static final String OBSERVED = "malformed-messages";
  private static final int SHOWN = 60;

  private MalformedMessages() {}

  /**
   * The rows whose column {@code malformed} is null, without it. The others are counted on the way,
   * at no cost of a second pass, and the lesson says how many there were in each batch.
   */
  public static Dataset<Row> setAside(Dataset<Row> messages) {
    return messages
        .observe(OBSERVED, count("malformed").as("messages"), min("malformed").as("example"))
        .where(col("malformed").isNull())
        .drop("malformed");
  }

  /** Says what was observed of them in a batch. */
  public static void tell(Map<String, Row> observed) {
    Row malformed = observed.get(OBSERVED);
    if (malformed != null && malformed.getLong(0) > 0) {
      String example = malformed.getString(1);
      System.err.printf(
          Locale.ROOT,
          "%,d malformed messages are left out, such as: %s%n",
          malformed.getLong(0),
          example.length() <= SHOWN ? example : example.substring(0, SHOWN) + "…");
    }
  }
}
