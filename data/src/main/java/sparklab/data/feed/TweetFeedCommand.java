package sparklab.data.feed;

import static sparklab.cli.Text.tr;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import sparklab.data.Feed;
import sparklab.data.tweet.TweetFeed;

/**
 * {@code feed tweet}: short messages in Spanish and English in the form of Twitter's v1.1 stream.
 */
@Command(
    name = "tweet",
    mixinStandardHelpOptions = true,
    description = "Short messages in Spanish and English, as Twitter's stream had them.")
final class TweetFeedCommand extends FeedSubcommand {

  @Spec private CommandSpec command;

  @Option(
      names = "--mislabel",
      paramLabel = "SHARE",
      converter = ShareConverter.class,
      description =
          "Share of tweets from accounts that write in the other language, such as 0.1 or 10%%"
              + " (default: as on Twitter, 13.5%% of Spanish and 1.7%% of English accounts).")
  private Double mislabel;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "Write aside each tweet's id and the language it is really in.")
  private Path truth;

  @Override
  void check(FeedOptions options) {
    if (options.from() != null && (truth != null || mislabel != null)) {
      throw new ParameterException(
          command.commandLine(),
          tr(
              "--truth and --mislabel go with new messages, not with --from: the truth about"
                  + " captured ones is not known."));
    }
  }

  @Override
  Feed generate(long seed) {
    TweetFeed.Builder tweets = TweetFeed.builder().seed(seed);
    if (mislabel != null) {
      tweets.mislabel(mislabel);
    }
    return truth == null ? tweets.build() : new TruthFeed(tweets.build(), truth);
  }

  @Override
  String keyField() {
    return "id_str";
  }

  /** Reads a share: 0.1, 10% or, above 1, a number of percent. */
  static final class ShareConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      boolean percent = text.endsWith("%");
      double share;
      try {
        share = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      } catch (NumberFormatException wrong) {
        share = Double.NaN;
      }
      if (percent || share > 1) {
        share /= 100;
      }
      if (!(share >= 0 && share <= 1)) {
        throw new TypeConversionException(
            tr("'%s' is not a share: write a number from 0 to 1, or percent such as 10%%", text));
      }
      return share;
    }
  }
}
