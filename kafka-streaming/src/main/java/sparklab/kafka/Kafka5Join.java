package sparklab.kafka;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.kafka.support.Warnings;
import sparklab.lesson.Lesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.MalformedMessages;
import sparklab.lesson.source.WarnedMeteoTopic;

/**
 * Lesson 5: gusts, where they blew, and whether there was a warning.
 *
 * <p>New against lesson 3: {@code join}, of a stream with a table, the stations, and of a stream
 * with another, the storm warnings. The table is read anew in each batch. Of the two streams Spark
 * keeps rows as long as the other may bring what belongs to them, which it knows from the
 * watermarks of both and the times in the condition. That there is none is known only then: the
 * rows of {@code left_outer} without a warning come late.
 *
 * <pre>scripts/lab run kafka5 -- --join left_outer --gust 20</pre>
 *
 * <p>You will see gusts with the level of a warning at once, those without (NULL) hours of weather
 * later.
 */
@Command(name = "kafka5", description = "Gusts joined with a table and with a stream of warnings")
public final class Kafka5Join implements Lesson {

  @Mixin WarnedMeteoTopic source;
  @Mixin QueryOptions options;
  @Mixin Warnings warnings;

  /** The stations' table as it is when a batch runs: (station, region). */
  static Dataset<Row> stations(SparkSession spark, String file) {
    // Not spark.read().csv(file): that looks at the file once, at the start, for all batches.
    FlatMapFunction<String, String> lines = name -> Warnings.stations(name).iterator();
    return spark
        .createDataset(List.of(file), Encoders.STRING())
        .flatMap(lines, Encoders.STRING())
        .selectExpr("split(value, ';')[0] AS station", "get(split(value, ';'), 3) AS region");
  }

  /** Observations in; the gusts of such a speed in m/s, and the region if the table has it, out. */
  static Dataset<Row> gusts(Dataset<Row> observations, Dataset<Row> stations, double speed) {
    return observations
        .where(col("vmax").geq(speed))
        .join(stations, expr("idema = station"), "left_outer")
        .select("fint", "idema", "ubi", "region", "vmax");
  }

  /** Gusts and warnings (area, begin, end, level) in, both together out. */
  static Dataset<Row> join(
      Dataset<Row> gusts, Dataset<Row> warnings, Duration watermark, String type) {
    String late = watermark.toSeconds() + " seconds";
    return gusts
        .withWatermark("fint", late)
        .join(
            warnings.withWatermark("begin", late),
            // No warning is longer. By fint <= end alone Spark, which knows how old a begin may be,
            // would take end for it, and forget a warning as soon as it has begun.
            expr("begin < fint AND fint <= begin + INTERVAL 12 HOURS")
                .and(expr("region = area AND fint <= end")),
            type)
        .drop("area");
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    conf.setIfMissing("spark.sql.session.timeZone", "UTC"); // as the messages have it
    options.check(this, source, warnings.labels(), conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records = spark.readStream().format("kafka").options(source.options()).load();
      Dataset<Row> others =
          spark.readStream().format("kafka").options(source.warningOptions()).load();
      Dataset<Row> observations =
          MalformedMessages.setAside(Kafka2Decompose.decompose(options.watch(records, source)));
      Dataset<Row> stations = stations(spark, warnings.stations());
      StreamingQuery query =
          join(
                  gusts(observations, stations, warnings.gust()),
                  Warnings.decompose(others),
                  warnings.watermark(),
                  warnings.join())
              .writeStream()
              .foreachBatch(warnings::print)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Kafka5Join(), args);
  }
}
