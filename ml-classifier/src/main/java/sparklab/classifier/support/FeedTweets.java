package sparklab.classifier.support;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapFunction;
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

  private static final long FIRST_TRUTHFUL_SEED = FIRST_SEED + 100;
  private static final int TRUTHFUL = 20_000;

  private static final int FEEDS = 8;

  private FeedTweets() {}

  /** Messages as Kafka has them: a column {@code value}. */
  public static Dataset<Row> messages(SparkSession spark, int count) {
    return messages(spark, count, feed -> TweetFeed.builder().seed(FIRST_SEED + feed).build());
  }

  /** Messages of other authors, each of whom declares the language that he writes in. */
  public static Dataset<Row> truthful(SparkSession spark) {
    return messages(
        spark,
        TRUTHFUL,
        feed -> TweetFeed.builder().seed(FIRST_TRUTHFUL_SEED + feed).mislabel(0).build());
  }

  private static Dataset<Row> messages(
      SparkSession spark, int count, MapFunction<Integer, TweetFeed> maker) {
    return spark
        .createDataset(IntStream.range(0, FEEDS).boxed().toList(), Encoders.INT())
        .repartition(FEEDS)
        .flatMap(
            (FlatMapFunction<Integer, String>)
                number -> {
                  TweetFeed feed = maker.call(number);
                  return Stream.generate(() -> feed.next().json())
                      .limit((count + number) / FEEDS)
                      .iterator();
                },
            Encoders.STRING())
        .toDF("value");
  }
}
