package sparklab.kafka;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.lesson.Lesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.query.TableOptions;
import sparklab.lesson.source.MeteoTopic;

/**
 * Lesson 1: the records of a Kafka topic as they are.
 *
 * <p>A topic is a table that grows: each record has a key and a value, which are bytes, and its
 * place, which is a partition and an offset in it. Spark remembers the offsets, not Kafka: so a
 * query can go back, and nothing is lost that came while it was not there.
 *
 * <pre>scripts/lab run kafka1</pre>
 *
 * <p>You will see some records of every second: the key is a weather station, the value a JSON
 * text; the offsets of a partition only grow.
 */
@Command(name = "kafka1", description = "The raw records of a topic: key, value, place and time")
public final class Kafka1Read implements Lesson {

  @Mixin MeteoTopic source;
  @Mixin QueryOptions options;
  @Mixin TableOptions table;

  /** Records as Kafka has them in; the same with key and value as text out. */
  public static Dataset<Row> asText(Dataset<Row> records) {
    return records.select(
        col("partition"),
        col("offset"),
        col("timestamp"),
        col("key").cast("string"),
        col("value").cast("string"));
  }

  private void print(Dataset<Row> batch, long id) {
    // By time, or the first partition would fill the table.
    table.print(id, batch.orderBy("timestamp"));
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    options.check(this, source, conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records =
          options.watch(
              spark.readStream().format("kafka").options(source.options()).load(), source);
      StreamingQuery query =
          asText(records)
              .writeStream()
              .foreachBatch(this::print)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Kafka1Read(), args);
  }
}
