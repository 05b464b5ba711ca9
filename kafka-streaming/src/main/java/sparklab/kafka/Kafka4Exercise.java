package sparklab.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.Tasks;
import sparklab.lesson.Undone;
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

  @Option(
      names = "--task",
      paramLabel = "NUMBER",
      description = "The task to run (default: the last that is done).")
  Integer chosen;

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
    options.check(this, source, Map.of(), conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records =
          options.watch(
              spark.readStream().format("kafka").options(source.options()).load(), source);
      DataStreamWriter<Row> shown = wire(records);
      StreamingQuery query = shown.trigger(options.trigger()).options(options.checkpoint()).start();
      query.awaitTermination();
    }
  }

  /** The query of the chosen task. */
  private DataStreamWriter<Row> wire(Dataset<Row> records) throws Exception {
    Tasks tasks = new Tasks("kafka-streaming/exercises/kafka4/README.md");
    Map<Integer, Dataset<Row>> done = new HashMap<>();
    tasks.attempt(1, () -> observations(records)).ifPresent(all -> done.put(1, all));
    tasks.attempt(2, () -> malformed(records)).ifPresent(all -> done.put(2, all));
    // Without task 1, those after it are given the observations of lesson 2.
    Dataset<Row> observations =
        done.getOrDefault(1, Kafka2Decompose.decompose(records).where("malformed IS NULL"));
    Duration patience = Duration.ofHours(2);
    tasks
        .attempt(3, () -> byProvinceAndHour(observations, patience))
        .ifPresent(hours -> done.put(3, hours));
    tasks.attempt(4, () -> falling(observations, 3, patience)).ifPresent(cold -> done.put(4, cold));
    int task = tasks.choose(chosen);
    return done.get(task)
        .writeStream()
        .outputMode("append")
        .foreachBatch(
            (VoidFunction2<Dataset<Row>, Long>)
                (batch, id) -> table.print("task %d, batch %d".formatted(task, id), batch));
  }

  public static void main(String[] args) {
    Lessons.main(new Kafka4Exercise(), args);
  }
}
