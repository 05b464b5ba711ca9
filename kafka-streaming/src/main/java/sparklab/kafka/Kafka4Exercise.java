package sparklab.kafka;

import java.time.Duration;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.lesson.Lesson;
import sparklab.lesson.Undone;
import sparklab.lesson.query.ChosenTask;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.query.TableOptions;
import sparklab.lesson.source.MeteoTopic;

/**
 * The exercise on Kafka: weather messages, taken apart, summed up and compared with the hour
 * before.
 *
 * <p>The statement, with examples and hints, is in {@code
 * kafka-streaming/exercises/kafka4/README.md}. Fill in the tasks one by one; {@code scripts/lab
 * check kafka4} says what is right.
 *
 * <pre>scripts/lab run kafka4 -- --task 1</pre>
 *
 * <p>You will see what one of the tasks that are done makes of the topic {@code meteo}.
 */
@Command(name = "kafka4", description = "Exercise: weather messages, good and malformed")
public final class Kafka4Exercise implements Lesson {

  @Mixin MeteoTopic source;
  @Mixin QueryOptions options;
  @Mixin TableOptions table;
  @Mixin ChosenTask task = new ChosenTask("kafka-streaming/exercises/kafka4/README.md");

  /**
   * Records in, with Kafka's columns partition, offset and value; the observations in them out:
   * (idema, provincia, fint, ta, prec), the time as a timestamp, a sensor that is absent as null. A
   * malformed message gives no row.
   */
  static Dataset<Row> observations(Dataset<Row> records) {
    // TODO task 1: the observations in the messages
    throw Undone.task(1);
  }

  /**
   * Records in; those that hold no observation out, as (partition, offset, message), the message as
   * text.
   */
  static Dataset<Row> malformed(Dataset<Row> records) {
    // TODO task 2: the malformed messages
    throw Undone.task(2);
  }

  /**
   * Observations in; once an hour is final, of each province out: (hour, provincia, observations,
   * ta_mean, prec_max). The time of an observation is the end of its hour.
   *
   * @param lateness how late an observation may be
   */
  static Dataset<Row> byProvinceAndHour(Dataset<Row> observations, Duration lateness) {
    // TODO task 3: provinces by the hour
    throw Undone.task(3);
  }

  /**
   * Observations in; those whose temperature is lower by so many degrees or more than an hour
   * before at the same station out: (idema, fint, before, ta).
   *
   * @param lateness how late an observation may be
   */
  static Dataset<Row> falling(Dataset<Row> observations, double degrees, Duration lateness) {
    // TODO task 4: stations where the temperature falls
    throw Undone.task(4);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    conf.setIfMissing("spark.sql.session.timeZone", "UTC"); // as the messages have it
    options.check(this, source, conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records =
          options.watch(
              spark.readStream().format("kafka").options(source.options()).load(), source);
      Optional<Dataset<Row>> first = task.attempt(1, () -> observations(records));
      // Without task 1, those after it are given the observations of lesson 2.
      Dataset<Row> all =
          first.orElseGet(() -> Kafka2Decompose.decompose(records).where("malformed IS NULL"));
      Duration patience = Duration.ofHours(2);
      task.attempt(2, () -> malformed(records));
      task.attempt(3, () -> byProvinceAndHour(all, patience));
      task.attempt(4, () -> falling(all, 3, patience));
      DataStreamWriter<Row> shown = task.query(table::print);
      StreamingQuery query = shown.trigger(options.trigger()).options(options.checkpoint()).start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Kafka4Exercise(), args);
  }
}
