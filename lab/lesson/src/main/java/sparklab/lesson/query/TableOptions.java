package sparklab.lesson.query;

import static sparklab.cli.Text.tr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Option;

/** How a lesson prints the table of a micro-batch: {@code --rows --width}. */
public final class TableOptions {

  @Option(
      names = "--rows",
      defaultValue = "20",
      paramLabel = "NUMBER",
      description = "Rows to print of each batch (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--width",
      defaultValue = "60",
      paramLabel = "NUMBER",
      description = "Characters to print of each cell, 0 for all (default: ${DEFAULT-VALUE}).")
  private int width;

  /** Prints the number of a batch and its first rows. */
  public void print(long id, Dataset<Row> batch) {
    print(tr("batch %d", id), batch);
  }

  /** Prints a title and the first rows. Spark reads no more of the batch than it needs for them. */
  public void print(String title, Dataset<Row> batch) {
    System.out.printf("-------- %s --------%n", title);
    batch.show(rows, width);
  }
}
