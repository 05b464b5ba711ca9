package sparklab.lab.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How far a topic has got.
 *
 * @param records ever sent to it; 0 if it is not there
 * @param lastMessages the last of each partition
 */
public record TopicEnd(String bootstrap, String topic, long records, List<String> lastMessages) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GLANCE = Duration.ofMillis(200);

  /** Looks, with the settings of Kafka's client that the broker asks for. */
  public static TopicEnd of(String bootstrap, String topic, Map<String, String> clientOptions) {
    List<String> last = new ArrayList<>();
    long records = 0;
    try (Consumer<String, String> consumer = consumer(bootstrap, clientOptions)) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      records = ends.values().stream().mapToLong(Long::longValue).sum();
      // Of a partition whose messages have expired there is none to wait for.
      Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
      List<TopicPartition> filled =
          partitions.stream().filter(each -> first.get(each) < ends.get(each)).toList();
      consumer.assign(filled);
      filled.forEach(each -> consumer.seek(each, ends.get(each) - 1));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      for (int seen = 0; seen < filled.size() && System.nanoTime() < deadline; ) {
        for (ConsumerRecord<String, String> message : consumer.poll(GLANCE)) {
          seen++;
          if (message.value() != null) { // a tombstone says nothing of the time
            last.add(message.value());
          }
        }
      }
    }
    return new TopicEnd(bootstrap, topic, records, last);
  }

  /** Waits until a topic is there; returns whether it is. */
  static boolean awaitTopic(String bootstrap, String topic) throws InterruptedException {
    try (Consumer<String, String> consumer = consumer(bootstrap, Map.of())) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (partitions(consumer, topic).isEmpty()) {
        if (System.nanoTime() > deadline) {
          return false;
        }
        Thread.sleep(GLANCE.toMillis());
      }
      return true;
    }
  }

  private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
    return consumer.listTopics().getOrDefault(topic, List.of()).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private static Consumer<String, String> consumer(
      String bootstrap, Map<String, String> clientOptions) {
    Properties settings = new Properties();
    settings.putAll(clientOptions);
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }
}
