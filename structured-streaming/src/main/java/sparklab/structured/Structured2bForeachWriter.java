package sparklab.structured;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.TextSource;

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

  @Option(
      names = "--output",
      defaultValue = "output/structured2b",
      paramLabel = "DIR",
      description =
          "Folder for the files, on a cluster one that all machines share (default:"
              + " ${DEFAULT-VALUE}, in the current folder).")
  Path output;

  /**
   * Lines in, the 40 most frequent words since the start as (word, count) out, in one partition.
   */
  static Dataset<Row> top40(Dataset<String> lines) {
    return Structured1Console.mostFrequent(Structured1Console.countWords(lines), 40);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    options.check(this, source, Map.of(), conf);
    prepareOutput(options.goesOn(conf));
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      // "socket" with --host and --port, or "text" with --input-dir
      Dataset<Row> lines =
          options.watch(
              spark.readStream().format(source.format()).options(source.options()).load(), source);
      StreamingQuery query =
          top40(lines.as(Encoders.STRING()))
              .writeStream()
              .outputMode("complete")
              .foreach(new EpochFile(output.toAbsolutePath().toString()))
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  /**
   * Makes the folder, and removes the epochs of an earlier run, unless this run goes on with it:
   * the two would mix.
   */
  private void prepareOutput(boolean goesOn) {
    try {
      Files.createDirectories(output);
      if (!Files.isWritable(output)) {
        throw Mistake.usage(
            "Nothing can be written to --output '%s': check its permissions.", output);
      }
      int removed = 0;
      for (Path old : earlierFiles(goesOn)) {
        Files.delete(old);
        removed++;
      }
      if (removed > 0) {
        System.err.printf("Removed %d files of an earlier run from %s%n", removed, output);
      }
    } catch (FileAlreadyExistsException file) {
      throw Mistake.usage("--output '%s' is a file: name a folder.", output);
    } catch (IOException refused) {
      throw Mistake.usage(
          "--output '%s' cannot be used as a folder: %s.", output, refused.getMessage());
    }
  }

  /** What a kill has left unfinished, and all epochs if the numbers start again at 0. */
  private List<Path> earlierFiles(boolean goesOn) throws IOException {
    String names = goesOn ? "\\.epoch-\\d{6,}\\.csv.*\\.tmp" : "\\.?epoch-\\d{6,}\\.csv.*";
    try (Stream<Path> all = Files.list(output)) {
      return all.filter(file -> file.getFileName().toString().matches(names)).toList();
    }
  }

  public static void main(String[] args) {
    Lessons.main(new Structured2bForeachWriter(), args);
  }
}
