package sparklab.classifier;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sparklab.classifier.support.TrainedModel;
import sparklab.data.tweet.TweetFeed;
import sparklab.testing.LocalSpark;

/** The model of the lessons, and messages to try it with. */
public final class TweetSamples {

  private TweetSamples() {}

  /**
   * The model that the lessons apply, trained if need be. A training closes the session: ask for
   * that afterwards.
   */
  public static TrainedModel model() {
    TrainedModel model = new TrainedModel();
    assertThatCode(() -> ClassifierTrain.trainIfMissing(model, LocalSpark.conf()))
        .doesNotThrowAnyException();
    return model;
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
