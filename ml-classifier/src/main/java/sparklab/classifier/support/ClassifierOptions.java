package sparklab.classifier.support;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sparklab.cli.Mistake;

/** What a training is of, and where its results go. */
public final class ClassifierOptions {

  /** Messages of the feed that the default model is trained with. */
  public static final int MESSAGES = 24_000;

  /** Where the model goes, or is with {@code --classify}. */
  @Mixin public TrainedModel model;

  /** A folder of captured tweets; null for those of the feed. */
  @Option(
      names = "--input",
      paramLabel = "DIR",
      description =
          "Folder of tweets that classifier-save has captured (default: as many as --messages of"
              + " the tweet feed).")
  public String input;

  /** Messages of the feed. */
  @Option(
      names = "--messages",
      defaultValue = "" + MESSAGES,
      paramLabel = "NUMBER",
      description = "Messages of the feed to train with (default: ${DEFAULT-VALUE}).")
  public int messages;

  @Option(
      names = "--report",
      defaultValue = "output/classifier-report",
      paramLabel = "DIR",
      description = "Folder for the report and its pictures (default: ${DEFAULT-VALUE}).")
  private String report;

  @Option(
      names = "--classify",
      paramLabel = "FILE",
      description =
          "Classify the texts of a file, one a line or the first column of a TSV, instead of"
              + " training; - is the standard input.")
  private String classify;

  /** The folder of what was captured to be trained with; null if nothing was. */
  private String captured;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Whether texts are to be classified instead of training. */
  public boolean isClassifying() {
    return classify != null;
  }

  /** The texts to classify. */
  public TextFile texts() {
    return new TextFile(classify);
  }

  /** Makes a folder beside the model for tweets of the feed. */
  public String newTweets() {
    captured = model.newTweets();
    return captured;
  }

  /** The folder of the tweets to train with. */
  public String tweets() {
    return captured == null ? input : captured;
  }

  /** Removes the folder that {@link #newTweets} has made, if it has. */
  public void removeTweets() throws IOException {
    if (captured != null) {
      model.remove(captured);
    }
  }

  /** The folder of the report. */
  public Path report() {
    return Path.of(report);
  }

  /** The lab's settings for training and classifying, where the user made none. */
  public static SparkConf settings(SparkConf conf) {
    conf.setIfMissing("spark.sql.session.timeZone", "UTC"); // as the messages have it
    // Spark's 200 are made for a cluster.
    conf.setIfMissing("spark.sql.shuffle.partitions", "" + TrainingTweets.PARTITIONS);
    return conf;
  }

  /**
   * Finds out whatever can be wrong before a minute of work, not after it.
   *
   * @throws Mistake if it is
   */
  public void check() {
    if (isClassifying()) {
      for (String option : List.of("--input", "--messages", "--report")) {
        refuseBoth("--classify", option);
      }
      texts().check();
      return;
    }
    if (input != null) {
      refuseBoth("--input", "--messages");
    }
    if (messages < 1) {
      throw Mistake.usage("--messages %d leaves nothing to train with.", messages);
    }
    model.checkReplaceable();
    TrainingReport.makeFolder(report());
  }

  private void refuseBoth(String option, String other) {
    if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
      throw Mistake.usage("%s does without %s: leave out one of the two.", option, other);
    }
  }
}
