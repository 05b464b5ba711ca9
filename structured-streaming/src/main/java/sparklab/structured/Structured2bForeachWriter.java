package sparklab.structured;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.lesson.Lesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.TextSource;
import sparklab.structured.support.EpochFolder;

/**
 * Lesson 2b: a sink of our own to disk, a class with {@code open}, {@code process} and {@code
 * close}.
 *
 * <p>New against lesson 2a: the sink, {@link EpochFile}, has something to open before the rows of
 * an epoch and to close after them, and is told whether all went well. So an epoch's file is
 * written whole or not at all, and an epoch that is repeated leaves one file.
 *
 * <pre>scripts/lab run structured2b -- --output output/structured2b</pre>
 *
 * <p>You will see the name of each file when it is there; the newest has the 40 words of lesson 1.
 */
@Command(name = "structured2b", description = "The foreach sink with a class: one file per epoch")
public final class Structured2bForeachWriter implements Lesson {

  @Mixin TextSource source;
  @Mixin QueryOptions options;
  @Mixin EpochFolder output;

  /**
   * Lines in, the 40 most frequent words since the start as (word, count) out, in one partition.
   */
  static Dataset<Row> top40(Dataset<String> lines) {
    return Structured1Console.mostFrequent(Structured1Console.countWords(lines), 40);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    options.check(this, source, conf);
    output.prepare(options.goesOn(conf));
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      // "socket" with --host and --port, or "text" with --input-dir
      Dataset<Row> lines =
          options.watch(
              spark.readStream().format(source.format()).options(source.options()).load(), source);
      StreamingQuery query =
          top40(lines.as(Encoders.STRING()))
              .writeStream()
              .outputMode("complete")
              .foreach(new EpochFile(output.path()))
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Structured2bForeachWriter(), args);
  }
}
