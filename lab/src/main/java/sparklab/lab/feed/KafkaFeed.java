package sparklab.lab.feed;

import static sparklab.cli.Text.tr;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparklab.cli.Commands;
import sparklab.cli.Mistake;
import sparklab.data.feed.FeedCommand;
import sparklab.data.kafka.LocalBroker;
import sparklab.data.meteo.ObservationTime;
import sparklab.lab.home.Home;
import sparklab.lab.process.AtExit;
import sparklab.lab.runtime.Broker;
import sparklab.lesson.source.KafkaSource;

/** The source of a Kafka lesson: the local broker, and a feed into the topic it reads. */
public final class KafkaFeed implements LessonFeed {

  /** Slow enough to watch; an hour of weather passes in nine seconds. */
  private static final int MESSAGES_PER_SECOND = 100;

  /** Two an hour, and an hour of weather takes eight seconds. */
  private static final double WARNINGS_PER_SECOND = 0.25;

  private static final Pattern TIME = Pattern.compile("\"fint\"\\s*:\\s*\"([^\"]+)\"");

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
    TopicEnd end = TopicEnd.of(source.bootstrap(), source.topic());
    List<Thread> feeds = new ArrayList<>();
    for (Map.Entry<String, String> each : source.feeds().entrySet()) {
      Thread feed = feed(source, each.getKey(), each.getValue(), end);
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

  /**
   * In this process, by the lab's own command; returns when its topic is there.
   *
   * @param end of the lesson's first topic, after which all feeds go on
   */
  private static Thread feed(KafkaSource source, String topic, String feed, TopicEnd end)
      throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(feed));
    words.addAll(List.of("--bootstrap", source.bootstrap(), "--topic", topic));
    // A topic that has messages gets others, and its weather goes on instead of starting again.
    words.addAll(List.of("--seed", "" + (1 + end.records())));
    nextHour(end).ifPresent(hour -> words.addAll(List.of("--start", hour.toString())));
    words.addAll(
        List.of("--rate", "" + (feed.equals("aviso") ? WARNINGS_PER_SECOND : MESSAGES_PER_SECOND)));
    if (feed.equals("meteo")) {
      words.add("--storms"); // for the lessons about what does not go on as it was
    }
    Thread thread =
        new Thread(
            () ->
                Commands.of(new FeedCommand())
                    .setErr(new PrintWriter(Writer.nullWriter()))
                    .execute(words.toArray(String[]::new)),
            "feed");
    thread.setDaemon(true);
    thread.start();
    if (!TopicEnd.awaitTopic(source.bootstrap(), topic)) {
      throw Mistake.failure(
          "The feed cannot send to topic %s: try scripts/lab feed %s to see why.", topic, feed);
    }
    return thread;
  }

  /** The hour after the last one in a topic of weather, whoever has sent it. */
  static Optional<Instant> nextHour(TopicEnd end) {
    return end.lastMessages().stream()
        .map(TIME::matcher)
        .filter(Matcher::find)
        .flatMap(time -> ObservationTime.read(time.group(1)).stream())
        .max(Instant::compareTo)
        .map(last -> last.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
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
