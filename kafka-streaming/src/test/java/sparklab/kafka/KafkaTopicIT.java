package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparklab.cli.KafkaTopic;
import sparklab.testing.KafkaBroker;

/** What a producer sends the moment that its topic is made arrives whole. */
@Timeout(120)
class KafkaTopicIT {

  private static final int PARTITIONS = 40;

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  /** The broker may hear of a topic only after it has said that it made it. */
  @Test
  void waitsForATopicThatTheBrokerDoesNotKnowYet() throws Exception {
    try (Admin admin = BROKER.admin()) {
      assertThatThrownBy(() -> KafkaTopic.awaitReady(admin, "late", 2, Duration.ofMillis(300)))
          .isInstanceOf(KafkaException.class);
      CompletableFuture<Void> ready =
          CompletableFuture.runAsync(
              () -> {
                try {
                  KafkaTopic.awaitReady(admin, "late", 2, Duration.ofMinutes(1));
                } catch (InterruptedException stopped) {
                  throw new IllegalStateException(stopped);
                }
              });
      assertThat(ready).isNotDone();
      BROKER.createTopic("late", 2);
      assertThat(ready).succeedsWithin(Duration.ofMinutes(1));
    }
  }

  @RepeatedTest(3)
  void takesTheFirstMessages(RepetitionInfo repetition) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", BROKER.bootstrap(),
            "delivery.timeout.ms", 60_000,
            "request.timeout.ms", 20_000,
            "batch.size", 100);
    String topic = "new-" + repetition.getCurrentRepetition();
    BROKER.createTopic(topic, PARTITIONS);
    try (Producer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int message = 0; message < 200 * PARTITIONS; message++) {
        sent.add(producer.send(new ProducerRecord<>(topic, message % PARTITIONS, "", "message")));
      }
      assertThatCode(
              () -> {
                for (Future<RecordMetadata> arrival : sent) {
                  arrival.get();
                }
              })
          .doesNotThrowAnyException();
    }
  }
}
