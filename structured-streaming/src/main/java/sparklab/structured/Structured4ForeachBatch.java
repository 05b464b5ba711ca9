package sparklab.structured;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.lesson.Lesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.TextSource;
import sparklab.structured.support.Database;
import sparklab.structured.support.WindowOptions;
import sparklab.structured.support.WindowTable;

/**
 * Lesson 4: the windows of lesson 3 in a database.
 *
 * <p>New against lesson 3: {@code foreachBatch}, which hands over a micro-batch as a Dataset that
 * is not a stream any more, so that it can go wherever a program can write. Ours goes into a table
 * by an upsert, in one transaction: a new (window, word) is inserted, a known one gets its new
 * count. So a batch that Spark repeats after a failure changes nothing.
 *
 * <pre>
 * scripts/lab run structured4
 * scripts/lab run structured4 -- --jdbc jdbc:postgresql://localhost/lab --user me --password
 * </pre>
 *
 * <p>You will see how many rows each batch changes; at the end the SQL query to look at the table,
 * and its answer.
 */
@Command(name = "structured4", description = "Windowed counts into a database by foreachBatch")
public final class Structured4ForeachBatch implements Lesson {

  @Mixin TextSource source;
  @Mixin QueryOptions options;
  @Mixin WindowOptions windows;
  @Mixin Database database;

  /** What becomes of a batch of (window, word, count): its rows go into the database. */
  static VoidFunction2<Dataset<Row>, Long> upsertInto(WindowTable table) {
    return (batch, id) -> {
      // The driver writes: what one batch changes is little, and it takes one transaction.
      List<Row> rows = batch.collectAsList();
      table.upsert(rows);
      table.tell(id, rows.size());
    };
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    windows.check();
    Map<String, String> labels = new TreeMap<>(windows.labels());
    labels.put("--jdbc", database.name());
    options.check(this, source, labels, conf);
    try (WindowTable table = database.open();
        SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
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
          Structured3Window.countInWindows(
              source.timed(lines), windows.window(), windows.slide(), windows.watermark());
      StreamingQuery query =
          counts
              .writeStream()
              .outputMode("update") // a batch has the rows whose count is new
              .foreachBatch(upsertInto(table))
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
      System.out.print(table.answer());
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Structured4ForeachBatch(), args);
  }
}
