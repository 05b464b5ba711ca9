package sparklab.data.feed;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparklab.data.Feed;
import sparklab.data.meteo.MeteoFeed;

/** {@code feed meteo}: weather messages in the form of AEMET's observations. */
@Command(
    name = "meteo",
    mixinStandardHelpOptions = true,
    description = "Weather of Spain's stations, one message a station and hour.")
final class MeteoFeedCommand extends FeedSubcommand {

  @Spec private CommandSpec command;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "The first hour, in UTC (default: 2025-08-01T00:00:00Z).")
  private Instant start = MeteoFeed.DEFAULT_START;

  @Option(
      names = "--storms",
      description =
          "With storms, in which pressure falls and stations fall silent; 'feed aviso' warns of them"
              + " by the same --seed.")
  private boolean storms;

  @Override
  Feed generate(long seed) {
    requireWholeHour(start, command);
    return new MeteoFeed(seed, start, storms);
  }

  static void requireWholeHour(Instant start, CommandSpec command) {
    if (!start.equals(start.truncatedTo(ChronoUnit.HOURS))) {
      throw new ParameterException(
          command.commandLine(), "--start must be a whole hour such as 2025-08-01T00:00:00Z.");
    }
  }

  @Override
  String keyField() {
    return "idema";
  }
}
