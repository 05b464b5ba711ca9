package sparklab.lesson.query;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.NotThereYet;
import sparklab.lesson.QuietLog;
import sparklab.lesson.SparkUi;
import sparklab.lesson.checkpoint.CheckpointLabel;
import sparklab.lesson.checkpoint.DamagedCheckpoint;
import sparklab.lesson.live.QueryNumbers;

/**
 * The options of a structured query, {@code --trigger --checkpoint --progress}, and what such a
 * query needs said and done around Spark.
 */
public final class QueryOptions {

  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration BATCH = Duration.ofSeconds(10);
  private static final int STOP_LOOK_MILLIS = 5;

  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final String CURES =
      tr("name another folder with --checkpoint, or delete this one to count from the beginning");

  @Option(
      names = "--trigger",
      defaultValue = "1s",
      converter = TriggerConverter.class,
      paramLabel = "TIME",
      description =
          "Time from one micro-batch to the next, or available-now: process what is there and end"
              + " (default: ${DEFAULT-VALUE}).")
  private Trigger trigger;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description =
          "Folder from which a query over files or Kafka goes on after a stop or a kill (default: a"
              + " temporary one, or that of a lesson which is about this).")
  private String checkpoint;

  @Option(
      names = "--progress",
      description = "Say for each micro-batch its rows per second, its time and the state's rows.")
  private boolean progress;

  /** For a lesson that recovers only if it is asked to. */
  public QueryOptions() {}

  /** For a lesson that recovers unless it is given another folder. */
  public QueryOptions(String checkpoint) {
    this.checkpoint = checkpoint;
  }

  private Configuration hadoop;
  private String location;

  /** When a micro-batch starts. */
  public Trigger trigger() {
    return trigger;
  }

  /** The option for {@code writeStream()} by which Spark finds the checkpoint; none if none. */
  public Map<String, String> checkpoint() {
    return location == null ? Map.of() : Map.of("checkpointLocation", location);
  }

  /** What was submitted, for file systems. */
  public Configuration hadoop() {
    return hadoop;
  }

  /** Whether the query is to end when it has processed what is there. */
  public boolean isAvailableNow() {
    return trigger.equals(Trigger.AvailableNow());
  }

  /** Whether the query is to go on after a stop or a kill. */
  public boolean isRecoverable() {
    return checkpoint != null;
  }

  /** The same for a lesson whose checkpoint is bound to none of its own options. */
  public void check(Lesson lesson, QuerySource source, SparkConf conf)
      throws IOException, InterruptedException {
    check(lesson, source, Map.of(), conf);
  }

  /**
   * Looks, before Spark is started, whether the query can run.
   *
   * @param options by name those of the lesson's options that a checkpoint is bound to
   * @throws Mistake if the source is not there, or the checkpoint is not this lesson's
   */
  public void check(Lesson lesson, QuerySource source, Map<String, String> options, SparkConf conf)
      throws IOException, InterruptedException {
    hadoop = SparkHadoopUtil.get().newConfiguration(conf);
    source.check(this);
    if (checkpoint != null) {
      Map<String, String> all = new TreeMap<>(options);
      all.putAll(source.labels(this));
      claim(CheckpointLabel.ofQuery(lesson, all));
      Optional<String> offsets = lastOffsets();
      if (offsets.isPresent()) {
        source.checkGoesOn(offsets.get(), checkpoint);
      }
    }
  }

  private void claim(CheckpointLabel label) throws IOException {
    try {
      Path folder = new Path(checkpoint);
      FileSystem files = folder.getFileSystem(hadoop);
      if (files.exists(new Path(folder, "metadata"))
          && !files.exists(new Path(folder, CheckpointLabel.FILE))) {
        throw Mistake.failure(
            "The checkpoint in %s was written by another program: %s.", checkpoint, CURES);
      }
      label.claim(checkpoint, hadoop, CURES);
      // Spark takes no hdfs:///folder, which leaves the host to Hadoop's settings.
      location = files.makeQualified(folder).toString();
    } catch (IOException | IllegalArgumentException unusable) {
      throw Mistake.usage(
          "--checkpoint '%s' cannot be used as a folder: %s.", checkpoint, unusable.getMessage());
    }
  }

  /** How far the source had been read by the last batch that was done, as Spark notes it. */
  private Optional<String> lastOffsets() throws IOException {
    Path commits = new Path(checkpoint, "commits");
    FileSystem files = commits.getFileSystem(hadoop);
    if (!files.exists(commits)) {
      return Optional.empty();
    }
    OptionalLong last =
        Stream.of(files.listStatus(commits))
            .map(file -> file.getPath().getName())
            .filter(name -> name.matches("\\d+"))
            .mapToLong(Long::parseLong)
            .max();
    if (last.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in =
        files.open(new Path(new Path(checkpoint, "offsets"), "" + last.getAsLong()))) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw DamagedCheckpoint.explain(broken, checkpoint, CURES)
          .orElseThrow(() -> new UncheckedIOException(broken));
    }
  }

  /** Whether the checkpoint holds a query that was started before. */
  public boolean goesOn(SparkConf conf) throws IOException {
    if (checkpoint == null) {
      return false;
    }
    Path offsets = new Path(checkpoint, "offsets");
    return offsets.getFileSystem(SparkHadoopUtil.get().newConfiguration(conf)).exists(offsets);
  }

  /**
   * Looks after the query that will read these rows: prints the Spark UI's address and, with {@code
   * --progress}, every micro-batch; says what is left out of it; chooses the number of shuffle
   * partitions; ends the query when its source ends, and cleanly on Ctrl-C; and has a failure told
   * in one sentence.
   *
   * @param rows as {@code spark.readStream()} gives them
   * @return the same rows
   */
  public <T> Dataset<T> watch(Dataset<T> rows, QuerySource source) {
    SparkSession spark = rows.sparkSession();
    SparkUi.announce(spark.sparkContext());
    // Spark's default of 200 tasks a micro-batch is made for a cluster; one for each core will do.
    if (!spark.sparkContext().conf().contains(PARTITIONS)) {
      spark.conf().set(PARTITIONS, spark.sparkContext().defaultParallelism());
    }
    QueryWatch watch = new QueryWatch(spark, source, progress);
    spark.streams().addListener(watch);
    QueryNumbers.watch(spark, trigger);
    Lessons.onStop(STOP, () -> stop(spark));
    Lessons.onFailure(failure -> explain(source, failure, watch.hasBegun()));
    return source.observe(rows);
  }

  /** Ends the queries when their micro-batch is done, or in the middle of it if that takes long. */
  private static void stop(SparkSession spark) {
    try {
      long deadline = System.nanoTime() + BATCH.toNanos();
      for (StreamingQuery query : spark.streams().active()) {
        while (query.isActive()
            && query.status().isTriggerActive()
            && System.nanoTime() < deadline) {
          Thread.sleep(STOP_LOOK_MILLIS);
        }
        QuietLog.mute();
        query.stop();
      }
    } catch (Exception hurry) {
      // The process ends anyway: a checkpoint stays as it is after a kill.
    }
  }

  private Optional<? extends RuntimeException> explain(
      QuerySource source, Throwable failure, boolean hasBegun) {
    Optional<NotThereYet> waiting = source.notThereYet(failure, hasBegun);
    if (waiting.isPresent()) {
      return waiting;
    }
    Optional<Mistake> known = source.explain(failure, checkpoint);
    if (known.isPresent()) {
      return known;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Mistake mistake) {
        return Optional.of(mistake);
      }
      if (checkpoint != null && cause.getClass().getName().contains("SchemaNotCompatible")) {
        return Optional.of(
            Mistake.failure(
                "The checkpoint in %s was written by another query, its state has other columns:"
                    + " %s.",
                checkpoint, CURES));
      }
      if (cause instanceof AnalysisException) {
        String why = cause.getMessage().lines().findFirst().orElse("");
        if (why.toLowerCase(Locale.ROOT).contains("output mode")) {
          return Optional.of(
              Mistake.usage(
                  "Spark does not run this query with that --output-mode: %s.",
                  why.replaceFirst("^\\[\\S+] *", "").replaceFirst("[.;]? *(SQLSTATE.*)?$", "")));
        }
      }
    }
    return checkpoint == null
        ? Optional.empty()
        : DamagedCheckpoint.explain(failure, checkpoint, CURES);
  }
}
