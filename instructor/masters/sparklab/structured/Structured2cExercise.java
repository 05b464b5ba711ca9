package sparklab.structured;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.window;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.DataTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.Tasks;
import sparklab.lesson.Words;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.TextSource;

/**
 * The exercise of session II: statistics of a text for a sink of our own, and what came when.
 *
 * <p>The statement, with examples and hints, is in {@code
 * structured-streaming/exercises/structured2c/README.md}. Fill in the tasks one by one; {@code
 * scripts/lab check structured2c} says what is right.
 *
 * <pre>scripts/lab run structured2c -- --task 1</pre>
 *
 * <p>You will see what one of the tasks that are done makes of the text.
 */
@Command(name = "structured2c", description = "Exercise: word statistics, windows, repeats")
public final class Structured2cExercise implements Lesson {

  @Mixin TextSource source;
  @Mixin QueryOptions options;

  @Option(
      names = "--task",
      paramLabel = "NUMBER",
      description = "The task to run; 1 and 2 run together (default: the last that is done).")
  Integer chosen;

  /**
   * Lines in; of the words that have the same first letter, since the start: (initial, words,
   * mean_length, longest) out, the number of occurrences, their letters on average, and the most
   * letters.
   */
  static Dataset<Row> statistics(Dataset<String> lines) {
    // BEGIN SOLUTION task 1
    return lines
        .flatMap(
            (FlatMapFunction<String, String>) line -> Words.of(line).iterator(), Encoders.STRING())
        .withColumn("letters", length(col("value")))
        .groupBy(substring(col("value"), 1, 1).as("initial"))
        .agg(
            count(lit(1)).as("words"),
            avg("letters").as("mean_length"),
            max("letters").as("longest"));
    // END SOLUTION
  }

  /**
   * A row of the statistics in, its text out: {@code "m: 12 words, 4.3 letters on average, 9 at
   * most"}.
   */
  static String report(Row statistics) {
    // BEGIN SOLUTION task 2
    long words = statistics.getLong(1);
    return String.format(
        Locale.ROOT,
        "%s: %d %s, %.1f letters on average, %d at most",
        statistics.getString(0),
        words,
        words == 1 ? "word" : "words",
        statistics.getDouble(2),
        statistics.getInt(3));
    // END SOLUTION
  }

  /**
   * Lines as (timestamp, value) in; once a window is final, (start, end, word, count) of its words
   * out.
   *
   * @param lateness how late a line may be
   */
  static Dataset<Row> finalCounts(
      Dataset<Row> lines, Duration window, Duration slide, Duration lateness) {
    // BEGIN SOLUTION task 3
    return lines
        .withWatermark("timestamp", lateness.toSeconds() + " seconds")
        .select(
            col("timestamp"),
            explode(
                    udf(
                            (UDF1<String, String[]>) line -> Words.of(line).toArray(String[]::new),
                            DataTypes.createArrayType(DataTypes.StringType))
                        .apply(col("value")))
                .as("word"))
        .groupBy(
            window(
                col("timestamp"), window.toSeconds() + " seconds", slide.toSeconds() + " seconds"),
            col("word"))
        .count()
        .select("window.start", "window.end", "word", "count");
    // END SOLUTION
  }

  /**
   * Messages as (id, timestamp, value) in, the same without those whose id has come before out. An
   * id may be used again when the lateness has passed since it came.
   *
   * @param lateness how late a repeat may be
   */
  static Dataset<Row> withoutRepeats(Dataset<Row> messages, Duration lateness) {
    // BEGIN SOLUTION task 4
    return messages
        .withWatermark("timestamp", lateness.toSeconds() + " seconds")
        .dropDuplicatesWithinWatermark(new String[] {"id"});
    // END SOLUTION
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    options.check(this, source, Map.of(), conf);
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
      DataStreamWriter<Row> shown = wire(spark, lines).options(options.checkpoint());
      StreamingQuery query = shown.trigger(options.trigger()).start();
      query.awaitTermination();
    }
  }

  /** The query of the chosen task. */
  private DataStreamWriter<Row> wire(SparkSession spark, Dataset<Row> arriving) throws Exception {
    Dataset<Row> timed = Structured3Window.timed(arriving, source);
    Dataset<String> lines = timed.select("value").as(Encoders.STRING());
    Tasks tasks = new Tasks("structured-streaming/exercises/structured2c/README.md");
    Map<Integer, DataStreamWriter<Row>> done = new HashMap<>();

    Optional<Dataset<Row>> statistics = tasks.attempt(1, () -> statistics(lines));
    // Without task 1, task 2 is given words in place of initials.
    Dataset<Row> rows =
        statistics.orElse(
            Structured1Console.countWords(lines)
                .select(
                    col("word").as("initial"),
                    col("count").as("words"),
                    length(col("word")).cast("double").as("mean_length"),
                    length(col("word")).as("longest")));
    statistics.ifPresent(table -> done.put(1, console(table, "complete")));
    Row one = spark.sql("SELECT 'a' initial, 1L words, 1D mean_length, 1 longest").first();
    if (tasks.attempt(2, () -> report(one)).isPresent()) {
      DataStreamWriter<Row> reports =
          rows.orderBy("initial")
              .writeStream()
              .outputMode("complete")
              .foreach(Structured2aForeachFunction.eachRow(row -> System.out.println(report(row))));
      done.put(2, reports);
      done.computeIfPresent(1, (task, table) -> reports);
    }
    Duration minute = Duration.ofMinutes(1);
    tasks
        .attempt(3, () -> finalCounts(timed, minute, minute.dividedBy(2), Duration.ofSeconds(10)))
        .ifPresent(table -> done.put(3, console(table, "append")));
    tasks
        .attempt(4, () -> withoutRepeats(timed.withColumn("id", col("value")), minute))
        .ifPresent(table -> done.put(4, console(table, "append")));
    return done.get(tasks.choose(chosen));
  }

  private static DataStreamWriter<Row> console(Dataset<Row> table, String mode) {
    return table.writeStream().outputMode(mode).format("console").option("truncate", false);
  }

  public static void main(String[] args) {
    Lessons.main(new Structured2cExercise(), args);
  }
}
