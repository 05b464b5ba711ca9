package sparklab.kafka.support;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import sparklab.cli.KafkaTopic;
import sparklab.cli.Mistake;
import sparklab.lesson.source.KafkaSource;

/** A topic that a lesson writes to: made if it is not there, on the broker that it reads from. */
public final class ResultTopic {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PREFIX = "kafka.";

  private ResultTopic() {}

  /**
   * Makes a topic, or leaves the one as it is that is there.
   *
   * @throws Mistake if the broker refuses
   */
  public static void make(KafkaSource source, String topic, int partitions)
      throws InterruptedException {
    try (Admin admin = Admin.create(settings(source))) {
      try {
        admin
            .createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
            .all()
            .get();
        KafkaTopic.awaitReady(admin, topic, partitions, PATIENCE);
      } catch (ExecutionException refused) {
        if (!(refused.getCause() instanceof TopicExistsException)) {
          throw refused(topic, refused.getCause());
        }
      } catch (KafkaException notReady) {
        throw refused(topic, notReady);
      }
    }
  }

  /** How many partitions a topic has that is there. */
  public static int partitions(KafkaSource source, String topic) throws InterruptedException {
    try (Admin admin = Admin.create(settings(source))) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .size();
    } catch (ExecutionException refused) {
      throw refused(topic, refused.getCause());
    }
  }

  static Mistake refused(String topic, Throwable why) {
    if (why instanceof AuthorizationException) {
      return Mistake.failure(
          "The Kafka broker does not let you have the topic %s, as a class's source is only for"
              + " reading: run this with a broker of your own, such as -- --bootstrap 127.0.0.1:9092"
              + " (scripts/lab source --local: for all lessons).",
          topic);
    }
    return Mistake.failure(
        "The Kafka broker does not give the topic %s: %s", topic, why.getMessage());
  }

  /** Of the options for Spark those that an administrator has, too. */
  private static Map<String, Object> settings(KafkaSource source) {
    Map<String, Object> settings = new HashMap<>();
    source
        .options()
        .forEach(
            (key, value) -> {
              if (key.startsWith(PREFIX)
                  && AdminClientConfig.configNames().contains(key.substring(PREFIX.length()))) {
                settings.put(key.substring(PREFIX.length()), value);
              }
            });
    return settings;
  }
}
