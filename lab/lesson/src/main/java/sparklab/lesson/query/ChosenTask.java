package sparklab.lesson.query;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.lesson.Tasks;

/**
 * The one task of a structured exercise that its program runs, each being a query: {@code --task}.
 */
public final class ChosenTask {

  @Option(
      names = "--task",
      paramLabel = "NUMBER",
      description = "The task to run (default: the last that is done).")
  private Integer chosen;

  private final Tasks tasks;
  private final Map<Integer, Dataset<Row>> results = new HashMap<>();
  private int running;

  /**
   * Of one exercise.
   *
   * @param statement the file with its statement, from the lab's folder
   */
  public ChosenTask(String statement) {
    tasks = new Tasks(statement);
  }

  /** What a task makes of the rows that arrive; empty if it is undone. */
  public Optional<Dataset<Row>> attempt(int number, Callable<Dataset<Row>> task) throws Exception {
    Optional<Dataset<Row>> result = tasks.attempt(number, task);
    result.ifPresent(rows -> results.put(number, rows));
    return result;
  }

  /**
   * The result of the task to run.
   *
   * @throws Mistake if it is undone, or all are
   */
  public Dataset<Row> result() {
    running = tasks.choose(chosen);
    return results.get(running);
  }

  /** Whether this is the task that runs. */
  public boolean is(int number) {
    return running == number;
  }

  /** What a batch of the task is printed under. */
  public String title(long batch) {
    return "task %d, batch %d".formatted(running, batch);
  }
}
