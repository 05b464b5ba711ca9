package sparklab.classifier;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.classifier.support.TweetOptions;
import sparklab.lesson.Lesson;

/**
 * Step 1: the topic is read; each message is a text with its place in the topic.
 *
 * <pre>scripts/lab run classifier1</pre>
 *
 * <p>You will see some messages of every second. A tweet is 4 KB of JSON; not every message is one.
 */
@Command(name = "classifier1", description = "Step 1: the tweet topic, read")
public final class ClassifierStep1Read implements Lesson {

  @Mixin TweetOptions options;

  /** Records as Kafka has them in; (partition, offset, message) out. */
  static Dataset<Row> read(Dataset<Row> records) {
    return records.select(
        col("partition"), col("offset"), col("value").cast("string").as("message"));
  }

  private void print(Dataset<Row> batch, long id) {
    options.print(id, batch);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    options.check(this, conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records =
          options.watch(spark.readStream().format("kafka").options(options.source()).load());
      StreamingQuery query =
          read(records)
              .writeStream()
              .foreachBatch(this::print)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new ClassifierStep1Read(), args);
  }
}
