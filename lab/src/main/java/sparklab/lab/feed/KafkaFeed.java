package sparklab.lab.feed;

import static sparklab.cli.Text.tr;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sparklab.data.kafka.LocalBroker;
import sparklab.lab.home.Home;
import sparklab.lab.process.AtExit;
import sparklab.lab.runtime.Broker;
import sparklab.lesson.source.KafkaSource;

/** The source of a Kafka lesson: the local broker, and a feed into the topic it reads. */
public final class KafkaFeed implements LessonFeed {

  /** Slow enough to watch; an hour of weather passes in nine seconds. */
  private static final int MESSAGES_PER_SECOND = 100;

  private final Class<? extends KafkaSource> options;

  /** For a lesson with such options. */
  public KafkaFeed(Class<? extends KafkaSource> options) {
    this.options = options;
  }

  /** Starts the feed, and the broker if it does not run, unless the lesson names a broker. */
  @Override
  public Closeable startIfNeeded(Home home, List<String> arguments)
      throws IOException, InterruptedException {
    KafkaSource source = newOptions();
    if (!LessonFeed.read(source, arguments) || source.isBrokerGiven()) {
      return () -> {};
    }
    Broker broker = new Broker(home, null);
    Optional<LocalBroker> running = broker.running();
    if (running.isEmpty()) {
      System.err.println(tr("Starting Kafka …"));
      AtExit.end(() -> stop(broker));
      broker.start(Broker.PORT);
    }
    TopicEnd end = TopicEnd.of(source.bootstrap(), source.topic(), Map.of());
    List<Thread> feeds = new ArrayList<>();
    for (Map.Entry<String, String> each : source.feeds().entrySet()) {
      // All go on after the lesson's first topic.
      Thread feed =
          new TopicFeed(
                  source.bootstrap(), each.getKey(), each.getValue(), MESSAGES_PER_SECOND, Map.of())
              .start(end);
      AtExit.end(feed::interrupt);
      feeds.add(feed);
    }
    System.err.println(
        tr(
            "Sending %s messages to Kafka on %s, %d a second",
            source.feeds().get(source.topic()), source.bootstrap(), MESSAGES_PER_SECOND));
    return () -> {
      feeds.forEach(Thread::interrupt);
      feeds.forEach(KafkaFeed::join);
      if (running.isEmpty()) {
        stop(broker);
      }
    };
  }

  private KafkaSource newOptions() {
    try {
      return options.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("Option groups have a constructor for all", impossible);
    }
  }

  private static void stop(Broker broker) {
    try {
      broker.stop();
    } catch (IOException | InterruptedException failed) {
      System.err.println(tr("Kafka may still run: end it with scripts/lab kafka stop"));
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
