package sparklab.lesson.query;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.QuietLog;
import sparklab.lesson.checkpoint.CheckpointLabel;

/**
 * The options of a structured query, {@code --trigger --checkpoint --progress}, and what such a
 * query needs said and done around Spark.
 */
public final class QueryOptions {

  /** Hadoop runs shutdown hooks from the highest priority down; Spark's have 40. */
  private static final int BEFORE_SPARKS_OWN = 100;

  private static final int STOP_SECONDS = 30;
  private static final int BATCH_SECONDS = 10;
  private static final int STOP_LOOK_MILLIS = 5;
  private static final int LOOK_MILLIS = 100;
  private static final int RETRY_MILLIS = 500;
  private static final int THREAD_MILLIS = 5_000;

  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final String CURES =
      "name another folder with --checkpoint, or delete this one to count from the beginning";

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

  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile StreamingQuery running;
  private Configuration hadoop;

  /** When a micro-batch starts. */
  public Trigger trigger() {
    return trigger;
  }

  /** The option for {@code writeStream()} by which Spark finds the checkpoint; none if none. */
  public Map<String, String> checkpoint() {
    return checkpoint == null ? Map.of() : Map.of("checkpointLocation", checkpoint);
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
   * Looks after a session and its query: prints the Spark UI's address and, with {@code
   * --progress}, every micro-batch; chooses the number of shuffle partitions; stops cleanly on
   * Ctrl-C.
   */
  public void watch(SparkSession spark, QuerySource source) {
    scala.Option<String> ui = spark.sparkContext().uiWebUrl();
    if (ui.isDefined()) {
      System.err.println("Spark UI: " + ui.get());
    }
    // Spark's default of 200 tasks a micro-batch is made for a cluster; one for each core will do.
    if (!spark.sparkContext().conf().contains(PARTITIONS)) {
      spark.conf().set(PARTITIONS, spark.sparkContext().defaultParallelism());
    }
    spark.streams().addListener(new QueryWatch(source.toString(), progress));
    ShutdownHookManager.get()
        .addShutdownHook(this::stop, BEFORE_SPARKS_OWN, STOP_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Ends the query when its micro-batch is done, or in the middle of it if that takes long; then
   * waits until the lesson has said its last word.
   */
  private void stop() {
    stopping.countDown();
    try {
      StreamingQuery query = running;
      if (query != null) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BATCH_SECONDS);
        while (query.isActive()
            && query.status().isTriggerActive()
            && System.nanoTime() < deadline) {
          Thread.sleep(STOP_LOOK_MILLIS);
        }
        QuietLog.mute();
        query.stop();
      }
      Lessons.awaitEnd();
    } catch (Exception hurry) {
      // The process ends anyway: a checkpoint stays as it is after a kill.
    }
  }

  /**
   * Starts a query and waits for its end: until it fails, is stopped, or its publisher has gone and
   * all lines are processed. As long as nobody publishes it says so and tries again.
   *
   * @throws Mistake for what the user can mend
   */
  public void await(QuerySource source, Callable<StreamingQuery> start) throws Exception {
    boolean said = false;
    while (stopping.getCount() > 0) {
      StreamingQuery query = start(start);
      try {
        while (!query.awaitTermination(LOOK_MILLIS)) {
          if (source.hasEnded(query)) {
            query.processAllAvailable();
            query.stop();
            System.err.printf(
                "The publisher on %s has gone, all its lines are processed: the lesson ends%n",
                source);
          }
        }
        awaitThread(query);
        return;
      } catch (StreamingQueryException failure) {
        awaitThread(query);
        if (stopping.getCount() == 0) {
          return; // a batch that was interrupted
        }
        // Trying means starting anew: a mere look at the port would take lines from the publisher.
        if (!source.isNotThere(query, failure)) {
          throw explain(source, failure);
        }
        if (!said) {
          source.sayWaiting();
          said = true;
        }
        stopping.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  /**
   * Waits for a query's thread: Spark calls the query terminated while that thread still needs the
   * session, and the session closed under it ends in a stack trace.
   */
  private static void awaitThread(StreamingQuery query) throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().contains(query.runId().toString())) {
        thread.join(THREAD_MILLIS);
      }
    }
  }

  private StreamingQuery start(Callable<StreamingQuery> start) throws Exception {
    try {
      StreamingQuery query = start.call();
      running = query;
      if (stopping.getCount() == 0) {
        query.stop();
      }
      return query;
    } catch (AnalysisException refused) {
      String why = refused.getMessage().lines().findFirst().orElse("");
      if (why.toLowerCase(Locale.ROOT).contains("output mode")) {
        throw Mistake.usage(
            "Spark does not run this query with that --output-mode: %s.",
            why.replaceFirst("^\\[\\S+] *", "").replaceFirst("[.;]? *(SQLSTATE.*)?$", ""));
      }
      throw refused;
    }
  }

  private Exception explain(QuerySource source, Exception failure) {
    Optional<Mistake> known = source.explain(failure, checkpoint);
    if (known.isPresent()) {
      return known.get();
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Mistake mistake) {
        return mistake;
      }
      if (checkpoint != null && cause.getClass().getName().contains("SchemaNotCompatible")) {
        return Mistake.failure(
            "The checkpoint in %s was written by another query, its state has other columns: %s.",
            checkpoint, CURES);
      }
    }
    return failure;
  }
}
