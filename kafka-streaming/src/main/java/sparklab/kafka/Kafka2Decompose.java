package sparklab.kafka;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.kafka.support.Observations;
import sparklab.lesson.Lesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.MeteoTopic;

/**
 * Lesson 2: the JSON message decomposed into columns that have types.
 *
 * <p>New against lesson 1: {@code from_json} with a schema. A sensor that a station lacks is a key
 * that the message lacks, and a null in the table. What does not fit the schema is not dropped: its
 * text comes in a column of its own, to be counted and looked at.
 *
 * <pre>
 * scripts/lab run kafka2
 * scripts/lab feed meteo --malformed 5     # in another terminal, while it runs
 * </pre>
 *
 * <p>You will see the schema, then for each second a table of observations, and one of the
 * malformed messages if there are any.
 */
@Command(name = "kafka2", description = "JSON messages decomposed into typed columns")
public final class Kafka2Decompose implements Lesson {

  /** AEMET's names; {@code malformed} is Spark's: the text of a message that does not fit. */
  public static final StructType SCHEMA =
      StructType.fromDDL(
          """
          idema STRING COMMENT 'the station',
          ubi STRING COMMENT 'its name',
          provincia STRING COMMENT 'its province',
          lat DOUBLE, lon DOUBLE, alt DOUBLE COMMENT 'degrees, metres',
          fint TIMESTAMP COMMENT 'the end of the hour that is observed',
          ta DOUBLE, tamin DOUBLE, tamax DOUBLE COMMENT 'temperature, °C',
          ts DOUBLE COMMENT 'temperature of the ground, °C',
          hr DOUBLE COMMENT 'humidity, %',
          tpr DOUBLE COMMENT 'dew point, °C',
          prec DOUBLE COMMENT 'rain, mm',
          inso DOUBLE COMMENT 'sunshine, minutes',
          vv DOUBLE, stdvv DOUBLE, vmax DOUBLE COMMENT 'wind, m/s',
          dv DOUBLE, stddv DOUBLE, dmax DOUBLE COMMENT 'where it comes from, degrees',
          pres DOUBLE, pres_nmar DOUBLE COMMENT 'pressure there and at sea level, hPa',
          geo925 DOUBLE, geo850 DOUBLE, geo700 DOUBLE COMMENT 'height of a pressure level, m',
          malformed STRING
          """);

  @Mixin MeteoTopic source;
  @Mixin QueryOptions options;
  @Mixin Observations table;

  /**
   * Records as Kafka has them in; the columns of {@link #SCHEMA} with the record's place, its
   * partition and offset, and Kafka's own time of it out. In {@code malformed} is null, or the text
   * of a message that is not an observation: it does not fit the schema, or what it says is not
   * possible, see {@link Observations}.
   */
  public static Dataset<Row> decompose(Dataset<Row> records) {
    return records
        .select(
            col("partition"),
            col("offset"),
            col("timestamp"),
            col("value").cast("string").as("text"))
        .withColumn("message", from_json(col("text"), SCHEMA, Observations.JSON))
        .select("partition", "offset", "timestamp", "text", "message.*")
        .withColumn("malformed", coalesce(col("malformed"), Observations.unusable()))
        .drop("text");
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    conf.setIfMissing("spark.sql.session.timeZone", "UTC"); // as the messages have it
    options.check(this, source, conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records =
          options.watch(
              spark.readStream().format("kafka").options(source.options()).load(), source);
      Dataset<Row> observations = decompose(records);
      observations.printSchema();
      StreamingQuery query =
          observations
              .writeStream()
              .foreachBatch(table::print)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Kafka2Decompose(), args);
  }
}
