package sparklab.kafka;

import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.TimeMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.kafka.support.AlertTopic;
import sparklab.lesson.Lesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.MalformedMessages;
import sparklab.lesson.source.MeteoTopic;

/**
 * Lesson 6: alerts about what does not come.
 *
 * <p>New against lesson 3: {@code transformWithState}: code of one's own for each station, with a
 * state and timers, in {@link StationWatch}. A timer goes off when the watermark has passed it,
 * though no message has come. The alerts go to a topic, and each once, killed or not: Spark's sink
 * writes a batch that runs again once more, so the first batch of a run leaves out what is there.
 *
 * <pre>scripts/lab run kafka6 -- --alerts alert     # stop it with Ctrl-C, or kill it; then again
 * </pre>
 *
 * <p>You will see the stations that were silent for three hours, and those where the pressure fell
 * by more than 3 hPa in three.
 */
@Command(name = "kafka6", description = "Alerts by timers: silent stations, falling pressure")
public final class Kafka6Silence implements Lesson {

  @Mixin MeteoTopic source;
  @Mixin QueryOptions options = new QueryOptions("checkpoints/kafka6");
  @Mixin AlertTopic alerts;

  /** Observations in, {@link StationWatch#ALERTS} out. */
  static Dataset<Row> alerts(Dataset<Row> observations, Duration watermark) {
    return observations
        .select("idema", "fint", "pres")
        .withWatermark("fint", watermark.toSeconds() + " seconds")
        .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
        .transformWithState(
            new StationWatch(),
            TimeMode.EventTime(),
            OutputMode.Append(),
            Encoders.row(StationWatch.ALERTS));
  }

  /** Those of a batch that are not in the topic yet. */
  static Dataset<Row> unsent(Dataset<Row> alerts, Dataset<Row> topic) {
    return alerts.join(topic.selectExpr("CAST(key AS STRING) AS id"), "id", "left_anti");
  }

  private boolean again = true;

  private void send(Dataset<Row> batch, long id) {
    SparkSession spark = batch.sparkSession();
    // Only the first batch can be one that was killed half-way: it is looked up what it has sent.
    Dataset<Row> topic = spark.read().format("kafka").options(alerts.options()).load();
    Dataset<Row> unsent = again ? unsent(batch, topic) : batch;
    again = false;
    alerts.keep(unsent); // it is needed twice, and the topic changes in between
    unsent
        .selectExpr("id AS key", "to_json(struct(idema, alert, at, hpa)) AS value")
        .write()
        .format("kafka")
        .options(alerts.options())
        .save();
    alerts.print(unsent, id);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    conf.setIfMissing("spark.sql.session.timeZone", "UTC"); // as the messages have it
    conf.setIfMissing(
        "spark.sql.streaming.stateStore.providerClass", RocksDBStateStoreProvider.class.getName());
    conf.setIfMissing("spark.task.maxFailures", "1"); // or a task would send twice
    options.check(this, source, alerts.labels(), conf);
    alerts.prepare(source);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records =
          options.watch(
              spark.readStream().format("kafka").options(source.options()).load(), source);
      Dataset<Row> observations = MalformedMessages.setAside(Kafka2Decompose.decompose(records));
      StreamingQuery query =
          alerts(observations, alerts.watermark())
              .writeStream()
              .foreachBatch(this::send)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Kafka6Silence(), args);
  }
}
