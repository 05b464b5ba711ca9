package sparklab.cli;

import static sparklab.cli.Text.tr;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A topic, as long as it may not be there yet. */
public final class KafkaTopic {

  private static final int GLANCE_MILLIS = 2_000;
  private static final int RETRY_MILLIS = 300;
  private static final int NEW_TOPIC_MILLIS = 50;

  private final String bootstrap;
  private final String topic;
  private final Map<String, Object> settings;

  /** A topic of a broker, with the settings of Kafka's client that the broker asks for. */
  public KafkaTopic(String bootstrap, String topic, Map<String, String> clientOptions) {
    this.bootstrap = bootstrap;
    this.topic = topic;
    settings = new HashMap<>(clientOptions);
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    // Not by the options of a single call: describeTopics makes others before, with the default.
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, GLANCE_MILLIS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, GLANCE_MILLIS);
  }

  /**
   * Waits until the broker answers and has the topic, and says so.
   *
   * @return the topic's id, new each time that a topic of this name is made
   * @throws Mistake if the broker refuses
   */
  public String await() throws InterruptedException {
    Admin admin = connect();
    try {
      String said = "";
      while (true) {
        String waiting;
        try {
          return admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .topicId()
              .toString();
        } catch (ExecutionException failed) {
          waiting = whatToWaitFor(failed.getCause());
        }
        if (!waiting.equals(said)) {
          System.err.println(waiting);
          said = waiting;
        }
        Thread.sleep(RETRY_MILLIS);
      }
    } finally {
      // At once: the usual close waits for what a missing broker will never answer.
      admin.close(Duration.ZERO);
    }
  }

  /** The first offset that each partition still has. */
  public Map<Integer, Long> firstOffsets() throws InterruptedException {
    Admin admin = connect();
    try {
      Map<TopicPartition, OffsetSpec> wanted =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .partitions()
              .stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .collect(Collectors.toMap(each -> each, each -> OffsetSpec.earliest()));
      return admin.listOffsets(wanted).all().get().entrySet().stream()
          .collect(
              Collectors.toMap(
                  entry -> entry.getKey().partition(), entry -> entry.getValue().offset()));
    } catch (ExecutionException failed) {
      throw Mistake.failure(
          "The Kafka broker on %s does not tell the offsets of topic %s: %s.",
          bootstrap, topic, reason(failed));
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /**
   * Waits until each partition of a new topic is led by a broker that answers for it.
   *
   * <p>A producer that begins earlier can lose messages: the broker refuses the first batch of a
   * partition that it has not opened, takes the second, and then refuses the first for ever as out
   * of order (KAFKA-15591).
   *
   * @throws KafkaException why it is not so, when the patience is over
   */
  public static void awaitReady(Admin admin, String topic, int partitions, Duration patience)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> all =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
      try {
        admin.listOffsets(all, new ListOffsetsOptions().timeoutMs((int) left)).all().get();
        return;
      } catch (ExecutionException failed) {
        // A broker that has made a topic may hear of it only now.
        if (!(failed.getCause() instanceof UnknownTopicOrPartitionException) || left == 1) {
          throw failed.getCause() instanceof KafkaException why
              ? why
              : new KafkaException(failed.getCause());
        }
        Thread.sleep(NEW_TOPIC_MILLIS);
      }
    }
  }

  private Admin connect() {
    try {
      return Admin.create(settings);
    } catch (KafkaException wrong) {
      throw Mistake.usage(
          "No connection to Kafka at %s can be made: %s.", bootstrap, reason(wrong));
    }
  }

  private String whatToWaitFor(Throwable failure) {
    if (failure instanceof UnknownTopicOrPartitionException) {
      return tr(
          "Waiting for the topic %s on %s: a feed makes it, such as scripts/lab feed %s",
          topic,
          bootstrap,
          Stream.of("tweet", "aviso").filter(topic::startsWith).findFirst().orElse("meteo"));
    }
    if (failure instanceof TimeoutException) {
      return tr(
          "Waiting for a Kafka broker on %s: start one with scripts/lab kafka start, or name"
              + " another with --bootstrap",
          bootstrap);
    }
    throw Mistake.failure(
        "The Kafka broker on %s refuses the topic %s: %s.", bootstrap, topic, reason(failure));
  }

  /** The last cause says most; without its full stop, as it ends a sentence of ours. */
  private static String reason(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    String text = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
