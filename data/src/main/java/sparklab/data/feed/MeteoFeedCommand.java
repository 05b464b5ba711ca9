package sparklab.data.feed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.data.Feed;
import sparklab.data.meteo.MeteoFeed;

/** {@code feed meteo}: weather messages in the form of AEMET's observations. */
@Command(
    name = "meteo",
    mixinStandardHelpOptions = true,
    description = "Weather of Spain's stations, one message a station and hour.")
final class MeteoFeedCommand extends FeedSubcommand {

  @Mixin private FirstHour first;

  @Option(
      names = "--storms",
      description =
          "With storms, in which pressure falls and stations fall silent; 'feed aviso' warns of them"
              + " by the same --seed.")
  private boolean storms;

  @Override
  Feed generate(long seed) {
    return new MeteoFeed(seed, first.start(), storms);
  }

  @Override
  String keyField() {
    return "idema";
  }
}
