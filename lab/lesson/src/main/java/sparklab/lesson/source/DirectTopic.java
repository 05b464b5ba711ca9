package sparklab.lesson.source;

import static sparklab.cli.Text.tr;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.spark.SparkConf;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;
import sparklab.cli.Mistake;
import sparklab.lesson.Lessons;
import sparklab.lesson.SparkUi;
import sparklab.lesson.live.StreamNumbers;

/**
 * A topic as a DStream reads it by itself, without a receiver: what {@code
 * KafkaUtils.createDirectStream} takes, and what such a lesson needs said and done around Spark.
 */
public final class DirectTopic {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final KafkaSource source;
  private final Map<Integer, Long> first;
  private final List<TopicPartition> partitions;

  /**
   * Waits for broker and topic, and has Spark take so many messages at a time as the options say.
   *
   * @param batch the length of one
   * @throws Mistake for what the user can mend
   */
  public DirectTopic(KafkaSource source, SparkConf conf, Duration batch)
      throws InterruptedException {
    try {
      Class.forName("org.apache.spark.streaming.kafka010.KafkaUtils");
    } catch (ClassNotFoundException missing) {
      throw Mistake.failure(
          "Spark's Kafka classes for DStreams are missing: submit with scripts/spark-submit-kafka, or"
              + " give spark-submit --packages org.apache.spark:spark-streaming-kafka-0-10_2.13:%s.",
          org.apache.spark.package$.MODULE$.SPARK_VERSION());
    }
    this.source = source;
    source.check(null);
    first = source.firstOffsets();
    partitions =
        first.keySet().stream()
            .sorted()
            .map(number -> new TopicPartition(source.topic(), number))
            .toList();
    String perBatch = source.options().get("maxOffsetsPerTrigger");
    if (perBatch != null) {
      double seconds = batch.toMillis() / 1_000.0;
      long rate = (long) (Long.parseLong(perBatch) / seconds / partitions.size());
      conf.setIfMissing("spark.streaming.kafka.maxRatePerPartition", "" + Math.max(1, rate));
    }
  }

  /** All partitions that the topic had at the start. */
  public List<TopicPartition> partitions() {
    return partitions;
  }

  /**
   * Looks whether the topic still has what comes after these offsets, and adds those of partitions
   * that are new since then: they are read from their beginning.
   *
   * @param offsets where the next batch begins in each partition; none for a new start
   * @param since what they come from, for the sentence
   * @param anew how to start without it, for the sentence
   * @throws Mistake if messages are gone, unless the options say that they may be
   */
  public void goOn(Map<TopicPartition, Long> offsets, Object since, String anew) {
    if (offsets.isEmpty()) {
      return;
    }
    boolean skipsLost = source.options().get("failOnDataLoss").equals("false");
    for (TopicPartition partition : partitions) {
      long there = first.get(partition.partition());
      long next = offsets.getOrDefault(partition, there);
      if (next < there && !skipsLost) {
        throw Mistake.failure(
            "The topic %s no longer has all messages since %s (they expired, or were deleted): go"
                + " on without them by --skip-lost, or start anew with %s.",
            source.topic(), since, anew);
      }
      offsets.put(partition, Math.max(next, there));
    }
  }

  /** What Kafka's consumer needs. It keeps no offsets of its own: Spark, or the lesson, does. */
  public Map<String, Object> consumer() {
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
    settings.put("group.id", "sparklab"); // Spark wants one; nobody joins it
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", source.options().get("startingOffsets"));
    return settings;
  }

  /** Prints the Spark UI's address, and has a stop finish the batch under way. */
  public void watch(StreamingContext context) {
    SparkUi.announce(context.sparkContext());
    StreamNumbers.watch(context);
    Lessons.onStop(PATIENCE, () -> context.stop(true, true));
    Lessons.onFailure(
        failure -> source.explain(failure, null).or(() -> expired(failure, source.topic())));
    context.addStreamingListener(new BatchWatch());
  }

  /** The sentence for messages that have gone between their batch's beginning and its reading. */
  static Optional<Mistake> expired(Throwable failure, String topic) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.toString().contains("OffsetOutOfRangeException")) { // or in the text of a task's
        return Optional.of(
            Mistake.failure(
                "Messages of the topic %s have expired, or were deleted, before the lesson had read"
                    + " them: start it again with --skip-lost to go on without them.",
                topic));
      }
    }
    return Optional.empty();
  }

  /** Says, once, that the topic has partitions which nobody reads: they are chosen at the start. */
  private final class BatchWatch implements StreamingListener {

    private long nextLook = System.nanoTime() + LOOK.toNanos();
    private boolean said;

    @Override
    public void onBatchCompleted(StreamingListenerBatchCompleted batch) {
      Lessons.sayBatch();
      if (said || System.nanoTime() - nextLook < 0) {
        return;
      }
      nextLook = System.nanoTime() + LOOK.toNanos();
      try {
        int now = source.firstOffsets().size();
        if (now > partitions.size()) {
          said = true;
          System.err.println(
              tr(
                  "The topic %s has grown from %d to %d partitions: what is in the new ones is"
                      + " counted from the next start of the lesson on, from their beginning",
                  source.topic(), partitions.size(), now));
        }
      } catch (Mistake away) {
        // The next look will show.
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
