package sparklab.structured;

import static org.apache.spark.sql.functions.col;

import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.lesson.Lesson;
import sparklab.lesson.Undone;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.TextSource;
import sparklab.structured.support.TextTasks;

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
  @Mixin TextTasks tasks;

  /**
   * Lines in; of the words that have the same first letter, since the start: (initial, words,
   * mean_length, longest) out, the number of occurrences, their letters on average, and the most
   * letters.
   */
  static Dataset<Row> statistics(Dataset<String> lines) {
    // TODO task 1: statistics of the words by their initial
    throw Undone.task(1);
  }

  /**
   * A row of the statistics in, its text out: {@code "m: 12 words, 4.3 letters on average, 9 at
   * most"}.
   */
  static String report(Row statistics) {
    // TODO task 2: a line of text for each row
    throw Undone.task(2);
  }

  /**
   * Lines as (timestamp, value) in; of each window, once final, (start, end, word, count) out.
   *
   * @param lateness how late a line may be
   */
  static Dataset<Row> finalCounts(
      Dataset<Row> lines, Duration window, Duration slide, Duration lateness) {
    // TODO task 3: final counts in windows of time
    throw Undone.task(3);
  }

  /**
   * Messages as (id, timestamp, value) in, the same without those whose id has come before out. An
   * id may be used again when the lateness has passed since it came.
   *
   * @param lateness how late a repeat may be
   */
  static Dataset<Row> withoutRepeats(Dataset<Row> messages, Duration lateness) {
    // TODO task 4: messages without their repeats
    throw Undone.task(4);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    options.check(this, source, conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> arriving =
          options.watch(
              spark
                  .readStream()
                  .format(source.format())
                  .options(source.options())
                  .option("includeTimestamp", source.isTcp())
                  .load(),
              source);
      Dataset<Row> timed = source.timed(arriving);
      Dataset<String> lines = timed.select("value").as(Encoders.STRING());
      Duration minute = Duration.ofMinutes(1);
      Duration late = Duration.ofSeconds(10);
      tasks.show(1, "complete", () -> statistics(lines));
      Dataset<Row> words = Structured1Console.countWords(lines);
      tasks.report(words, Structured2cExercise::report, Structured2aForeachFunction::eachRow);
      tasks.show(3, "append", () -> finalCounts(timed, minute, minute.dividedBy(2), late));
      tasks.show(4, "append", () -> withoutRepeats(timed.withColumn("id", col("value")), minute));
      StreamingQuery query =
          tasks.query().trigger(options.trigger()).options(options.checkpoint()).start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Structured2cExercise(), args);
  }
}
