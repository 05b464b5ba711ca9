package sparklab.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sparklab.classifier.support.TrainedModel;
import sparklab.data.tweet.TweetFeed;
import sparklab.testing.LocalSpark;

/** The model of the lessons, and messages to try it with. */
public final class TweetSamples {

  private static final String TRAINED_ONCE = "it is trained once";

  private TweetSamples() {}

  /**
   * The model that the lessons apply, trained if need be. A training closes the session: ask for
   * that afterwards.
   */
  public static TrainedModel model() {
    TrainedModel model = new TrainedModel();
    boolean isMissing = !Files.exists(Path.of(model.shown()));
    List<String> before = beside(model);
    String said = trainIfMissing(model);
    if (isMissing) {
      assertThat(said)
          .contains(TRAINED_ONCE, "Training without ", "The model is in " + model.shown());
    }
    assertThat(beside(model)).as("nothing is left of the training").isEqualTo(before);
    assertThat(trainIfMissing(model)).doesNotContain(TRAINED_ONCE);
    return model;
  }

  private static List<String> beside(TrainedModel model) {
    String[] names = Path.of(model.shown()).getParent().toFile().list();
    return Arrays.stream(names)
        .filter(name -> name.contains("classifier-model-"))
        .sorted()
        .toList();
  }

  /** What is said meanwhile. */
  private static String trainIfMissing(TrainedModel model) {
    LocalSpark.session(); // logs to the terminal, not to what is looked at here
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      ClassifierTrain.trainIfMissing(model, LocalSpark.conf());
    } catch (Exception failed) {
      throw new AssertionError(said.toString(StandardCharsets.UTF_8), failed);
    } finally {
      System.setErr(err);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  /** Messages of a feed, and for each tweet's id the language that it is really in. */
  public record Stream(List<String> messages, Map<String, String> truth) {}

  /** A part of a feed, with so many wrong labels. */
  public static Stream feed(long seed, int count, double mislabel) {
    TweetFeed feed = TweetFeed.builder().seed(seed).mislabel(mislabel).build();
    List<String> messages = new ArrayList<>();
    Map<String, String> truth = new TreeMap<>();
    for (int at = 0; at < count; at++) {
      messages.add(feed.next().json());
      feed.lastTruth().ifPresent(tweet -> truth.put("" + tweet.id(), tweet.language().code()));
    }
    return new Stream(messages, truth);
  }
}
