package sparklab.lab.bench;

import java.util.Locale;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;
import sparklab.lesson.Words;

/** The job of structured1 over the messages of a topic that are there already. */
public final class KafkaWords {

  private KafkaWords() {}

  /**
   * Arguments: broker, topic; key, to count the messages' keys and no words. Tells its micro-batch
   * as the lessons do.
   */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      Dataset<Row> messages =
          spark
              .readStream()
              .format("kafka")
              .option("kafka.bootstrap.servers", args[0])
              .option("subscribe", args[1])
              .option("startingOffsets", "earliest")
              .load();
      Dataset<String> words =
          args.length > 2
              ? messages.selectExpr("CAST(key AS STRING) AS value").as(Encoders.STRING())
              : messages
                  .selectExpr("CAST(value AS STRING)")
                  .as(Encoders.STRING())
                  .flatMap(
                      (FlatMapFunction<String, String>) line -> Words.of(line).iterator(),
                      Encoders.STRING());
      StreamingQuery query =
          words
              .groupBy("value")
              .count()
              .writeStream()
              .outputMode("complete")
              .format("noop")
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
