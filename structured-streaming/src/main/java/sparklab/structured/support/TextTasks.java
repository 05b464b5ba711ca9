package sparklab.structured.support;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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

  private final Tasks tasks;
  private final Map<Integer, DataStreamWriter<Row>> queries = new HashMap<>();

  /**
   * Of one exercise.
   *
   * @param statement the file with its statement, from the lab's folder
   */
  public TextTasks(String statement) {
    tasks = new Tasks(statement);
  }

  /** A task whose table is shown, in an output mode of Spark's. */
  public Optional<Dataset<Row>> show(int number, String mode, Callable<Dataset<Row>> task)
      throws Exception {
    Optional<Dataset<Row>> table = tasks.attempt(number, task);
    table.ifPresent(
        rows ->
            queries.put(
                number,
                rows.writeStream().outputMode(mode).format("console").option("truncate", false)));
    return table;
  }

  /**
   * Task 2, the text of each row of statistics. It runs for task 1 too.
   *
   * @param sink prints the text
   */
  public void report(
      Dataset<Row> statistics, MapFunction<Row, String> task, ForeachWriter<Row> sink)
      throws Exception {
    Row one =
        statistics
            .sparkSession()
            .sql("SELECT 'a' initial, 1L words, 1D mean_length, 1 longest")
            .first();
    if (tasks.attempt(2, () -> task.call(one)).isPresent()) {
      DataStreamWriter<Row> reports =
          statistics.orderBy("initial").writeStream().outputMode("complete").foreach(sink);
      queries.put(2, reports);
      queries.computeIfPresent(1, (number, table) -> reports);
    }
  }

  /** (word, count) in; what task 2 is given without task 1 out: words in place of initials. */
  public static Dataset<Row> ofEachWord(Dataset<Row> counts) {
    return counts.select(
        col("word").as("initial"),
        col("count").as("words"),
        length(col("word")).cast("double").as("mean_length"),
        length(col("word")).as("longest"));
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
