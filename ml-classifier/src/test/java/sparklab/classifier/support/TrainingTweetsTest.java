package sparklab.classifier.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparklab.classifier.ClassifierStep2Parse;
import sparklab.classifier.TweetSamples;
import sparklab.cli.Mistake;
import sparklab.testing.KafkaRecords;
import sparklab.testing.LocalSpark;

/** The tweets to learn from. */
@Timeout(60)
class TrainingTweetsTest {

  private final SparkSession spark = LocalSpark.session();

  @Test
  void neitherAnAuthorNorATextIsOnBothSidesAndNoLabelIsLost() {
    Dataset<Row> captured =
        TweetFiles.columns(
            ClassifierStep2Parse.parse(
                KafkaRecords.of("tweet", null, TweetSamples.feed(3, 2_000, 0.1).messages())));
    Dataset<Row> usable = TrainingTweets.usable(captured);
    Dataset<Row> labelled = TrainingTweets.labelled(usable);
    List<Dataset<Row>> sides = TrainingTweets.splitByAuthor(labelled);
    long all = labelled.count();
    assertThat(sides.get(0).count() + sides.get(1).count()).isEqualTo(all);
    assertThat(sides.get(1).count()).isBetween(all / 10, all * 3 / 10);
    assertThat(sides.get(0).join(sides.get(1), "author").count()).isZero();
    // The feed retweets: without more ado the same words would be on both.
    assertThat(all).isEqualTo(usable.select("clean").distinct().count()).isLessThan(usable.count());
    Cleanup words = new Cleanup().setInputCol("text").setOutputCol("clean");
    assertThat(words.transform(sides.get(0)).join(words.transform(sides.get(1)), "clean").count())
        .isZero();
    Dataset<Row> folds = TrainingTweets.withFolds(TrainingTweets.balanced(sides.get(0)));
    assertThat(folds.select("author", "fold").distinct().count())
        .isEqualTo(folds.select("author").distinct().count());
    assertThat(folds.select("fold").distinct().count()).isEqualTo(3);
    Row weights = folds.selectExpr("sum(weight * label)", "sum(weight * (1 - label))").first();
    assertThat(weights.getDouble(0)).isCloseTo(weights.getDouble(1), within(1e-6));
  }

  @Test
  void ofTheSameWordsTheFirstTweetCounts() {
    List<Row> rows = new ArrayList<>();
    String[][] tweets = {
      {"3", "a", "en", "See you @x"},
      {"2", "b", "es", "see YOU https://t.co/y"},
      {"4", "c", "en", "see you"},
      {"5", "a", "es", "hola"},
      {"1", "d", "fr", "see you"},
      {"0", "e", "en", "#see"},
    };
    for (String[] tweet : tweets) {
      rows.add(RowFactory.create(null, tweet[0], tweet[1], tweet[2], tweet[3]));
    }
    Dataset<Row> captured = spark.createDataFrame(rows, TweetFiles.SCHEMA);
    assertThat(TrainingTweets.labelled(TrainingTweets.usable(captured)).collectAsList())
        .containsExactlyInAnyOrder(
            RowFactory.create("b", "es", "see YOU https://t.co/y", 1.0),
            RowFactory.create("a", "es", "hola", 1.0));
  }

  @Test
  void tooFewTweetsAreOneSentence() {
    StructType schema = StructType.fromDDL("author STRING, lang STRING, label DOUBLE");
    List<Row> rows = new ArrayList<>();
    for (int at = 0; at < 400; at++) {
      rows.add(RowFactory.create("" + at, at % 2 == 0 ? "es" : "en", at % 2 == 0 ? 1.0 : 0.0));
    }
    Dataset<Row> all = spark.createDataFrame(rows, schema);
    Dataset<Row> folds = TrainingTweets.withFolds(TrainingTweets.balanced(all));
    TrainingTweets.requireEnough(folds, all.limit(40));
    for (List<Dataset<Row>> sides :
        List.of(
            List.of(folds, all.limit(0)),
            List.of(folds, all.where("lang = 'es'")),
            List.of(folds.where("fold <> 1"), all),
            List.of(folds.where("fold <> 2 OR lang = 'en'"), all))) {
      assertThatThrownBy(() -> TrainingTweets.requireEnough(sides.get(0), sides.get(1)))
          .isInstanceOf(Mistake.class)
          .hasMessageContaining("too few tweets");
    }
    for (Dataset<Row> some : List.of(all.limit(0), all.where("lang = 'es'"))) {
      assertThatThrownBy(() -> TrainingTweets.balanced(some))
          .isInstanceOf(Mistake.class)
          .hasMessageStartingWith("Nothing can be learnt");
    }
  }
}
