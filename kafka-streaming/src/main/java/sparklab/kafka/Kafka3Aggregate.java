package sparklab.kafka;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.window;

import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.kafka.support.HourlyTable;
import sparklab.lesson.Lesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.MalformedMessages;
import sparklab.lesson.source.MeteoTopic;

/**
 * Lesson 3: the weather of each province and hour, by a program that may be killed.
 *
 * <p>New against lesson 2: {@code groupBy} with a window of the time <em>in the message</em>, and a
 * watermark that ends the wait for late ones; a checkpoint folder, from which the next start goes
 * on where the last one ended, kill or not: Spark keeps there the offsets of each batch and the
 * state after it. A batch that was not finished runs again, with the same messages. So the files of
 * {@code --output} are written in a way that a second time changes nothing.
 *
 * <pre>
 * scripts/lab run kafka3 -- --output weather     # stop it with Ctrl-C, or kill it; then again
 * </pre>
 *
 * <p>You will see the provinces and hours that have changed, newest first; after a restart the
 * counts go on.
 */
@Command(name = "kafka3", description = "Aggregates by province and hour that survive a restart")
public final class Kafka3Aggregate implements Lesson {

  @Mixin MeteoTopic source;
  @Mixin QueryOptions options = new QueryOptions("checkpoints/kafka3");
  @Mixin HourlyTable table;

  /**
   * Observations in, one row for each hour and province out: (hour, province, observations,
   * ta_mean, ta_min, ta_max, prec_max, vmax).
   */
  public static Dataset<Row> byProvinceAndHour(Dataset<Row> observations, Duration watermark) {
    // A sum of doubles depends on its order, and a restart changes the order: decimals are exact.
    Column temperature = col("ta").cast("decimal(5,1)");
    return observations
        // The hour that ends at the time of the message. A column of its own: Spark forgets the
        // watermark of a column that the window calculates with.
        .withColumn("begin", expr("fint - INTERVAL 1 HOUR"))
        .withColumn("province", expr("coalesce(nullif(provincia, ''), '(unknown)')"))
        .withWatermark("begin", watermark.toSeconds() + " seconds")
        .groupBy(window(col("begin"), "1 hour"), col("province"))
        .agg(
            count(lit(1)).as("observations"),
            avg(temperature).cast("decimal(6,2)").as("ta_mean"),
            min("tamin").as("ta_min"),
            max("tamax").as("ta_max"),
            max("prec").as("prec_max"),
            max("vmax").as("vmax"))
        .select(col("window.start").as("hour"), col("*"))
        .drop("window");
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    conf.setIfMissing("spark.sql.session.timeZone", "UTC"); // as the messages have it
    options.check(this, source, table.labels(conf), conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records =
          options.watch(
              spark.readStream().format("kafka").options(source.options()).load(), source);
      Dataset<Row> observations = MalformedMessages.setAside(Kafka2Decompose.decompose(records));
      StreamingQuery query =
          byProvinceAndHour(observations, table.watermark())
              .writeStream()
              .outputMode("update") // a batch has the rows that have changed
              .foreachBatch(table::publish)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Kafka3Aggregate(), args);
  }
}
