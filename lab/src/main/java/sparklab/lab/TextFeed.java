package sparklab.lab;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import sparklab.data.DataSets;
import sparklab.data.Mistake;
import sparklab.data.TcpSource;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;

/** The source that {@code lab run} starts for a text lesson: Spanish prose, over and over. */
final class TextFeed {

  /** Slow enough to watch, fast enough to see counts move. */
  private static final double LINES_PER_SECOND = 20;

  /** The lesson's own options for its source; its other options are not our business here. */
  @Command
  private static final class SourceOptions {
    @Mixin TcpSource source;
  }

  private TextFeed() {}

  /** Starts it, unless the lesson reads something else or somebody serves its port already. */
  static Closeable startIfNeeded(LessonEntry lesson, List<String> arguments) throws IOException {
    Closeable nothing = () -> {};
    if (lesson.feed() != LessonEntry.Feed.TEXT || asksForHelp(arguments)) {
      return nothing;
    }
    SourceOptions options = new SourceOptions();
    try {
      new CommandLine(options)
          .setUnmatchedArgumentsAllowed(true)
          .parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException wrong) {
      return nothing; // the lesson itself says what is wrong
    }
    TcpSource source = options.source;
    if (!InetAddress.getByName(source.host()).isLoopbackAddress()) {
      return nothing;
    }
    try {
      LinePublisher publisher =
          LinePublisher.ofFile(
              DataSets.file("text-es.txt"),
              source.host(),
              source.port(),
              Manner.PLAIN.at(LINES_PER_SECOND).looping(),
              said -> {});
      System.err.printf(
          "Publishing data/datasets/text-es.txt on %s, %.0f lines a second%n",
          publisher.address(), LINES_PER_SECOND);
      return publisher;
    } catch (Mistake taken) {
      System.err.printf("Port %d is served already: the lesson reads from there%n", source.port());
      return nothing;
    }
  }

  private static boolean asksForHelp(List<String> arguments) {
    return arguments.contains("--help") || arguments.contains("-h");
  }
}
