package sparklab.kafka.support;

import static sparklab.cli.Text.tr;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.spark.SparkConf;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;
import picocli.CommandLine.Option;
import sparklab.cli.DurationConverter;
import sparklab.cli.Mistake;
import sparklab.lesson.Lessons;
import sparklab.lesson.SparkUi;
import sparklab.lesson.source.KafkaSource;

/**
 * The option of a DStream that reads a topic by itself, {@code --batch}, and what such a lesson
 * needs said and done around Spark.
 */
public final class DirectStream {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofSeconds(5);

  @Option(
      names = "--batch",
      defaultValue = "1s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "Length of a batch (default: ${DEFAULT-VALUE}).")
  private Duration interval;

  private List<TopicPartition> partitions;

  /** The length of a batch as Spark takes it. */
  public org.apache.spark.streaming.Duration batch() {
    return Durations.milliseconds(interval.toMillis());
  }

  /** All partitions that the topic has at the start. */
  public Collection<TopicPartition> partitions() {
    return partitions;
  }

  /**
   * Waits for broker and topic, reads what an earlier run has stored, and looks whether the topic
   * still has what comes after it.
   *
   * @throws Mistake for what the user can mend
   */
  public void check(KafkaSource source, StoredCounts stored, SparkConf conf) throws Exception {
    try {
      Class.forName("org.apache.spark.streaming.kafka010.KafkaUtils");
    } catch (ClassNotFoundException missing) {
      throw Mistake.failure(
          "Spark's Kafka classes for DStreams are missing: submit with scripts/spark-submit-kafka, or"
              + " give spark-submit --packages org.apache.spark:spark-streaming-kafka-0-10_2.13:%s.",
          org.apache.spark.package$.MODULE$.SPARK_VERSION());
    }
    source.check(null);
    Map<Integer, Long> first = source.firstOffsets();
    partitions =
        first.keySet().stream()
            .sorted()
            .map(number -> new TopicPartition(source.topic(), number))
            .toList();
    stored.read(source.topicId(), source.topic());
    if (!stored.offsets().isEmpty()) {
      boolean skipsLost = source.options().get("failOnDataLoss").equals("false");
      for (TopicPartition partition : partitions) {
        long there = first.get(partition.partition());
        // A partition that is new since then is read from its beginning.
        long next = stored.offsets().getOrDefault(partition, there);
        if (next < there && !skipsLost) {
          throw Mistake.failure(
              "The topic %s no longer has all messages since %s (they expired, or were deleted): go"
                  + " on without them by --skip-lost, or start anew with another --output.",
              source.topic(), stored);
        }
        stored.offsets().put(partition, Math.max(next, there));
      }
    }
    String perBatch = source.options().get("maxOffsetsPerTrigger");
    if (perBatch != null) {
      double seconds = interval.toMillis() / 1_000.0;
      long rate = (long) (Long.parseLong(perBatch) / seconds / partitions.size());
      conf.setIfMissing("spark.streaming.kafka.maxRatePerPartition", "" + Math.max(1, rate));
    }
  }

  /** What Kafka's consumer needs. It keeps no offsets of its own: the lesson does. */
  public Map<String, Object> consumer(KafkaSource source) {
    Map<String, Object> settings = new HashMap<>();
    source
        .options()
        .forEach(
            (key, value) -> {
              if (key.startsWith("kafka.")) {
                settings.put(key.substring("kafka.".length()), value);
              }
            });
    settings.put("key.deserializer", StringDeserializer.class);
    settings.put("value.deserializer", StringDeserializer.class);
    settings.put("group.id", "streaming6"); // Spark wants one; nobody joins it
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", source.options().get("startingOffsets"));
    return settings;
  }

  /** Prints the Spark UI's address, and has a stop finish the batch under way. */
  public void watch(JavaStreamingContext context, KafkaSource source) {
    SparkUi.announce(context.sparkContext().sc());
    Lessons.onStop(PATIENCE, () -> context.stop(true, true));
    Lessons.onFailure(failure -> source.explain(failure, null));
    context.addStreamingListener(new BatchWatch(source));
  }

  /** Says, once, that the topic has partitions which nobody reads: they are chosen at the start. */
  private final class BatchWatch implements StreamingListener {

    private final KafkaSource source;
    private long nextLook = System.nanoTime() + LOOK.toNanos();
    private boolean said;

    BatchWatch(KafkaSource source) {
      this.source = source;
    }

    @Override
    public void onBatchCompleted(StreamingListenerBatchCompleted batch) {
      Lessons.sayBatch();
      if (said || System.nanoTime() - nextLook < 0) {
        return;
      }
      nextLook = System.nanoTime() + LOOK.toNanos();
      try {
        int now = ResultTopic.partitions(source, source.topic());
        if (now > partitions.size()) {
          said = true;
          System.err.println(
              tr(
                  "The topic %s has grown from %d to %d partitions: what is in the new ones is"
                      + " counted from the next start of the lesson on, from their beginning",
                  source.topic(), partitions.size(), now));
        }
      } catch (Mistake | InterruptedException away) {
        // The next look will show.
      }
    }
  }
}
