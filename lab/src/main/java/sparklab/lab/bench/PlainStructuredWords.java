package sparklab.lab.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.split;

import org.apache.spark.sql.SparkSession;

/** The job of structured1 in the fewest lines of Spark, with nothing of the lab's. */
public final class PlainStructuredWords {

  private PlainStructuredWords() {}

  /** Argument: port of the publisher. */
  public static void main(String[] args) throws Exception {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      spark
          .readStream()
          .format("socket")
          .option("host", "127.0.0.1")
          .option("port", args[0])
          .load()
          .select(explode(split(col("value"), " ")).as("word"))
          .groupBy("word")
          .count()
          .writeStream()
          .outputMode("complete")
          .format("console")
          .start()
          .awaitTermination();
    }
  }
}
