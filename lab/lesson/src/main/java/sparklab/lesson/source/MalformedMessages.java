package sparklab.lesson.source;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparklab.lesson.query.LeftOut;

/** Messages that a lesson cannot use and must not drop silently. */
public final class MalformedMessages {

  private MalformedMessages() {}

  /**
   * The rows whose column {@code malformed} is null, without it. The others are counted on the way,
   * at no cost of a second pass, and the lesson says how many there were in each batch.
   */
  public static Dataset<Row> setAside(Dataset<Row> messages) {
    return LeftOut.observe(messages, "malformed messages", col("malformed"))
        .where(col("malformed").isNull())
        .drop("malformed");
  }
}
