package sparklab.kafka;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static scala.jdk.javaapi.CollectionConverters.asJava;
import static scala.jdk.javaapi.CollectionConverters.asScala;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.streaming.ExpiredTimerInfo;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StatefulProcessor;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.TTLConfig;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.streaming.TimerValues;
import org.apache.spark.sql.streaming.ValueState;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.collection.Iterator;
import sparklab.kafka.support.StormTasks;
import sparklab.lesson.Lesson;
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
    // BEGIN SOLUTION task 1
    return observations
        .join(stations.dropDuplicates("idema"), "idema", "left_outer")
        .select(
            col("idema"),
            col("fint"),
            coalesce(col("region"), lit("unknown")).as("region"),
            col("ta"),
            expr("ta + 6.5 * alt / 1000").as("ta_sea"));
    // END SOLUTION
  }

  /**
   * Observations (idema, region, fint, vmax) and warnings (region, begin, end, level) in; gusts of
   * such a speed that came before a warning began, by such a time at most, out: (idema, fint, vmax,
   * level, begin).
   */
  static Dataset<Row> beforeTheWarning(
      Dataset<Row> all, Dataset<Row> warnings, double speed, Duration ahead, Duration lateness) {
    // BEGIN SOLUTION task 2
    String late = lateness.toSeconds() + " seconds";
    Dataset<Row> gusts = all.where(col("vmax").geq(speed)).withWatermark("fint", late);
    Dataset<Row> announced =
        warnings.withColumnRenamed("region", "area").withWatermark("begin", late);
    String interval = "INTERVAL " + ahead.toSeconds() + " SECONDS";
    return gusts
        .join(announced, expr("area = region AND begin > fint AND begin <= fint + " + interval))
        .select("idema", "fint", "vmax", "level", "begin");
    // END SOLUTION
  }

  /**
   * Warnings, none of them longer than {@code longest}, and observations in, as in task 2; once it
   * is certain, the warnings out in whose time there was no gust of such a speed.
   */
  static Dataset<Row> forNothing(
      Dataset<Row> warnings, Dataset<Row> all, double speed, Duration longest, Duration lateness) {
    // BEGIN SOLUTION task 3
    String late = lateness.toSeconds() + " seconds";
    Dataset<Row> gusts =
        all.where(col("vmax").geq(speed))
            .select(col("region").as("place"), col("fint"))
            .withWatermark("fint", late);
    String bound = "fint <= begin + INTERVAL " + longest.toSeconds() + " SECONDS";
    return warnings
        .withWatermark("begin", late)
        .join(
            gusts,
            expr("place = region AND fint > begin AND fint <= end AND " + bound),
            "left_outer")
        .where(col("fint").isNull())
        .select("region", "begin", "end", "level");
    // END SOLUTION
  }

  /**
   * Observations (idema, fint, ta) in; (idema, event, since, at) out: {@code hot} where it has been
   * so many degrees or more for such a time, {@code over} when that ends.
   */
  static Dataset<Row> heat(
      Dataset<Row> observations, double degrees, Duration time, Duration lateness) {
    // BEGIN SOLUTION task 4
    return observations
        .withWatermark("fint", lateness.toSeconds() + " seconds")
        .groupByKey((MapFunction<Row, String>) row -> row.getAs("idema"), Encoders.STRING())
        .transformWithState(
            new HeatWatch(degrees, time),
            TimeMode.EventTime(),
            OutputMode.Append(),
            Encoders.row(EVENTS));
    // END SOLUTION
  }

  // BEGIN HIDDEN
  private static final StructType EVENTS =
      StructType.fromDDL("idema STRING, event STRING, since TIMESTAMP, at TIMESTAMP");

  /** Of each station since when it is hot, and whether that was told. */
  private static class HeatWatch extends StatefulProcessor<String, Row, Row> {

    private static final long serialVersionUID = 1L;

    final double degrees;
    final long millis;
    transient ValueState<Long> since;
    transient ValueState<Boolean> told;

    HeatWatch(double degrees, Duration time) {
      this.degrees = degrees;
      this.millis = time.toMillis();
    }

    @Override
    public void init(OutputMode mode, TimeMode time) {
      since = getHandle().getValueState("since", Encoders.LONG(), TTLConfig.NONE());
      told = getHandle().getValueState("told", Encoders.BOOLEAN(), TTLConfig.NONE());
    }

    @Override
    public Iterator<Row> handleInputRows(String idema, Iterator<Row> rows, TimerValues now) {
      List<Row> ordered = new ArrayList<>();
      asJava(rows).forEachRemaining(ordered::add);
      ordered.sort(Comparator.comparing(row -> row.<Timestamp>getAs("fint")));
      List<Row> events = new ArrayList<>();
      for (Row row : ordered) {
        Double ta = row.getAs("ta");
        if (ta != null) {
          observe(idema, row.<Timestamp>getAs("fint").getTime(), ta >= degrees, events);
        }
      }
      return asScala(events.iterator());
    }

    void observe(String idema, long at, boolean hot, List<Row> events) {
      if (since.exists() && !told.exists() && at >= since.get() + millis) {
        getHandle().deleteTimer(since.get() + millis); // it has had no time to go off
        events.add(tell(idema));
      }
      if (hot && !since.exists()) {
        since.update(at);
        getHandle().registerTimer(at + millis);
      } else if (!hot && since.exists()) {
        if (told.exists()) {
          events.add(event(idema, "over", at));
        } else {
          getHandle().deleteTimer(since.get() + millis);
        }
        since.clear();
        told.clear();
      }
    }

    @Override
    public Iterator<Row> handleExpiredTimer(String idema, TimerValues now, ExpiredTimerInfo timer) {
      return asScala(List.of(tell(idema)).iterator());
    }

    Row tell(String idema) {
      told.update(true);
      return event(idema, "hot", since.get() + millis);
    }

    Row event(String idema, String event, long at) {
      return RowFactory.create(idema, event, new Timestamp(since.get()), new Timestamp(at));
    }
  }

  // END HIDDEN
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
