package sparklab.structured;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.lesson.Lesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.TextSource;
import sparklab.structured.support.SessionOptions;
import sparklab.structured.support.WindowOptions;

/**
 * Lesson 5: sessions, here of a word: it is talked about until nobody says it for ten seconds.
 *
 * <p>New against lesson 3: {@code transformWithState}. What Spark keeps for a key is ours to say,
 * and so is when a result comes: {@link Sessions} keeps the open sessions of a word and sets a
 * timer for each, which the watermark sets off.
 *
 * <pre>
 * scripts/lab run structured5
 * scripts/lab run structured5 -- --input-dir data/datasets/recorded --checkpoint checkpoints/mine
 * </pre>
 *
 * <p>You will see sessions when they are over: first and last time of the word, and how often.
 */
@Command(name = "structured5", description = "Sessions closed by silence, with state and timers")
public final class Structured5Sessions implements Lesson {

  private static final Encoder<Row> SESSION =
      Encoders.row(
          StructType.fromDDL("word STRING, first TIMESTAMP, last TIMESTAMP, times BIGINT"));

  @Mixin TextSource source;
  @Mixin QueryOptions options;
  @Mixin SessionOptions silence;

  /**
   * Lines as (timestamp, value) in, (word, first, last, times) out.
   *
   * @param gap the silence that ends a session
   * @param watermark how late a line may be
   */
  static Dataset<Row> sessions(Dataset<Row> lines, Duration gap, Duration watermark) {
    return lines
        .withWatermark("timestamp", WindowOptions.interval(watermark))
        .select(explode(Structured3Window.WORDS.apply(col("value"))).as("word"), col("timestamp"))
        .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
        .transformWithState(
            new Sessions(gap.toMillis()), TimeMode.EventTime(), OutputMode.Append(), SESSION);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    // Of Spark's two stores of state only this one can hold timers and variables of ours.
    conf.setIfMissing(
        "spark.sql.streaming.stateStore.providerClass",
        "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider");
    options.check(this, source, silence.labels(), conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> lines =
          options.watch(
              spark
                  .readStream()
                  .format(source.format())
                  .options(source.options())
                  .option("includeTimestamp", source.isTcp())
                  .load(),
              source);
      StreamingQuery query =
          sessions(source.timed(lines), silence.gap(), silence.watermark())
              .writeStream()
              .outputMode("append") // a session that is over changes no more
              .format("console")
              .option("truncate", false)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Structured5Sessions(), args);
  }
}
