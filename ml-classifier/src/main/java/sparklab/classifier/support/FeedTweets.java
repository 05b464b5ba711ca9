package sparklab.classifier.support;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import sparklab.data.tweet.TweetFeed;

/**
 * Messages to train with where none were captured: those that the tweet feed would send, made in
 * parallel. Always the same ones, and not those of a feed that a lesson reads.
 */
public final class FeedTweets {

  /** No feed that is started for a lesson has so large a seed. */
  private static final long FIRST_SEED = 20_180_123;

  private static final int FEEDS = 8;

  private FeedTweets() {}

  /** Messages as Kafka has them: a column {@code value}. */
  public static Dataset<Row> messages(SparkSession spark, int count) {
    List<Integer> feeds = IntStream.range(0, FEEDS).boxed().toList();
    return spark
        .createDataset(feeds, Encoders.INT())
        .repartition(FEEDS)
        .flatMap(
            (FlatMapFunction<Integer, String>)
                feed -> messages(FIRST_SEED + feed, (count + feed) / FEEDS),
            Encoders.STRING())
        .toDF("value");
  }

  private static Iterator<String> messages(long seed, int count) {
    TweetFeed feed = TweetFeed.builder().seed(seed).build();
    return Stream.generate(() -> feed.next().json()).limit(count).iterator();
  }
}
