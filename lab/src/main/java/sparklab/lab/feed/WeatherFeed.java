package sparklab.lab.feed;

import static sparklab.cli.Text.tr;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.List;
import sparklab.cli.Addresses;
import sparklab.cli.Mistake;
import sparklab.data.meteo.MeteoFeed;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.lab.home.Home;
import sparklab.lesson.source.MeteoTopic;
import sparklab.lesson.source.TcpSource;

/**
 * The source of a lesson that reads weather over TCP: the feed, an hour of weather each second; or
 * what the Kafka lessons have, if it is told to read a topic.
 */
public final class WeatherFeed implements LessonFeed {

  /** Other weather than that of the shipped data set, which models are trained on. */
  private static final long SEED = 2;

  /** Starts it, unless somebody serves the lesson's port already. */
  @Override
  public Closeable startIfNeeded(Home home, List<String> arguments)
      throws IOException, InterruptedException {
    if (arguments.contains("--kafka")) {
      return new KafkaFeed(MeteoTopic.class).startIfNeeded(home, arguments);
    }
    TcpSource source = new TcpSource(Addresses.WEATHER_PORT);
    if (!LessonFeed.read(source, arguments)
        || !InetAddress.getByName(source.host()).isLoopbackAddress()) {
      return () -> {};
    }
    MeteoFeed feed = new MeteoFeed(SEED);
    try {
      LinePublisher publisher = publish(feed, source.host(), source.port());
      System.err.println(
          tr(
              "Publishing weather on %s: an hour of %d stations each second",
              publisher.address(), feed.messagesAnHour()));
      return publisher;
    } catch (Mistake taken) {
      System.err.println(
          tr("Port %d is served already: the lesson reads from there", source.port()));
      return () -> {};
    }
  }

  /**
   * Publishes it on an address of this machine, until that is closed.
   *
   * @throws Mistake if the port is taken
   */
  public static LinePublisher publish(String host, int port) throws IOException {
    return publish(new MeteoFeed(SEED), host, port);
  }

  private static LinePublisher publish(MeteoFeed feed, String host, int port) throws IOException {
    return LinePublisher.ofStream(
        lines(feed), host, port, Manner.PLAIN.at(feed.messagesAnHour()), said -> {});
  }

  /** The feed's messages as lines, made when they are read. */
  private static InputStream lines(MeteoFeed feed) {
    return new SequenceInputStream(
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return true;
          }

          @Override
          public InputStream nextElement() {
            byte[] line = (feed.next().json() + '\n').getBytes(StandardCharsets.UTF_8);
            return new ByteArrayInputStream(line);
          }
        });
  }
}
