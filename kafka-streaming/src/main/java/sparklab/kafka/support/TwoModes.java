package sparklab.kafka.support;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import picocli.CommandLine.Option;
import sparklab.cli.DurationConverter;
import sparklab.cli.Mistake;
import sparklab.lesson.Lessons;
import sparklab.lesson.QuietLog;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.KafkaSource;

/**
 * What the comparison of two modes needs around its queries: {@code --above --every}, the topics
 * that they write to, cores for both.
 */
public final class TwoModes {

  private static final Duration STOP = Duration.ofSeconds(30);

  /** What {@code spark-submit} fills in when nobody named a master. */
  private static final String ALL_CORES = "local[*]";

  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+)(?:,\\d+)?\\])?");

  @Option(
      names = "--above",
      defaultValue = "10",
      paramLabel = "CELSIUS",
      description = "Hand on what is warmer than this (default: ${DEFAULT-VALUE}).")
  private double celsius;

  @Option(
      names = "--every",
      defaultValue = "10s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "From one table of delays to the next (default: ${DEFAULT-VALUE}).")
  private Duration every;

  private String input;
  private String checkpoints;
  private Map<String, String> latest;

  /** The temperature above which a message is handed on. */
  public double celsius() {
    return celsius;
  }

  /** When a table is printed. */
  public Trigger every() {
    return Trigger.ProcessingTime(every.toMillis());
  }

  /** The topic that the query in micro-batches writes to. */
  public String microBatch() {
    return input + "-micro-batch";
  }

  /** The topic that the query in real-time mode writes to. */
  public String realTime() {
    return input + "-real-time";
  }

  /** The folder of the query that writes to a topic. */
  public String checkpoint(String topic) {
    return checkpoints + "/" + topic;
  }

  /**
   * Makes the topics that are not there yet, and sees to it that there are cores enough: a query in
   * real-time mode keeps one for each partition, and the other two need one each.
   *
   * @throws Mistake if the master that was named has fewer
   */
  public void prepare(KafkaSource source, QueryOptions options, SparkConf conf)
      throws IOException, InterruptedException {
    if (options.isAvailableNow()) {
      throw Mistake.usage(
          "--trigger available-now ends, and real-time mode does not: give a time, such as 1s.");
    }
    input = source.topic();
    latest = new TreeMap<>(source.options());
    latest.put("startingOffsets", "latest");
    int partitions = ResultTopic.partitions(source, input);
    ResultTopic.make(source, microBatch(), partitions);
    ResultTopic.make(source, realTime(), partitions);
    int cores = partitions + 2;
    String master = conf.get("spark.master");
    Matcher local = LOCAL.matcher(master);
    if (master.equals(ALL_CORES)) {
      if (Runtime.getRuntime().availableProcessors() < cores) {
        conf.setMaster("local[%d]".formatted(cores)); // they are threads, and mostly wait
      }
    } else if (local.matches()
        && (local.group(1) == null ? 1 : Integer.parseInt(local.group(1))) < cores) {
      throw Mistake.usage(
          "--master %s is too small: in real-time mode each of the %d partitions of topic %s keeps a"
              + " core, and the other queries need two; use local[%d] or more.",
          master, partitions, input, cores);
    }
    String given = options.checkpoint().get("checkpointLocation");
    if (given == null) {
      given = Files.createTempDirectory("kafka7-").toString();
      FileSystem.getLocal(options.hadoop()).deleteOnExit(new Path(given));
    }
    checkpoints = given;
  }

  /** For Spark's source, to begin with the next message: the delay of an old one says nothing. */
  public Map<String, String> latest() {
    return latest;
  }

  /** The same for what both queries write. */
  public Map<String, String> results() {
    Map<String, String> results = new TreeMap<>(latest);
    results.put("subscribe", microBatch() + "," + realTime());
    results.put("includeHeaders", "true");
    return results;
  }

  /**
   * Looks after the end of all queries of a session: they are stopped when this is closed, or the
   * lesson is to end, and at once, as the batch of one in real-time mode does not end by itself.
   */
  public AutoCloseable stopping(SparkSession spark) {
    Lessons.onStop(STOP, () -> stopAll(spark));
    return () -> stopAll(spark);
  }

  private static void stopAll(SparkSession spark) {
    QuietLog.mute();
    try {
      for (StreamingQuery query : spark.streams().active()) {
        query.stop();
      }
    } catch (TimeoutException hurry) {
      // The process ends anyway: a checkpoint stays as it is after a kill.
    }
  }

  /** Prints a table of delays. */
  public void print(Dataset<Row> delays) {
    Dataset<Row> sorted = delays.orderBy("topic");
    if (!sorted.isEmpty()) {
      sorted.show(false);
    }
  }
}
