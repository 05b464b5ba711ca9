package sparklab.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.classifier.support.Reliability;
import sparklab.classifier.support.TrainedModel;
import sparklab.testing.KafkaRecords;
import sparklab.testing.LocalSpark;

/** How good the model is that the module trains for its lessons. */
@Timeout(900)
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
    assertThat(right / (double) rows.size()).isGreaterThan(0.995);
    for (Row row : rows) {
      String language = row.getAs("language");
      assertThat(row.<Boolean>getAs("agrees"))
          .isEqualTo(language.equals("und") ? null : language.equals(row.getAs("lang")));
    }
  }

  /** Sentences of many kinds, none of which the feed makes: see the file. */
  @Test
  void isRightOnOtherRegisters() throws Exception {
    List<Row> rows = registers().map(text -> RowFactory.create((Object[]) text)).toList();
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

  /** Of the texts with a confidence of 0.9 nine in ten are right. */
  @Test
  void isRightAsOftenAsItSays() {
    Dataset<Row> records =
        KafkaRecords.of("tweet", null, TweetSamples.feed(1_234, 20_000, 0).messages());
    Reliability reliability =
        Reliability.of(pipeline.transform(ClassifierStep2Parse.parse(records)));
    assertThat(Reliability.error(reliability.all())).isLessThan(0.01);
    assertThat(Reliability.error(reliability.brief())).isLessThan(0.01);
    assertThat(reliability.brief().stream().mapToLong(Reliability.Tenth::texts).sum())
        .isGreaterThan(1_000);
  }

  /** The halves of the other registers, joined. */
  @Test
  void isUndecidedOnATextHalfInEachLanguage() throws Exception {
    List<String> english = halves("en");
    List<String> spanish = halves("es");
    String[] both = new String[english.size()];
    for (int at = 0; at < both.length; at++) {
      both[at] = english.get(at) + " " + spanish.get(at);
    }
    Row confidence =
        pipeline.transform(texts(both)).selectExpr("median(confidence)", "avg(confidence)").first();
    assertThat(confidence.getDouble(0)).isBetween(0.45, 0.6);
    assertThat(confidence.getDouble(1)).isBetween(0.45, 0.7);
  }

  private static Stream<String[]> registers() throws IOException {
    try (var in = AccuracyTest.class.getResourceAsStream("/registers.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t"));
    }
  }

  private static List<String> halves(String language) throws IOException {
    return registers()
        .filter(text -> text[1].equals(language) && !text[2].equals("short"))
        .map(text -> text[0].substring(0, text[0].indexOf(' ', text[0].length() / 2 - 1)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A minha irmã comprou uma casa nova e está muito feliz",
        "O cachorro correu atrás da bola e caiu na água",
        "La meva germana ha comprat una casa nova i està molt contenta",
        "Necessito trobar una feina millor abans de final d'any",
        "A miña irmá mercou unha casa nova e está moi contenta",
        "Preciso atopar un traballo mellor antes de que remate o ano",
        "Ma sœur a acheté une maison neuve et elle est très contente",
        "Personne ne savait expliquer pourquoi les lumières se sont éteintes",
        "Meine Schwester hat ein neues Haus gekauft und ist sehr glücklich",
        "Gute Nacht zusammen",
        "Devo trovare un lavoro migliore prima della fine dell'anno",
        "Mijn zus heeft een nieuw huis gekocht en is erg blij",
        "Sora mea a cumpărat o casă nouă și este foarte fericită",
      })
  void isNotSureOfATextInAnotherLanguage(String text) {
    assertThat(pipeline.transform(texts(text)).first().<Double>getAs("confidence")).isLessThan(0.7);
  }

  @ParameterizedTest
  @CsvSource({
    "haha sí, es",
    "lol pobre, es",
    "wow lindo, es",
    "lmfao, en",
    "lol bye, en",
    "Lunch in Guadalajara, en",
    "Love Medellín, en",
    "Lluvia en Manchester, es",
    "#today #I #do #not #want, en",
    "#hoy #no #quiero #ir #a #clase, es",
    "religión, es",
    "harder, en",
  })
  void knowsWhatStandsAlone(String text, String language) {
    assertThat(pipeline.transform(texts(text)).first().<String>getAs("language"))
        .isEqualTo(language);
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
