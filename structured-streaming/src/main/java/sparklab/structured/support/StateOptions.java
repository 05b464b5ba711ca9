package sparklab.structured.support;

import static sparklab.cli.Text.tr;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.data.DataSets;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.checkpoint.DamagedCheckpoint;

/**
 * The options of a lesson that looks into a checkpoint, {@code --checkpoint --from --to --rows}.
 */
public final class StateOptions {

  private static final String DEFAULT = "checkpoints/structured5";
  private static final String CURES = tr("name another folder with --checkpoint");
  private static final String MAKE =
      "scripts/lab run structured5 -- --input-dir data/datasets/recorded --checkpoint ";

  @Option(
      names = "--checkpoint",
      defaultValue = DEFAULT,
      paramLabel = "DIR",
      description =
          "The checkpoint of a query (default: ${DEFAULT-VALUE}, which is made if it is not"
              + " there).")
  private String checkpoint;

  @Option(
      names = "--from",
      paramLabel = "BATCH",
      description = "The first of two micro-batches to compare (default: the oldest that is kept).")
  private Long from;

  @Option(
      names = "--to",
      paramLabel = "BATCH",
      description = "The second of them (default: the last one).")
  private Long to;

  @Option(
      names = "--rows",
      defaultValue = "20",
      paramLabel = "NUMBER",
      description = "Rows to print of each table (default: ${DEFAULT-VALUE}).")
  private int rows;

  private String readable;

  /** The folder, by a name under which Spark's state reader finds it. */
  public String checkpoint() throws IOException {
    Lessons.onFailure(failure -> DamagedCheckpoint.explain(failure, checkpoint, CURES));
    if (readable == null) {
      readable = checkpoint;
      var folder = new org.apache.hadoop.fs.Path(checkpoint);
      if (folder.toUri().getScheme() != null) {
        // Spark takes no hdfs:///folder, which leaves the host to Hadoop's settings.
        FileSystem files = folder.getFileSystem(SparkHadoopUtil.get().conf());
        readable = files.makeQualified(folder).toString();
      }
      URI address = new File(checkpoint).getAbsoluteFile().toURI();
      if (Files.isDirectory(Path.of(address)) && address.toString().contains("%")) {
        // It would look for "my%20folder", and the lab may be in such a folder.
        Path temporary = Files.createTempDirectory("sparklab-checkpoint-");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of(address));
        temporary.toFile().deleteOnExit();
        link.toFile().deleteOnExit();
        readable = link.toString();
      }
    }
    return readable;
  }

  /**
   * Whether the folder is the default one and nobody has made it yet.
   *
   * @throws Mistake if there is no such checkpoint, and it is not ours to make
   */
  public boolean isMissing(SparkConf conf) throws IOException {
    try {
      var folder = new org.apache.hadoop.fs.Path(checkpoint);
      FileSystem files = folder.getFileSystem(SparkHadoopUtil.get().newConfiguration(conf));
      if (files.exists(folder.suffix("/metadata"))) {
        return false;
      }
      if (files.exists(folder) && files.listStatus(folder).length > 0) {
        throw Mistake.failure(
            "There is no checkpoint of a structured query in %s, but something else: %s.",
            checkpoint, CURES);
      }
    } catch (IllegalArgumentException unusable) {
      throw Mistake.usage(
          "--checkpoint '%s' cannot be used as a folder: %s.", checkpoint, unusable.getMessage());
    }
    if (!checkpoint.equals(DEFAULT) || !Files.isDirectory(DataSets.file("recorded"))) {
      throw Mistake.failure(
          "There is no checkpoint in %s: make one with %s%s", checkpoint, MAKE, checkpoint);
    }
    System.err.println(
        tr("There is no checkpoint in %s yet: lesson 5 makes one first", checkpoint));
    return true;
  }

  /** The lesson, told to read the recorded lines and to leave the checkpoint. */
  public Lesson recorded(Lesson lesson) {
    new CommandLine(lesson)
        .parseArgs(
            "--input-dir",
            DataSets.file("recorded").toString(),
            "--files-per-batch",
            "1",
            "--trigger",
            "available-now",
            "--checkpoint",
            checkpoint);
    return lesson;
  }

  /**
   * The stores to show: all of them.
   *
   * @throws Mistake if there is none, or not the batches asked for
   */
  public List<Row> choose(List<Row> stores) {
    if (stores.isEmpty()) {
      throw Mistake.failure(
          "The query of the checkpoint in %s keeps no state, or has had no batch yet: %s.",
          checkpoint, CURES);
    }
    for (Row store : stores) {
      long first = store.<Long>getAs("minBatchId");
      long last = store.<Long>getAs("maxBatchId");
      for (long batch : new long[] {from(store), to(store)}) {
        if (batch < first || batch > last) {
          throw Mistake.usage(
              "There is no state of micro-batch %d in %s: --from and --to can be %d to %d.",
              batch, checkpoint, first, last);
        }
      }
    }
    return stores;
  }

  /** The number of the first micro-batch to compare. */
  public long from(Row store) {
    return from != null ? from : store.<Long>getAs("minBatchId");
  }

  /** The number of the second micro-batch to compare. */
  public long to(Row store) {
    return to != null ? to : store.<Long>getAs("maxBatchId");
  }

  /** Prints what a store held after both micro-batches, and the changes. */
  public void print(Row store, Dataset<Row> before, Dataset<Row> after, Dataset<Row> changes) {
    String name = store.getAs("stateStoreName");
    String variable = store.getAs("variable");
    String what =
        "%s, %s"
            .formatted(
                store.<String>getAs("operatorName"),
                variable == null ? name : variable.startsWith("$") ? "timers" : variable);
    print(tr("%s, after batch %d", what, from(store)), before);
    print(tr("%s, after batch %d", what, to(store)), after);
    print(tr("%s, what has changed", what), changes);
  }

  private void print(String title, Dataset<Row> table) {
    System.out.printf("-------- %s --------%n", title);
    table.show(rows, false);
  }
}
