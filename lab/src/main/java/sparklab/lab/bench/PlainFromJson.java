package sparklab.lab.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;

/**
 * The job of kafka2 without its care for malformed messages: a plain read with {@code from_json}.
 */
public final class PlainFromJson {

  private PlainFromJson() {}

  /** Arguments: broker, topic, the schema as DDL. Tells its micro-batch as the lessons do. */
  public static void main(String[] args) throws Exception {
    StructType schema = StructType.fromDDL(args[2]);
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      Dataset<Row> observations =
          spark
              .readStream()
              .format("kafka")
              .option("kafka.bootstrap.servers", args[0])
              .option("subscribe", args[1])
              .option("startingOffsets", "earliest")
              .load()
              .select(from_json(col("value").cast("string"), schema).as("message"))
              .select("message.*");
      StreamingQuery query =
          observations
              .writeStream()
              .format("noop") // every column is made, and nothing else is done
              .trigger(Trigger.AvailableNow())
              .start();
      query.awaitTermination();
      for (StreamingQueryProgress done : query.recentProgress()) {
        System.err.printf(
            Locale.ROOT,
            "batch %d: %,d rows, %.1f rows/s, %,d ms%n",
            done.batchId(),
            done.numInputRows(),
            done.processedRowsPerSecond(),
            done.batchDuration());
      }
    }
  }
}
