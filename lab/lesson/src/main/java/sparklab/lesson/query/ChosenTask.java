package sparklab.lesson.query;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static sparklab.cli.Text.tr;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.types.DataTypes;
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
  private final Map<Integer, UnaryOperator<Dataset<Row>>> ofBatches = new HashMap<>();

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

  /** A task that makes a text of the column {@code text}: shown beside it, in another column. */
  public void attemptText(int number, Dataset<Row> rows, String column, UDF1<String, String> task)
      throws Exception {
    attempt(
        number,
        () -> {
          task.call(""); // throws while it is undone
          return rows.select(
              col("text"), udf(task, DataTypes.StringType).apply(col("text")).as(column));
        });
  }

  /** A task that makes a table of a table, not of a stream: it is given every batch. */
  public void attemptBatch(int number, Dataset<Row> rows, UnaryOperator<Dataset<Row>> task)
      throws Exception {
    attempt(
        number,
        () -> {
          task.apply(rows); // throws while it is undone
          ofBatches.put(number, task);
          return rows;
        });
  }

  /**
   * The query of the task to run, which prints every batch of its result.
   *
   * @param print is given a title and a batch
   * @throws Mistake if the task is undone, or all are
   */
  public DataStreamWriter<Row> query(BiConsumer<String, Dataset<Row>> print) {
    int task = tasks.choose(chosen);
    UnaryOperator<Dataset<Row>> ofBatch = ofBatches.getOrDefault(task, batch -> batch);
    return results
        .get(task)
        .writeStream()
        .outputMode("append")
        .foreachBatch(
            (VoidFunction2<Dataset<Row>, Long>)
                (batch, id) ->
                    print.accept(tr("task %d, batch %d", task, id), ofBatch.apply(batch)));
  }
}
