package sparklab.lab.feed;

import static sparklab.cli.Text.tr;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import sparklab.cli.Mistake;
import sparklab.data.DataSets;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.lab.home.Home;
import sparklab.lesson.source.TcpSource;

/**
 * The source of a text lesson: the lines of a data set over TCP, over and over.
 *
 * @param dataSet the name of its file
 */
public record TextFeed(String dataSet) implements LessonFeed {

  /** The Spanish prose that text lessons count. */
  public static final TextFeed PROSE = new TextFeed("text-es.txt");

  /** Short messages with hashtags, for the exercise. */
  public static final TextFeed MESSAGES = new TextFeed("messages-es.txt");

  /** Slow enough to watch, fast enough to see counts move. */
  private static final double LINES_PER_SECOND = 20;

  /** Starts it, unless somebody serves the lesson's port already. */
  @Override
  public Closeable startIfNeeded(Home home, List<String> arguments) throws IOException {
    if (arguments.stream().anyMatch(word -> word.startsWith("--input-dir"))) {
      return () -> {}; // a structured lesson can read files instead
    }
    TcpSource source = new TcpSource();
    if (!LessonFeed.read(source, arguments)
        || !InetAddress.getByName(source.host()).isLoopbackAddress()) {
      return () -> {};
    }
    try {
      LinePublisher publisher = publish(source.host(), source.port());
      System.err.println(
          tr(
              "Publishing data/datasets/%s on %s, %.0f lines a second",
              dataSet, publisher.address(), LINES_PER_SECOND));
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
  public LinePublisher publish(String host, int port) throws IOException {
    return LinePublisher.ofFile(
        DataSets.file(dataSet),
        host,
        port,
        Manner.PLAIN.at(LINES_PER_SECOND).looping(),
        said -> {});
  }
}
