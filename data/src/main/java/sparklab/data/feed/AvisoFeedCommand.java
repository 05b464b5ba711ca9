package sparklab.data.feed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.data.Feed;
import sparklab.data.meteo.AvisoFeed;

/** {@code feed aviso}: warnings of the storms in {@code feed meteo --storms}. */
@Command(
    name = "aviso",
    mixinStandardHelpOptions = true,
    description = "Storm warnings by region, two for each hour of weather.")
final class AvisoFeedCommand extends FeedSubcommand {

  @Mixin private FirstHour first;

  @Override
  Feed generate(long seed) {
    return new AvisoFeed(seed, first.start());
  }

  @Override
  String keyField() {
    return "region";
  }
}
