package sparklab.classifier;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import sparklab.classifier.support.TrainedModel;
import sparklab.data.tweet.TweetFeed;

/** A session that the tests of the module share, the model of its lessons, and messages. */
public final class LocalSpark {

  /** As Kafka's source has it. */
  private static final StructType RECORD =
      StructType.fromDDL(
          "key BINARY, value BINARY, topic STRING, partition INT, offset LONG, timestamp TIMESTAMP,"
              + " timestampType INT");

  private LocalSpark() {}

  /** As a lesson would be given it. */
  public static SparkConf conf() {
    return new SparkConf()
        .setMaster("local[2]")
        .setAppName("test")
        .set("spark.sql.shuffle.partitions", "2")
        .set("spark.sql.session.timeZone", "UTC");
  }

  public static SparkSession session() {
    return SparkSession.builder().config(conf()).getOrCreate();
  }

  /**
   * The model that the lessons apply, trained if need be. A training closes the session: ask for
   * that afterwards.
   */
  public static TrainedModel model() {
    TrainedModel model = new TrainedModel();
    assertThatCode(() -> ClassifierTrain.trainIfMissing(model, conf())).doesNotThrowAnyException();
    return model;
  }

  /** Messages as Kafka has them; null is one without a value. */
  public static Dataset<Row> records(SparkSession spark, List<String> messages) {
    List<Row> rows = new ArrayList<>();
    for (String message : messages) {
      byte[] value = message == null ? null : message.getBytes(StandardCharsets.UTF_8);
      rows.add(
          RowFactory.create(
              null, value, "tweet", 0, (long) rows.size(), Timestamp.from(Instant.EPOCH), 0));
    }
    return spark.createDataFrame(rows, RECORD);
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
