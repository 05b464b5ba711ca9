package sparklab.lab.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
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

  static TopicEnd of(String bootstrap, String topic) {
    List<String> last = new ArrayList<>();
    long records = 0;
    try (Consumer<String, String> consumer = consumer(bootstrap)) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      for (TopicPartition partition : partitions) {
        records += ends.get(partition);
        consumer.seek(partition, Math.max(0, ends.get(partition) - 1));
      }
      long filled = ends.values().stream().filter(end -> end > 0).count();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (last.size() < filled && System.nanoTime() < deadline) {
        consumer.poll(GLANCE).forEach(message -> last.add(message.value()));
      }
    }
    return new TopicEnd(bootstrap, topic, records, last);
  }

  /** Waits until the topic is there; returns whether it is. */
  boolean awaitTopic() throws InterruptedException {
    try (Consumer<String, String> consumer = consumer(bootstrap)) {
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

  private static Consumer<String, String> consumer(String bootstrap) {
    Properties settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }
}
