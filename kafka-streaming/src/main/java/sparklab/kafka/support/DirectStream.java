package sparklab.kafka.support;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.SparkConf;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Option;
import sparklab.cli.DurationConverter;
import sparklab.cli.Mistake;
import sparklab.lesson.source.DirectTopic;
import sparklab.lesson.source.KafkaSource;

/** The option of a DStream that reads a topic by itself, {@code --batch}, and its topic. */
public final class DirectStream {

  @Option(
      names = "--batch",
      defaultValue = "1s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "Length of a batch (default: ${DEFAULT-VALUE}).")
  private Duration interval;

  private DirectTopic topic;

  /** The length of a batch as Spark takes it. */
  public org.apache.spark.streaming.Duration batch() {
    return Durations.milliseconds(interval.toMillis());
  }

  /** All partitions that the topic has at the start. */
  public Collection<TopicPartition> partitions() {
    return topic.partitions();
  }

  /**
   * Waits for broker and topic, reads what an earlier run has stored, and looks whether the topic
   * still has what comes after it.
   *
   * @throws Mistake for what the user can mend
   */
  public void check(KafkaSource source, StoredCounts stored, SparkConf conf) throws Exception {
    topic = new DirectTopic(source, conf, interval);
    stored.read(source.topicId(), source.topic());
    topic.goOn(stored.offsets(), stored, "--output FILE");
  }

  /** What Kafka's consumer needs. It keeps no offsets of its own: the lesson does. */
  public Map<String, Object> consumer() {
    return topic.consumer();
  }

  /** Prints the Spark UI's address, and has a stop finish the batch under way. */
  public void watch(JavaStreamingContext context) {
    topic.watch(context.ssc());
  }
}
