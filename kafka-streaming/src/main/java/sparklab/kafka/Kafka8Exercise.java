package sparklab.kafka;

import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.kafka.support.StormTasks;
import sparklab.lesson.Lesson;
import sparklab.lesson.Undone;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.MalformedMessages;
import sparklab.lesson.source.WarnedMeteoTopic;

/**
 * The exercise on joins and timers: where it was measured, which warnings came too late or for
 * nothing, and where the heat stays.
 *
 * <p>The statement, with examples and hints, is in {@code
 * kafka-streaming/exercises/kafka8/README.md}. Fill in the tasks one by one; {@code scripts/lab
 * check kafka8} says what is right.
 *
 * <pre>scripts/lab run kafka8 -- --task 1</pre>
 *
 * <p>You will see what one of the tasks that are done makes of the topics {@code meteo} and {@code
 * aviso}.
 */
@Command(name = "kafka8", description = "Exercise: joins with a table and a stream, timers")
public final class Kafka8Exercise implements Lesson {

  @Mixin WarnedMeteoTopic source;
  @Mixin QueryOptions options;
  @Mixin StormTasks tasks;

  /**
   * Observations (idema, fint, ta) and the stations' table (idema, region, alt) in; each
   * observation out, its station known or not: (idema, fint, region, ta, ta_sea).
   */
  static Dataset<Row> placed(Dataset<Row> observations, Dataset<Row> stations) {
    // TODO task 1: where it was measured
    throw Undone.task(1);
  }

  /**
   * Observations (idema, region, fint, vmax) and warnings (region, begin, end, level) in; gusts of
   * such a speed that came before a warning began, by such a time at most, out: (idema, fint, vmax,
   * level, begin).
   */
  static Dataset<Row> beforeTheWarning(
      Dataset<Row> all, Dataset<Row> warnings, double speed, Duration ahead, Duration lateness) {
    // TODO task 2: gusts before the warning
    throw Undone.task(2);
  }

  /**
   * Warnings, none of them longer than {@code longest}, and observations in, as in task 2; once it
   * is certain, the warnings out in whose time there was no gust of such a speed.
   */
  static Dataset<Row> forNothing(
      Dataset<Row> warnings, Dataset<Row> all, double speed, Duration longest, Duration lateness) {
    // TODO task 3: warnings for nothing
    throw Undone.task(3);
  }

  /**
   * Observations (idema, fint, ta) in; (idema, event, since, at) out: {@code hot} where it has been
   * so many degrees or more for such a time, {@code over} when that ends.
   */
  static Dataset<Row> heat(
      Dataset<Row> observations, double degrees, Duration time, Duration lateness) {
    // TODO task 4: heat that stays
    throw Undone.task(4);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    conf.setIfMissing("spark.sql.session.timeZone", "UTC"); // as the messages have it
    conf.setIfMissing(
        "spark.sql.streaming.stateStore.providerClass", RocksDBStateStoreProvider.class.getName());
    options.check(this, source, conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records = spark.readStream().format("kafka").options(source.options()).load();
      Dataset<Row> others =
          spark.readStream().format("kafka").options(source.warningOptions()).load();
      Dataset<Row> all =
          MalformedMessages.setAside(Kafka2Decompose.decompose(options.watch(records, source)));
      Dataset<Row> stations = tasks.stations(spark);
      Dataset<Row> gusts = tasks.inRegions(all, stations);
      Dataset<Row> warnings = tasks.warnings(others);
      Duration hour = Duration.ofHours(1);
      Duration three = Duration.ofHours(3);
      tasks.attempt(1, () -> placed(all.select("idema", "fint", "ta"), stations));
      tasks.attempt(2, () -> beforeTheWarning(gusts, warnings, 20, three, hour));
      tasks.attempt(3, () -> forNothing(warnings, gusts, 20, Duration.ofHours(12), hour));
      tasks.attempt(4, () -> heat(all.select("idema", "fint", "ta"), 25, three, hour));
      StreamingQuery query =
          tasks.query().trigger(options.trigger()).options(options.checkpoint()).start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Kafka8Exercise(), args);
  }
}
