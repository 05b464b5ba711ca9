package sparklab.data.feed;

import static sparklab.cli.Text.tr;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lab feed NAME}: sends the messages of a feed to Kafka, a file or TCP clients. */
@Command(
    name = "feed",
    mixinStandardHelpOptions = true,
    subcommands = {MeteoFeedCommand.class, AvisoFeedCommand.class, TweetFeedCommand.class},
    description = "Sends made-up messages to a Kafka topic, a file or TCP clients.")
public final class FeedCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        tr("Name a feed: %s.", String.join(" or ", spec.subcommands().keySet())));
  }
}
