package sparklab.lesson.query;

import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.date_trunc;

import org.apache.spark.sql.Column;

/** The clock for bounds that need not be exact, such as of the times in messages. */
public final class CurrentMinute {

  private CurrentMinute() {}

  /**
   * When the present minute began. The present moment is another one in each micro-batch, and a
   * part of the Java code that Spark generates: it would be compiled anew for every batch.
   */
  public static Column begin() {
    return date_trunc("minute", current_timestamp());
  }
}
