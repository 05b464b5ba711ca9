package sparklab.structured;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.ForeachWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.lesson.Lesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.TextSource;

/**
 * Lesson 2a: a sink of our own, a function that gets each row of the result.
 *
 * <p>New against lesson 1: {@code foreach} in place of a format. Scala and Python take a function
 * there; in Java {@code foreach} takes only a {@link ForeachWriter}, and {@link #eachRow} makes one
 * of a function. The function runs where the row is, on an executor: on a cluster look for its
 * lines in the executors' logs.
 *
 * <pre>scripts/lab run structured2a</pre>
 *
 * <p>You will see the same 40 words as in lesson 1, each line printed by our function. An epoch is
 * what a sink calls a micro-batch.
 */
@Command(name = "structured2a", description = "The foreach sink with a function for each row")
public final class Structured2aForeachFunction implements Lesson {

  @Mixin TextSource source;
  @Mixin QueryOptions options;

  /** Lines in, the 40 most frequent words since the start as (word, count) out. */
  static Dataset<Row> top40(Dataset<String> lines) {
    return Structured1Console.mostFrequent(Structured1Console.countWords(lines), 40);
  }

  /** A sink that calls a function for each row, below a line with the epoch's number. */
  static ForeachWriter<Row> eachRow(ForeachFunction<Row> function) {
    return new ForeachWriter<>() {
      @Override
      public boolean open(long partition, long epoch) {
        System.out.printf("-------- epoch %d --------%n", epoch);
        return true; // yes, process the rows of this partition
      }

      @Override
      public void process(Row row) {
        try {
          function.call(row);
        } catch (Exception failure) {
          throw new IllegalStateException("The function failed on " + row, failure);
        }
      }

      @Override
      public void close(Throwable failure) {
        System.out.flush();
      }
    };
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
          top40(lines.as(Encoders.STRING()))
              .writeStream()
              .outputMode("complete")
              .foreach(eachRow(row -> System.out.println(row.getString(0) + "\t" + row.getLong(1))))
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Structured2aForeachFunction(), args);
  }
}
