package sparklab.data.feed;

import static sparklab.cli.Text.tr;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparklab.data.Feed;

/** What a feed sends, how much and how fast: the same options for every feed. */
final class FeedOptions {

  private static final double USUAL_RATE = 50;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Messages a second (default: 50; as fast as possible with --count).")
  private Double rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same messages (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Send the lines of this captured file, over and over, instead of new messages.")
  private Path from;

  @Option(names = "--count", paramLabel = "N", description = "End after this many messages.")
  private Long count;

  @Option(
      names = "--malformed",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description =
          "Replace this share of the messages by broken ones (default: ${DEFAULT-VALUE}).")
  private double malformed;

  /** Ends with a usage error if a value makes no sense. */
  void check() {
    require(rate == null || rate > 0, tr("--rate must be a number above 0."));
    require(count == null || count > 0, tr("--count must be a whole number above 0."));
    require(
        malformed >= 0 && malformed <= 100, tr("--malformed must be between 0 and 100 percent."));
  }

  long seed() {
    return seed;
  }

  /** The file to replay, or null. */
  Path from() {
    return from;
  }

  boolean isEndless() {
    return count == null;
  }

  long count() {
    return count == null ? Long.MAX_VALUE : count;
  }

  /** Messages a second; infinity is as fast as possible. */
  double rate() {
    if (rate != null) {
      return rate;
    }
    // A feed that somebody waits for the end of has no reason to dawdle.
    return isEndless() ? USUAL_RATE : Double.POSITIVE_INFINITY;
  }

  /** The feed with its share of broken messages. */
  Feed breakSome(Feed feed) {
    return malformed == 0 ? feed : new MalformedFeed(feed, malformed, seed);
  }

  private void require(boolean condition, String sentence) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), sentence);
    }
  }
}
