package sparklab.lab.feed;

import java.io.PrintWriter;
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
import sparklab.data.meteo.ObservationTime;

/**
 * A feed into a topic of Kafka, in this process, by the lab's own command.
 *
 * @param feed meteo, aviso or tweet
 * @param messagesPerSecond of weather and tweets; storm warnings are fewer in proportion
 * @param clientOptions settings of Kafka's client, such as security
 */
public record TopicFeed(
    String bootstrap,
    String topic,
    String feed,
    double messagesPerSecond,
    Map<String, String> clientOptions) {

  /** Two warnings an hour, which is as long as 800 stations take to report. */
  private static final double WARNINGS_A_MESSAGE = 1 / 400.0;

  private static final Pattern TIME = Pattern.compile("\"fint\"\\s*:\\s*\"([^\"]+)\"");

  /**
   * Sends until it is interrupted, or cannot.
   *
   * @param end of the topic after which it goes on: its messages are others, its weather later
   * @param log is told why it ended
   */
  public void run(TopicEnd end, PrintWriter log) {
    List<String> words = new ArrayList<>(List.of(feed));
    words.addAll(List.of("--bootstrap", bootstrap, "--topic", topic));
    words.addAll(List.of("--seed", "" + (1 + end.records())));
    hourAfter(end).ifPresent(hour -> words.addAll(List.of("--start", hour.toString())));
    double share = feed.equals("aviso") ? WARNINGS_A_MESSAGE : 1;
    words.addAll(List.of("--rate", "" + messagesPerSecond * share));
    if (feed.equals("meteo")) {
      words.add("--storms"); // for the lessons about what does not go on as it was
    }
    clientOptions.forEach(
        (key, value) -> words.addAll(List.of("--kafka-option", key + "=" + value)));
    Commands.of(new FeedCommand()).setErr(log).execute(words.toArray(String[]::new));
  }

  /** In a thread, which an interrupt ends; returns when the topic is there. */
  Thread start(TopicEnd end) throws InterruptedException {
    Thread thread = new Thread(() -> run(end, new PrintWriter(PrintWriter.nullWriter())), "feed");
    thread.setDaemon(true);
    thread.start();
    if (!TopicEnd.awaitTopic(bootstrap, topic)) {
      throw Mistake.failure(
          "The feed cannot send to topic %s: try scripts/lab feed %s to see why.", topic, feed);
    }
    return thread;
  }

  /** The hour after the last one in a topic of weather, whoever has sent it. */
  static Optional<Instant> hourAfter(TopicEnd end) {
    return end.lastMessages().stream()
        .map(TIME::matcher)
        .filter(Matcher::find)
        .flatMap(time -> ObservationTime.read(time.group(1)).stream())
        .max(Instant::compareTo)
        .map(last -> last.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
  }
}
