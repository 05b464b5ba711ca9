package sparklab.structured;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.window;

import java.time.Duration;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.DataTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.lesson.Lesson;
import sparklab.lesson.Words;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.TextSource;
import sparklab.structured.support.ConsoleOptions;
import sparklab.structured.support.WindowOptions;

/**
 * Lesson 3: words counted in windows of time that overlap.
 *
 * <p>New against lesson 1: every line has a time, and {@code window} is one more column to group
 * by; a watermark tells Spark how late a line may come, and so when a window is final and its state
 * can go. The result is not sorted, and all three output modes are possible: try them. From a
 * publisher the time is that of arrival; files hold {@code TIME<TAB>text}, and the time is that of
 * the event.
 *
 * <pre>
 * scripts/lab run structured3 -- --window 30s --slide 10s
 * scripts/lab run structured3 -- --input-dir data/datasets/recorded --output-mode append
 * </pre>
 *
 * <p>You will see every word three times, once for each of the three windows that its line is in.
 */
@Command(name = "structured3", description = "Word counts in sliding windows, with a watermark")
public final class Structured3Window implements Lesson {

  static final UserDefinedFunction WORDS =
      udf(
          (UDF1<String, String[]>) line -> Words.of(line).toArray(String[]::new),
          DataTypes.createArrayType(DataTypes.StringType));

  @Mixin TextSource source;
  @Mixin QueryOptions options;
  @Mixin WindowOptions windows;
  @Mixin ConsoleOptions console;

  /**
   * Lines as (timestamp, value) in, (window, word, count) out; a window is a struct of start and
   * end.
   *
   * @param watermark how late a line may be, empty for however late
   */
  static Dataset<Row> countInWindows(
      Dataset<Row> lines, Duration window, Duration slide, Optional<Duration> watermark) {
    Dataset<Row> inTime =
        watermark.isPresent()
            ? lines.withWatermark("timestamp", WindowOptions.interval(watermark.get()))
            : lines;
    return inTime
        .select(col("timestamp"), explode(WORDS.apply(col("value"))).as("word"))
        .groupBy(
            window(col("timestamp"), WindowOptions.interval(window), WindowOptions.interval(slide)),
            col("word"))
        .count();
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    windows.check();
    options.check(this, source, windows.labels(), conf);
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
      Dataset<Row> counts =
          countInWindows(
              source.timed(lines), windows.window(), windows.slide(), windows.watermark());
      StreamingQuery query =
          counts
              .writeStream()
              .outputMode(console.mode())
              .format("console")
              .option("numRows", console.rows())
              .option("truncate", false)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Structured3Window(), args);
  }
}
