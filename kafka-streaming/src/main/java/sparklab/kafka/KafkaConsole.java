package sparklab.kafka;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.when;
import static sparklab.cli.Text.tr;

import java.util.Iterator;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.lesson.Lesson;
import sparklab.lesson.query.LeftOut;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.MeteoTopic;

/**
 * A topic captured: every message whole, on a line of its own, on the console and in files.
 *
 * <pre>
 * scripts/lab run kafka-console
 * scripts/lab run kafka-console -- --topic tweet --output captured --trigger available-now
 * </pre>
 *
 * <p>You will see JSON. What was captured can be sent again, by {@code scripts/lab feed meteo
 * --from FILE}.
 */
@Command(name = "kafka-console", description = "Captures a topic and shows its messages whole")
public final class KafkaConsole implements Lesson {

  private static final String LINE_END = "[\\r\\n]+";
  private static final String NOT_SHOWN = "[\\p{Cntrl}&&[^\\t]]"; // a terminal would obey

  @Mixin MeteoTopic source;
  @Mixin QueryOptions options;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Also keep the messages in this folder, in files of one message a line.")
  String output;

  /**
   * Records as Kafka has them in, their messages out, each on a line: a line end in JSON means no
   * more than a space. Records without a value are counted, and told.
   */
  static Dataset<Row> messages(Dataset<Row> records) {
    Column empty = when(col("value").isNull(), coalesce(col("key").cast("string"), lit("no key")));
    return LeftOut.observe(records, tr("records without a value"), empty)
        .where(col("value").isNotNull())
        .select(col("value").cast("string"))
        .withColumn(
            "value",
            when(col("value").rlike(LINE_END), regexp_replace(col("value"), LINE_END, " "))
                .otherwise(col("value"))); // as it is, byte by byte
  }

  private void capture(Dataset<Row> batch, long id) {
    batch.persist();
    // One by one: the first batch of an old topic may be more than the driver's memory.
    for (Iterator<Row> all = batch.toLocalIterator(); all.hasNext(); ) {
      System.out.println(all.next().getString(0).replaceAll(NOT_SHOWN, " "));
    }
    if (output != null) {
      // A folder for each batch: one that Spark runs a second time replaces itself.
      batch.write().mode(SaveMode.Overwrite).text("%s/batch=%06d".formatted(output, id));
    }
    batch.unpersist();
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    options.check(this, source, conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records =
          options.watch(
              spark.readStream().format("kafka").options(source.options()).load(), source);
      StreamingQuery query =
          messages(records)
              .writeStream()
              .foreachBatch(this::capture)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new KafkaConsole(), args);
  }
}
