package sparklab.structured;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.lesson.Lesson;
import sparklab.lesson.Words;
import sparklab.lesson.query.OutputModeConverter;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.TextSource;

/**
 * Lesson 1: the words of a stream, counted as if the stream were a table that grows.
 *
 * <p>New against session I: no batches in the program. It is a query over an unbounded table,
 * {@code groupBy} and {@code count}; Spark keeps the result up to date and prints it at each
 * trigger.
 *
 * <pre>scripts/lab run structured1</pre>
 *
 * <p>You will see the 40 most frequent words since the start, once a second; the counts only grow.
 */
@Command(name = "structured1", description = "Running word counts as a table, on the console")
public final class Structured1Console implements Lesson {

  @Mixin TextSource source;
  @Mixin QueryOptions options;

  @Option(
      names = "--output-mode",
      defaultValue = "complete",
      converter = OutputModeConverter.class,
      paramLabel = "MODE",
      description =
          "complete; try update or append, and Spark says why a sorted table cannot have them"
              + " (default: ${DEFAULT-VALUE}).")
  OutputMode mode;

  /** Lines in, (word, count) since the start out. */
  static Dataset<Row> countWords(Dataset<String> lines) {
    return lines
        .flatMap(
            (FlatMapFunction<String, String>) line -> Words.of(line).iterator(), Encoders.STRING())
        .groupBy(col("value").as("word"))
        .count();
  }

  /** (word, count) in, those with the highest counts out; words of the same count by code point. */
  static Dataset<Row> mostFrequent(Dataset<Row> counts, int size) {
    return counts.orderBy(col("count").desc(), col("word")).limit(size);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    options.check(this, source, conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      // "socket" with --host and --port, or "text" with --input-dir
      Dataset<Row> lines =
          options.watch(
              spark.readStream().format(source.format()).options(source.options()).load(), source);
      StreamingQuery query =
          mostFrequent(countWords(lines.as(Encoders.STRING())), 40)
              .writeStream()
              .outputMode(mode)
              .format("console")
              .option("numRows", 40)
              .option("truncate", false)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Structured1Console(), args);
  }
}
