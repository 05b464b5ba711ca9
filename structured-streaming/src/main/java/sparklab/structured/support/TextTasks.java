package sparklab.structured.support;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.ForeachWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamWriter;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.lesson.Tasks;

/** The tasks of the exercise as its program tries them, and which of them runs: {@code --task}. */
public final class TextTasks {

  @Option(
      names = "--task",
      paramLabel = "NUMBER",
      description = "The task to run; 1 and 2 run together (default: the last that is done).")
  private Integer chosen;

  private final Tasks tasks = new Tasks("structured-streaming/exercises/structured2c/README.md");
  private final Map<Integer, DataStreamWriter<Row>> queries = new HashMap<>();
  private Optional<Dataset<Row>> statistics = Optional.empty();

  /** A task whose table is shown, in an output mode of Spark's. */
  public void show(int number, String mode, Callable<Dataset<Row>> task) throws Exception {
    Optional<Dataset<Row>> table = tasks.attempt(number, task);
    table.ifPresent(
        rows ->
            queries.put(
                number,
                rows.writeStream().outputMode(mode).format("console").option("truncate", false)));
    if (number == 1) {
      statistics = table;
    }
  }

  /**
   * Task 2, the text of each row of the statistics. It runs for task 1 too.
   *
   * @param words (word, count): while task 1 is undone, words take the place of initials
   * @param sink makes a sink of what is done with each row: the text is printed
   */
  public void report(
      Dataset<Row> words,
      MapFunction<Row, String> task,
      Function<ForeachFunction<Row>, ForeachWriter<Row>> sink)
      throws Exception {
    Dataset<Row> rows =
        statistics.orElseGet(
            () ->
                words.select(
                    col("word").as("initial"),
                    col("count").as("words"),
                    length(col("word")).cast("double").as("mean_length"),
                    length(col("word")).as("longest")));
    Row one =
        words.sparkSession().sql("SELECT 'a' initial, 1L words, 1D mean_length, 1 longest").first();
    if (tasks.attempt(2, () -> task.call(one)).isPresent()) {
      DataStreamWriter<Row> reports =
          rows.orderBy("initial")
              .writeStream()
              .outputMode("complete")
              .foreach(sink.apply(row -> System.out.println(task.call(row))));
      queries.put(2, reports);
      queries.computeIfPresent(1, (number, table) -> reports);
    }
  }

  /**
   * The query of the task to run.
   *
   * @throws Mistake if it is undone, or all are
   */
  public DataStreamWriter<Row> query() {
    return queries.get(tasks.choose(chosen));
  }
}
