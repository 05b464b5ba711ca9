package sparklab.kafka;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.kafka.support.TwoModes;
import sparklab.lesson.Lesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.MalformedMessages;
import sparklab.lesson.source.MeteoTopic;

/**
 * Lesson 7: one filter, from topic to topic, in micro-batches and in real-time mode.
 *
 * <p>New against lesson 3: {@code Trigger.RealTime}. A micro-batch is planned, run and noted in the
 * checkpoint again and again, and a message waits for its turn. In real-time mode a task for each
 * partition runs on and hands over each message as it comes; the time in the trigger is only how
 * often the checkpoint is written. Both write to topics of their own, which a third query reads: by
 * Kafka's own times, how much later than in the first topic is a message in the second?
 *
 * <pre>scripts/lab run kafka7</pre>
 *
 * <p>You will see, every ten seconds, the delays of both modes: the median, and what 99 of 100
 * messages did not exceed.
 */
@Command(name = "kafka7", description = "The same filter in micro-batches and in real-time mode")
public final class Kafka7RealTime implements Lesson {

  @Mixin MeteoTopic source;
  @Mixin QueryOptions options;
  @Mixin TwoModes modes;

  /** Observations in; those above a temperature out, as records for Kafka. */
  static Dataset<Row> warm(Dataset<Row> observations, double celsius) {
    return observations
        .where(col("ta").gt(celsius))
        .selectExpr(
            "idema AS key",
            "to_json(struct(idema, fint, ta)) AS value",
            """
            array(struct('received' AS key, encode(unix_millis(timestamp), 'UTF-8') AS value))
            AS headers
            """);
  }

  /** What {@link #warm} has sent, as Kafka has it, in; the delays by topic out, in milliseconds. */
  static Dataset<Row> delays(Dataset<Row> records) {
    return records
        .withColumn(
            "ms", expr("unix_millis(timestamp) - try_cast(string(headers[0].value) AS LONG)"))
        .groupBy("topic")
        .agg(
            expr("count(ms) AS messages"),
            expr("CAST(percentile(ms, 0.5) AS LONG) AS median_ms"),
            expr("CAST(percentile(ms, 0.99) AS LONG) AS p99_ms"));
  }

  private DataStreamWriter<Row> to(String topic, Dataset<Row> records) {
    return records
        .writeStream()
        .outputMode("update") // the one that real-time mode knows
        .format("kafka")
        .options(source.options())
        .option("topic", topic)
        .option("checkpointLocation", modes.checkpoint(topic));
  }

  private void print(Dataset<Row> records, long id) {
    modes.print(delays(records));
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    options.check(this, source, conf);
    modes.prepare(source, options, conf); // a core for each partition, topics for the results
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records = spark.readStream().format("kafka").options(modes.latest()).load();
      Dataset<Row> observations = Kafka2Decompose.decompose(options.watch(records, source));
      Dataset<Row> warm = warm(MalformedMessages.setAside(observations), modes.celsius());
      Dataset<Row> results = spark.readStream().format("kafka").options(modes.results()).load();
      try (AutoCloseable stop = modes.stopping(spark)) {
        to(modes.microBatch(), warm).trigger(options.trigger()).start();
        to(modes.realTime(), warm).trigger(Trigger.RealTime("5 minutes")).start();
        StreamingQuery delays =
            results.writeStream().foreachBatch(this::print).trigger(modes.every()).start();
        spark.streams().awaitAnyTermination(); // whichever fails
        delays.awaitTermination();
      }
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Kafka7RealTime(), args);
  }
}
