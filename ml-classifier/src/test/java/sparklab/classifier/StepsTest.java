package sparklab.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
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

/** What the lessons make of the messages. */
@Timeout(900)
class StepsTest {

  private static final String TWEET =
      """
      {"id_str":"7","timestamp_ms":"1516742410123","text":"Hola","lang":"en","extra":[1],\
      "user":{"id_str":"12","lang":"en-GB","screen_name":"x"}}""";

  private static TrainedModel model;
  private static PipelineModel pipeline;
  private static SparkSession spark;

  @BeforeAll
  static void theModel() {
    model = TweetSamples.model();
    spark = LocalSpark.session();
    pipeline = model.loadPipeline();
  }

  @Test
  void step1MakesTextOfBytes() {
    assertThat(
            ClassifierStep1Read.read(KafkaRecords.of("tweet", null, List.of("ñ{"))).collectAsList())
        .containsExactly(RowFactory.create(1, 0L, "ñ{"));
  }

  @Test
  void step2TakesTheWholeTextAndTheAuthorsLanguage() {
    Row row = ClassifierStep2Parse.parse(KafkaRecords.of("tweet", null, List.of(TWEET))).first();
    assertThat(row)
        .isEqualTo(
            RowFactory.create(
                "tweet",
                Timestamp.from(Instant.parse("2018-01-23T21:20:10.123Z")),
                "7",
                "12",
                "en",
                "Hola",
                null));
    String longText =
        TWEET.replace("\"lang\":\"en\",", "\"extended_tweet\":{\"full_text\":\"all\"},");
    String retweet =
        TWEET.replace(
            "\"lang\":\"en\",", "\"retweeted_status\":{\"text\":\"short\",\"lang\":\"es\"},");
    String longRetweet =
        TWEET.replace(
            "\"lang\":\"en\",",
            "\"retweeted_status\":{\"text\":\"sh\",\"extended_tweet\":{\"full_text\":\"long\"}},");
    assertThat(
            ClassifierStep2Parse.parse(
                    KafkaRecords.of("tweet", null, List.of(longText, retweet, longRetweet)))
                .select("text")
                .as(Encoders.STRING())
                .collectAsList())
        .containsExactly("all", "short", "long");
  }

  @Test
  void step2TakesJsonInATextForText() {
    String text = "\"text\":{} {\"text\": 7}";
    String tweet = TWEET.replace("Hola", text.replace("\"", "\\\""));
    assertThat(
            ClassifierStep2Parse.parse(KafkaRecords.of("tweet", null, List.of(tweet)))
                .select("kind", "text")
                .first())
        .isEqualTo(RowFactory.create("tweet", text));
  }

  @Test
  void step2TellsWhatIsNoTweetAndKeepsWhatIsMalformed() {
    List<String> messages =
        Arrays.asList(
            "{\"limit\":{\"track\":12,\"timestamp_ms\":\"1\"}}",
            "{\"delete\":{\"status\":{\"id_str\":\"5\"}}}",
            TWEET.substring(0, 60),
            TWEET.replace("1516742410123", "yesterday"),
            TWEET.replace("1516742410123", "99999999999999999"), // microseconds would overflow
            TWEET.replace("1516742410123", "" + Long.MAX_VALUE),
            TWEET.replace("1516742410123", "9".repeat(40)),
            TWEET.replace("1516742410123", "4102444800000"), // 2100, a watermark's end
            TWEET.replace("1516742410123", "-1"),
            TWEET.replace("1516742410123", ""),
            TWEET.replace("\"1516742410123\"", "1e400"),
            TWEET.replace("\"1516742410123\"", "[1516742410123]"),
            TWEET.replace("\"1516742410123\"", "null"),
            TWEET.replace("\"7\"", "null"),
            TWEET.replace("\"7\"", "{\"id\":7}"),
            TWEET.replace("\"Hola\"", "{\"es\":\"Hola\"}"),
            TWEET.replace("\"Hola\"", " 7"),
            TWEET.replace("\"extra\":[1]", "\"extended_tweet\":{\"full_text\":[\"Hola\"]}"),
            TWEET.replace("\"12\"", "\"12\\n\""),
            TWEET.replace("\"en-GB\"", "\"en\\n\""),
            TWEET.replace("\"en-GB\"", "[\"en\"]"),
            TWEET
                .replace("{\"id_str\":\"12\"", "[{\"id_str\":\"12\"")
                .replace("\"x\"}}", "\"x\"}]}"),
            TWEET.replace("\"extra\":[1]", "\"extended_tweet\":7"),
            TWEET.replace("\"extra\":[1]", "\"retweeted_status\":\"x\""),
            TWEET.replace("\"extra\":[1]", "\"limit\":{\"track\":\"x\"}"),
            TWEET.replace("\"extra\":[1]", "\"extra\":" + "[".repeat(2_000)),
            "[" + TWEET + "]",
            TWEET + TWEET,
            TWEET + ",",
            "{\"limit\":{\"track\":1e400}}",
            "{\"delete\":7}",
            TWEET.replace("\"lang\":\"en-GB\",", ""),
            TWEET.replace("\"text\":\"Hola\",", "\"text\":null,"),
            "503 Service Unavailable",
            "{}",
            "[]",
            "",
            null);
    List<Row> rows =
        ClassifierStep2Parse.parse(KafkaRecords.of("tweet", null, messages))
            .select("kind", "malformed")
            .collectAsList();
    assertThat(rows.subList(0, 2))
        .containsExactly(RowFactory.create("limit", null), RowFactory.create("delete", null));
    for (int at = 2; at < messages.size(); at++) {
      String text = messages.get(at);
      assertThat(rows.get(at))
          .isEqualTo(RowFactory.create("malformed", text == null ? "(none)" : text));
    }
  }

  /** Nothing that a text may hold ends the query, and all of it comes out again. */
  @Test
  void step4TakesAnyText() {
    List<String> texts =
        List.of(
            "",
            "\\u0000",
            "\\ud83d",
            "x".repeat(1_000_000),
            "\\n\\t",
            "{\\\"a\\\":1}",
            "ñ".repeat(9));
    List<String> messages = texts.stream().map(text -> TWEET.replace("Hola", text)).toList();
    assertThat(
            ClassifierStep4Compare.compared(KafkaRecords.of("tweet", null, messages), pipeline)
                .where("kind = 'tweet' AND language IS NOT NULL AND confidence BETWEEN 0 AND 1")
                .count())
        .isEqualTo(texts.size());
  }

  @Test
  void theIndividualModelsGiveTheSameAsThePipelineRowByRow() {
    Dataset<Row> tweets =
        ClassifierStep2Parse.parse(
            KafkaRecords.of("tweet", null, TweetSamples.feed(99, 1_500, 0.1).messages()));
    List<Row> whole = ClassifierPipeline.classify(tweets, pipeline).collectAsList();
    List<Row> chained = ClassifierModels.classify(tweets, model.loadStages()).collectAsList();
    assertThat(whole).hasSize(1_500);
    assertThat(chained).containsExactlyElementsOf(whole);
  }

  @Test
  void step5CountsByMinute() {
    List<Row> compared = new ArrayList<>();
    String[][] tweets = {
      {"21:00:01", "es", "es"}, {"21:00:59", "es", "en"}, {"21:00:30", "en", "en"},
      {"21:00:31", "en", "en"}, {"21:00:32", "en", "und"}, {"21:01:00", "en", "es"},
      {"21:01:10", "fr", "es"},
    };
    for (String[] tweet : tweets) {
      compared.add(
          RowFactory.create(
              "tweet",
              Timestamp.from(Instant.parse("2018-01-23T" + tweet[0] + "Z")),
              tweet[1],
              tweet[2],
              tweet[2].equals("und") ? null : tweet[1].equals(tweet[2])));
    }
    compared.add(RowFactory.create("limit", null, null, "und", null));
    Dataset<Row> rows =
        spark.createDataFrame(
            compared,
            StructType.fromDDL(
                "kind STRING, time TIMESTAMP, lang STRING, language STRING, agrees BOOLEAN"));
    assertThat(
            ClassifierStep5Window.byMinute(rows, Duration.ofMinutes(2))
                .orderBy("minute")
                .collectAsList())
        .containsExactly(
            RowFactory.create(
                Timestamp.from(Instant.parse("2018-01-23T21:00:00Z")),
                5L,
                1L,
                1L,
                2L,
                0L,
                1L,
                0.75),
            RowFactory.create(
                Timestamp.from(Instant.parse("2018-01-23T21:01:00Z")),
                1L,
                0L,
                0L,
                0L,
                1L,
                0L,
                0.0));
  }
}
