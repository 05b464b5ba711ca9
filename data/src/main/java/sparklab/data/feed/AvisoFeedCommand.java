package sparklab.data.feed;

import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sparklab.data.Feed;
import sparklab.data.meteo.AvisoFeed;
import sparklab.data.meteo.MeteoFeed;

/** {@code feed aviso}: warnings of the storms in {@code feed meteo --storms}. */
@Command(
    name = "aviso",
    mixinStandardHelpOptions = true,
    description = "Storm warnings by region, two for each hour of weather.")
final class AvisoFeedCommand extends FeedSubcommand {

  @Spec private CommandSpec command;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "The first hour, in UTC (default: 2025-08-01T00:00:00Z).")
  private Instant start = MeteoFeed.DEFAULT_START;

  @Override
  Feed generate(long seed) {
    MeteoFeedCommand.requireWholeHour(start, command);
    return new AvisoFeed(seed, start);
  }

  @Override
  String keyField() {
    return "region";
  }
}
