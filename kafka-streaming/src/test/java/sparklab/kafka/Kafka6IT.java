package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.FeedMessage;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;

/** Kafka6 killed for real, and restarted: its topic has each alert once. */
@Timeout(1200)
@Tag("full")
class Kafka6IT {

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  private static final int KILLS = 20;
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final String TOPIC = "killed";
  private static final int PER_BATCH = 400;

  @TempDir Path folder;

  private final Random random = new Random();

  private LessonProcess start(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--bootstrap", BROKER.bootstrap()));
    arguments.addAll(List.of("--topic", TOPIC, "--alerts", TOPIC + "-alert"));
    arguments.addAll(List.of("--checkpoint", folder.resolve("check point").toString()));
    arguments.addAll(List.of(more));
    return LessonProcess.submit(
        folder, List.of(), Kafka6Silence.class.getName(), arguments.toArray(String[]::new));
  }

  @Test
  void twentyKillsMakeNoAlertTwiceAndLoseNone() throws Exception {
    // A run is killed in the first batches with an alert: some are left for the last one.
    List<FeedMessage> messages = Weather.stormyMessages(PER_BATCH * 6 * (KILLS + 1));
    BROKER.createTopic(TOPIC, 4);
    BROKER.createTopic(TOPIC + "-alert", 1);
    BROKER.send(TOPIC, messages);
    TopicPartition alerts = new TopicPartition(TOPIC + "-alert", 0);
    Map<String, Object> settings = Map.of("bootstrap.servers", BROKER.bootstrap());
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(alerts));
      for (int kill = 0; kill < KILLS; kill++) {
        consumer.seekToEnd(List.of(alerts));
        consumer.position(alerts); // now, not at the next poll
        try (LessonProcess lesson = start("--per-batch", "" + PER_BATCH, "--trigger", "500ms")) {
          // Most likely between the alerts and the note in the checkpoint that they are sent; a
          // poll ends as soon as the broker has an alert.
          await()
              .atMost(Duration.ofMinutes(5))
              .pollInSameThread()
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(1)) // the poll itself waits
              .until(() -> !consumer.poll(SHORT).isEmpty() || !lesson.isAlive());
          assertThat(lesson.isAlive()).as(lesson.err()).isTrue();
          if (kill % 3 == 2) {
            await().pollDelay(Duration.ofMillis(1 + random.nextInt(1_000))).until(() -> true);
          }
          lesson.kill();
        }
      }
      try (LessonProcess lesson = start("--trigger", "available-now")) {
        assertThat(lesson.awaitExit()).as(lesson.err()).isZero();
      }
      assertThat(keys(consumer, alerts)).isEqualTo(Weather.alerts(messages)).hasSizeGreaterThan(20);
    }
  }

  private static long end(Consumer<String, String> consumer, TopicPartition partition) {
    return consumer.endOffsets(List.of(partition)).get(partition);
  }

  /** All keys of the topic, sorted. */
  private static List<String> keys(Consumer<String, String> consumer, TopicPartition partition) {
    consumer.seekToBeginning(List.of(partition));
    long end = end(consumer, partition);
    List<String> keys = new ArrayList<>();
    while (keys.size() < end) {
      consumer.poll(Duration.ofSeconds(1)).forEach(alert -> keys.add(alert.key()));
    }
    keys.sort(null);
    return keys;
  }
}
