package sparklab.data.feed;

import static sparklab.cli.Text.tr;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import sparklab.cli.KafkaTopic;
import sparklab.cli.Mistake;
import sparklab.data.FeedMessage;

/**
 * A topic of a Kafka broker. Records are sent in batches behind the feed's back; the first that
 * cannot be delivered ends the run, and all of them are counted.
 */
final class KafkaTarget implements FeedTarget {

  private static final long GLANCE_NANOS = 20_000_000L;
  private static final Duration LAST_TRIES = Duration.ofSeconds(10);

  private final Producer<String, String> producer;
  private final String topic;
  private final String description;
  private final StopSignal stop;
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicReference<Exception> firstFailure = new AtomicReference<>();
  private long sent;

  KafkaTarget(Producer<String, String> producer, String topic, String broker, StopSignal stop) {
    this.producer = producer;
    this.topic = topic;
    this.description = tr("topic %s at %s", topic, broker);
    this.stop = stop;
  }

  /**
   * Waits for the broker and makes sure that the topic is there.
   *
   * @param options Kafka's own settings for the producer and the administrator, such as security
   * @param partitions of the topic if it has to be made
   * @throws Mistake if no broker answers in time or it refuses
   * @throws IllegalArgumentException if an option has no such value
   */
  static KafkaTarget connect(
      String broker,
      String topic,
      int partitions,
      Map<String, String> options,
      Duration patience,
      StopSignal stop,
      PrintWriter log) {
    Map<String, Object> settings = producerSettings(broker, options);
    checkSettings(settings);
    try {
      Admin admin = Admin.create(adminSettings(broker, options));
      try {
        awaitBroker(admin, broker, patience, stop, log);
        makeTopic(admin, topic, partitions, patience, log);
      } finally {
        // At once: the usual close waits for what a missing broker will never answer.
        admin.close(Duration.ZERO);
      }
      return new KafkaTarget(new KafkaProducer<>(settings), topic, broker, stop);
    } catch (KafkaException e) {
      throw Mistake.failure("No connection to Kafka at %s can be made: %s.", broker, reason(e));
    }
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void send(FeedMessage message) {
    if (firstFailure.get() != null) {
      throw undelivered();
    }
    String key = message.key().isEmpty() ? null : message.key();
    sent++;
    try {
      producer.send(new ProducerRecord<>(topic, key, message.json()), (record, e) -> settle(e));
    } catch (KafkaException e) {
      settle(e);
      throw undelivered();
    }
  }

  @Override
  public String finish(boolean complete) {
    // Not flush(): it would not notice that the user has lost patience.
    while (settled() < sent && firstFailure.get() == null && !stop.isRaised()) {
      stop.park(GLANCE_NANOS);
    }
    producer.close(LAST_TRIES);
    if (settled() < sent || firstFailure.get() != null) {
      throw undelivered();
    }
    return "";
  }

  /** After a failure: what is still on its way gets no further tries. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }

  private void settle(Exception e) {
    if (e == null) {
      delivered.incrementAndGet();
    } else {
      failed.incrementAndGet();
      firstFailure.compareAndSet(null, e);
    }
  }

  private long settled() {
    return delivered.get() + failed.get();
  }

  private Mistake undelivered() {
    producer.close(LAST_TRIES);
    Exception cause = firstFailure.get();
    return Mistake.failure(
        tr(
            "%,d of %,d messages did not reach %s: %s.",
            sent - delivered.get(),
            sent,
            description,
            cause == null ? tr("the run was stopped") : reason(cause)));
  }

  private static void checkSettings(Map<String, Object> settings) {
    try {
      new ProducerConfig(settings);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          tr("--kafka-option is not accepted by Kafka: %s.", reason(e)), e);
    }
  }

  private static Map<String, Object> adminSettings(String broker, Map<String, String> options) {
    Map<String, Object> settings = new HashMap<>(options);
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
    return settings;
  }

  private static Map<String, Object> producerSettings(String broker, Map<String, String> options) {
    Map<String, Object> settings = new HashMap<>();
    // A few milliseconds of waiting make batches of what would be many small requests.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    settings.putAll(options);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    return settings;
  }

  private static void awaitBroker(
      Admin admin, String broker, Duration patience, StopSignal stop, PrintWriter log) {
    DescribeClusterOptions glance = new DescribeClusterOptions().timeoutMs(1000);
    long start = System.nanoTime();
    boolean told = false;
    while (!stop.isRaised()) {
      try {
        admin.describeCluster(glance).nodes().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException)) {
          throw Mistake.failure(
              "The Kafka broker at %s refuses: %s.", broker, reason(e.getCause()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (System.nanoTime() - start > patience.toNanos()) {
        throw unanswered(broker, patience);
      }
      if (!told) {
        log.println(tr("Waiting for a Kafka broker at %s.", broker));
        told = true;
      }
    }
    throw Mistake.failure("Stopped while no Kafka broker answered at %s.", broker);
  }

  private static Mistake unanswered(String broker, Duration patience) {
    return Mistake.failure(
        "No Kafka broker answers at %s within %s s: start one with 'scripts/lab kafka start' or"
            + " name another with --bootstrap.",
        broker, patience.toSeconds());
  }

  private static void makeTopic(
      Admin admin, String topic, int partitions, Duration patience, PrintWriter log) {
    try {
      int there = partitionsOf(admin, topic, patience);
      if (there == 0) {
        try {
          NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
          await(admin.createTopics(List.of(wanted)).all(), patience);
          there = partitions;
          log.println(tr("Made the topic %s with %s partitions.", topic, partitions));
        } catch (TopicExistsException e) {
          // Another program was faster: all the better.
          there = partitionsOf(admin, topic, patience);
        }
      }
      KafkaTopic.awaitReady(admin, topic, there, patience);
    } catch (InterruptedException stopped) {
      throw interrupted();
    } catch (KafkaException e) {
      throw Mistake.failure("The topic %s cannot be used: %s.", topic, reason(e));
    }
  }

  /** How many partitions the topic has, 0 where it is not there. */
  private static int partitionsOf(Admin admin, String topic, Duration patience) {
    try {
      return await(admin.describeTopics(List.of(topic)).allTopicNames(), patience)
          .get(topic)
          .partitions()
          .size();
    } catch (UnknownTopicOrPartitionException e) {
      return 0;
    }
  }

  /** The failure itself, not the wrapper that a future puts around it. */
  private static <T> T await(KafkaFuture<T> future, Duration patience) {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException(tr("no answer within %s s", patience.toSeconds()));
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static Mistake interrupted() {
    return Mistake.failure("Stopped while waiting for Kafka.");
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
