package sparklab.lesson.source;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.SparkConf;
import org.apache.spark.streaming.api.java.JavaDStream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import sparklab.cli.Addresses;
import sparklab.cli.Mistake;

/**
 * The same for a lesson that reads weather messages: port 9998 unless told otherwise; or, with
 * {@code --kafka}, from a topic, with the options of the Kafka lessons.
 *
 * <p>Without Kafka's classes it still reads from a publisher: none of them is in the signature of a
 * method here, and so there is no lambda on them either.
 */
public final class WeatherSource extends StreamSource {

  /** A topic in place of the publisher. */
  private static final class Topic extends KafkaSource {

    @Option(
        names = "--kafka",
        description = "Read the messages straight from a Kafka topic instead.")
    private boolean kafka;

    private Topic() {
      super("meteo");
    }
  }

  private final Topic none = new Topic();

  @ArgGroup(exclusive = false)
  private Topic topic = none;

  // It may be written into a checkpoint while a batch changes it.
  private final Map<TopicPartition, Long> offsets = new ConcurrentHashMap<>();
  private DirectTopic direct;

  /** As picocli fills them. */
  public WeatherSource() {
    super(Addresses.WEATHER_PORT);
  }

  /** Whether the messages come straight from a topic. */
  public boolean isKafka() {
    return topic.kafka;
  }

  /**
   * Waits for the topic, if they come from one.
   *
   * @throws Mistake for what the user can mend
   */
  public void check(SparkConf conf) throws InterruptedException {
    if (topic != none && !topic.kafka) {
      throw Mistake.usage("--topic, --bootstrap and the other options of a topic go with --kafka.");
    }
    if (isKafka()) {
      direct = new DirectTopic(topic, conf, interval());
    }
  }

  /** Goes on from where an earlier run was, if that has read this topic; after {@link #check}. */
  public void goOn(TopicOffsets read, Object since, String anew) {
    if (isKafka()
        && read != null
        && topic.topic().equals(read.topic())
        && topic.topicId().equals(read.id())) {
      for (Map.Entry<Integer, Long> next : read.next().entrySet()) {
        offsets.put(new TopicPartition(topic.topic(), next.getKey()), next.getValue());
      }
      direct.goOn(offsets, since, anew);
    }
  }

  /** The topic's partitions. */
  public List<TopicPartition> partitions() {
    return direct.partitions();
  }

  /** What Kafka's consumer needs. */
  public Map<String, Object> consumer() {
    return direct.consumer();
  }

  /** Where the next batch begins in each partition; empty for a new start. The lesson moves it. */
  public Map<TopicPartition, Long> offsets() {
    return offsets;
  }

  /** How far the topic has been read. */
  public TopicOffsets reached() {
    Map<Integer, Long> next = new TreeMap<>();
    for (Map.Entry<TopicPartition, Long> offset : offsets.entrySet()) {
      next.put(offset.getKey().partition(), offset.getValue());
    }
    return new TopicOffsets(topic.topic(), topic.topicId(), next);
  }

  /**
   * Looks after a stream of messages from the topic and its context.
   *
   * @return the same messages; for one without a value {@code null} as JSON has it
   */
  public JavaDStream<String> watch(JavaDStream<String> messages) {
    direct.watch(messages.context());
    return messages.map(String::valueOf);
  }

  /** As they are: weather is JSON. */
  @Override
  public JavaDStream<String> expectText(JavaDStream<String> lines) {
    return lines;
  }

  @Override
  String publisher() {
    return "scripts/lab feed meteo --tcp " + port();
  }
}
