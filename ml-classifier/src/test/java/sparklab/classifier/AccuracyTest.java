package sparklab.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparklab.classifier.support.TrainedModel;
import sparklab.testing.KafkaRecords;
import sparklab.testing.LocalSpark;

/** How good the model is that the module trains for its lessons. */
@Timeout(300)
class AccuracyTest {

  private static PipelineModel pipeline;
  private static SparkSession spark;

  @BeforeAll
  static void theModel() {
    TrainedModel model = TweetSamples.model();
    spark = LocalSpark.session();
    pipeline = model.loadPipeline();
  }

  private static Dataset<Row> texts(String... texts) {
    return spark.createDataset(Arrays.asList(texts), Encoders.STRING()).toDF("text");
  }

  /** The truth is known of what the feed makes, however many of its labels are wrong. */
  @Test
  void isRightOnAStreamWithWrongLabelsThatItHasNotSeen() {
    TweetSamples.Stream held = TweetSamples.feed(4_711, 6_000, 0.1);
    Dataset<Row> records = KafkaRecords.of("tweet", null, held.messages());
    Dataset<Row> compared =
        ClassifierStep4Compare.compared(records, pipeline).where("kind = 'tweet'");
    List<Row> rows = compared.collectAsList();
    assertThat(rows).hasSameSizeAs(held.truth().entrySet());
    long right =
        rows.stream()
            .filter(row -> held.truth().get(row.<String>getAs("id")).equals(row.getAs("language")))
            .count();
    assertThat(right / (double) rows.size()).isGreaterThan(0.99);
    for (Row row : rows) {
      String language = row.getAs("language");
      assertThat(row.<Boolean>getAs("agrees"))
          .isEqualTo(language.equals("und") ? null : language.equals(row.getAs("lang")));
    }
  }

  /** Sentences of many kinds, none of which the feed makes: see the file. */
  @Test
  void isRightOnOtherRegisters() throws Exception {
    List<Row> rows = new ArrayList<>();
    try (var in = AccuracyTest.class.getResourceAsStream("/registers.tsv")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> rows.add(RowFactory.create((Object[]) line.split("\t"))));
    }
    Dataset<Row> texts =
        spark.createDataFrame(
            rows, StructType.fromDDL("text STRING, lang STRING, register STRING"));
    List<Row> wrong = pipeline.transform(texts).where("language <> lang").collectAsList();
    assertThat(wrong).hasSizeLessThan(rows.size() * 2 / 100);
    for (String language : List.of("es", "en")) {
      assertThat(wrong.stream().filter(row -> row.getAs("lang").equals(language)).count())
          .isLessThanOrEqualTo(4);
    }
  }

  @Test
  void theDeclaredLanguageIsNotRead() {
    Dataset<Row> tweets =
        ClassifierStep2Parse.parse(
            KafkaRecords.of("tweet", null, TweetSamples.feed(3, 2_000, 0.1).messages()));
    assertThat(
            pipeline
                .transform(tweets.selectExpr("text", "'xx' AS lang"))
                .select("language", "confidence")
                .collectAsList())
        .isEqualTo(
            pipeline
                .transform(tweets.select("text"))
                .select("language", "confidence")
                .collectAsList());
  }

  @Test
  void anythingCanBeClassified() {
    List<Row> rows =
        pipeline
            .transform(
                texts(
                    null, "", "\ud83d", "a".repeat(1_000_000), "ñ \udc00", "the ".repeat(250_000)))
            .select("language")
            .collectAsList();
    assertThat(rows.subList(0, 3)).containsOnly(RowFactory.create("und"));
    assertThat(rows.get(5).getString(0)).isEqualTo("en");
  }
}
