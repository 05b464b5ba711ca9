package sparklab.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sparklab.cli.Mistake;

/** The lessons' transformations, and the model that the module trains for them. */
@Timeout(300)
class TransformationsTest {

  private static SparkSession spark;
  private static TrainedModel model;
  private static PipelineModel pipeline;

  @TempDir Path folder;

  @BeforeAll
  static void theModel() throws Exception {
    model = new TrainedModel();
    model.trainIfMissing(LocalSpark.conf()); // closes its session
    spark = LocalSpark.session();
    pipeline = model.loadPipeline();
  }

  @AfterAll
  static void end() {
    spark.stop();
  }

  private static Dataset<Row> texts(String... texts) {
    return spark.createDataset(Arrays.asList(texts), Encoders.STRING()).toDF("text");
  }

  private static final String TWEET =
      """
      {"id_str":"7","timestamp_ms":"1516742410123","text":"Hola","lang":"en","extra":[1],\
      "user":{"id_str":"12","lang":"en-GB","screen_name":"x"}}""";

  @Test
  void countsPiecesAsSparksHashingTfDoes() {
    List<String> texts = List.of("hola qué tal", "", "the the niño's café");
    Dataset<Row> pieces =
        spark.createDataFrame(
            texts.stream().map(text -> RowFactory.create(CleanupTest.grams(text, 5, 9))).toList(),
            StructType.fromDDL("terms ARRAY<STRING>"));
    List<Row> expected =
        new HashingTF()
            .setInputCol("terms")
            .setOutputCol("features")
            .setNumFeatures(1 << 10)
            .transform(pieces)
            .select("features")
            .collectAsList();
    List<Row> counted =
        new CharacterGrams()
            .setInputCol("clean")
            .setOutputCol("features")
            .setNumFeatures(1 << 10)
            .transform(texts(texts.toArray(String[]::new)).toDF("clean"))
            .select("features")
            .collectAsList();
    assertThat(counted).isEqualTo(expected);
  }

  @Test
  void step1MakesTextOfBytes() {
    assertThat(ClassifierStep1Read.read(LocalSpark.records(spark, List.of("ñ{"))).collectAsList())
        .containsExactly(RowFactory.create(0, 0L, "ñ{"));
  }

  @Test
  void step2TakesTheWholeTextAndTheAuthorsLanguage() {
    Row row = ClassifierStep2Parse.parse(LocalSpark.records(spark, List.of(TWEET))).first();
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
                    LocalSpark.records(spark, List.of(longText, retweet, longRetweet)))
                .select("text")
                .as(Encoders.STRING())
                .collectAsList())
        .containsExactly("all", "short", "long");
  }

  @Test
  void step2TellsWhatIsNoTweetAndKeepsWhatIsMalformed() {
    List<String> messages =
        Arrays.asList(
            "{\"limit\":{\"track\":12,\"timestamp_ms\":\"1\"}}",
            "{\"delete\":{\"status\":{\"id_str\":\"5\"}}}",
            TWEET.substring(0, 60),
            TWEET.replace("1516742410123", "yesterday"),
            TWEET.replace("\"lang\":\"en-GB\",", ""),
            TWEET.replace("\"text\":\"Hola\",", "\"text\":null,"),
            "503 Service Unavailable",
            "{}",
            "[]",
            "",
            null);
    List<Row> rows =
        ClassifierStep2Parse.parse(LocalSpark.records(spark, messages))
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

  @Test
  void everyStepParsesAlike() {
    List<String> messages = LocalSpark.feed(5, 60, 0.1).messages();
    Dataset<Row> records = LocalSpark.records(spark, messages);
    List<Row> parsed = ClassifierStep2Parse.parse(records).collectAsList();
    assertThat(ClassifierStep3Classify.parse(records).collectAsList()).isEqualTo(parsed);
    assertThat(ClassifierStep4Compare.parse(records).collectAsList()).isEqualTo(parsed);
    assertThat(ClassifierStep5Window.parse(records).collectAsList()).isEqualTo(parsed);
  }

  /** The truth is known of what the feed makes, however many of its labels are wrong. */
  @Test
  void isRightOnAStreamWithWrongLabelsThatItHasNotSeen() {
    LocalSpark.Stream held = LocalSpark.feed(4_711, 6_000, 0.1);
    Dataset<Row> records = LocalSpark.records(spark, held.messages());
    Dataset<Row> compared =
        ClassifierStep4Compare.compare(
            ClassifierStep4Compare.classify(
                ClassifierStep4Compare.parse(records).where("kind = 'tweet'"), pipeline));
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
    try (var in = TransformationsTest.class.getResourceAsStream("/registers.tsv")) {
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
  void theIndividualModelsGiveTheSameAsThePipelineRowByRow() {
    Dataset<Row> tweets =
        ClassifierStep2Parse.parse(
            LocalSpark.records(spark, LocalSpark.feed(99, 1_500, 0.1).messages()));
    List<Row> whole = ClassifierPipeline.classify(tweets, pipeline).collectAsList();
    List<Row> chained =
        ClassifierModels.classify(tweets, ClassifierModels.Stages.load(model)).collectAsList();
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

  @Test
  void neitherAnAuthorNorATextIsOnBothSidesAndNoLabelIsLostOrRead() {
    Dataset<Row> captured =
        TweetFiles.columns(
            ClassifierStep2Parse.parse(
                LocalSpark.records(spark, LocalSpark.feed(3, 2_000, 0.1).messages())));
    Dataset<Row> usable = ClassifierTrain.usable(captured);
    Dataset<Row> labelled = ClassifierTrain.labelled(usable);
    List<Dataset<Row>> sides = ClassifierTrain.splitByAuthor(labelled);
    long all = labelled.count();
    assertThat(sides.get(0).count() + sides.get(1).count()).isEqualTo(all);
    assertThat(sides.get(1).count()).isBetween(all / 10, all * 3 / 10);
    assertThat(sides.get(0).join(sides.get(1), "author").count()).isZero();
    // The feed retweets: without more ado the same words would be on both.
    assertThat(all).isEqualTo(usable.select("clean").distinct().count()).isLessThan(usable.count());
    Cleanup words = new Cleanup().setInputCol("text").setOutputCol("clean");
    assertThat(words.transform(sides.get(0)).join(words.transform(sides.get(1)), "clean").count())
        .isZero();
    Dataset<Row> folds = ClassifierTrain.withFolds(ClassifierTrain.balanced(sides.get(0)));
    assertThat(folds.select("author", "fold").distinct().count())
        .isEqualTo(folds.select("author").distinct().count());
    assertThat(folds.select("fold").distinct().count()).isEqualTo(3);
    Row weights = folds.selectExpr("sum(weight * label)", "sum(weight * (1 - label))").first();
    assertThat(weights.getDouble(0)).isCloseTo(weights.getDouble(1), within(1e-6));

    Dataset<Row> otherwise = labelled.selectExpr("text", "'xx' AS lang");
    assertThat(pipeline.transform(otherwise).select("language", "confidence").collectAsList())
        .isEqualTo(
            pipeline
                .transform(labelled.select("text"))
                .select("language", "confidence")
                .collectAsList());
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
    assertThat(ClassifierTrain.labelled(ClassifierTrain.usable(captured)).collectAsList())
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
    Dataset<Row> folds = ClassifierTrain.withFolds(ClassifierTrain.balanced(all));
    ClassifierTrain.requireEnough(folds, all.limit(40));
    for (List<Dataset<Row>> sides :
        List.of(
            List.of(folds, all.limit(0)),
            List.of(folds, all.where("lang = 'es'")),
            List.of(folds.where("fold <> 1"), all),
            List.of(folds.where("fold <> 2 OR lang = 'en'"), all))) {
      assertThatThrownBy(() -> ClassifierTrain.requireEnough(sides.get(0), sides.get(1)))
          .isInstanceOf(Mistake.class)
          .hasMessageContaining("too few tweets");
    }
    for (Dataset<Row> some : List.of(all.limit(0), all.where("lang = 'es'"))) {
      assertThatThrownBy(() -> ClassifierTrain.balanced(some))
          .isInstanceOf(Mistake.class)
          .hasMessageStartingWith("Nothing can be learnt");
    }
  }

  @Test
  void aTableThatIsNotOursIsOneSentence() throws Exception {
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    for (String text :
        List.of(
            "name,size\nx,1\n",
            "\"time\",\"id\"\n",
            "no table",
            "time,id,author,lang,text\nx\n",
            "")) {
      Files.writeString(foreign.resolve("some.csv"), text);
      if (text.isEmpty()) {
        assertThat(TweetFiles.read(spark, foreign.toString()).count()).isZero();
        continue;
      }
      assertThatThrownBy(() -> TweetFiles.read(spark, foreign.toString()))
          .isInstanceOf(Mistake.class)
          .hasMessageContaining("holds no tweets as classifier-save captures them")
          .satisfies(mistake -> assertThat(mistake.getMessage().lines()).hasSize(1));
    }
  }

  @Test
  void capturedTweetsComeBackAsTheyWere() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (String text :
        List.of(
            "a, b; \"c\" 'd'",
            "one\ntwo\r\nthree\rfour",
            "  spaces  ",
            "😀 ñ \\ \\\" \\n",
            "\"",
            "\"\"",
            ",",
            "#no comment",
            "null",
            "",
            "\t",
            "=1+1",
            "x".repeat(200_000))) {
      rows.add(
          RowFactory.create(
              Timestamp.from(Instant.parse("2018-01-23T21:20:10.123Z").plusSeconds(rows.size())),
              "" + (100 + rows.size()),
              "12",
              "es",
              text));
    }
    Dataset<Row> tweets = spark.createDataFrame(rows, TweetFiles.SCHEMA);
    Path output = folder.resolve("cap tured");
    TweetFiles.write(tweets, output.toString(), "one");
    TweetFiles.write(tweets.limit(3), output.toString(), "two");
    TweetFiles.write(tweets.limit(3), output.toString(), "two"); // again: nothing doubles
    try (Stream<Path> files = Files.list(output)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> !n.endsWith(".crc")))
          .containsExactlyInAnyOrder("one.csv", "two.csv");
    }
    List<Row> read = new ArrayList<>(TweetFiles.read(spark, output + "/one.csv").collectAsList());
    read.sort(Comparator.comparing(row -> row.getString(1)));
    assertThat(read).containsExactlyElementsOf(rows);
    assertThat(TweetFiles.read(spark, output.toString()).count()).isEqualTo(rows.size() + 3);
    assertThatThrownBy(() -> TweetFiles.read(spark, folder.resolve("none").toString()))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("lab run classifier-save");
  }

  private static List<String> classified(String file) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TextFile(file).classify(spark, pipeline, out);
    return Arrays.asList(out.toString(StandardCharsets.UTF_8).split("\n", -1));
  }

  @Test
  void classifiesAFileLineByLine() throws Exception {
    Path file = folder.resolve("te xts.tsv");
    String lines =
        "Where are you going tonight?\ten\tx\r\n¿Adónde vas esta noche?\n\nhttps://t.co/x\t\n"
            + "\ud83d\ude00\tes\n\r\nqué \r haces";
    Files.writeString(file, lines);
    List<String> printed = classified(file.toString());
    assertThat(printed).hasSize(8).last().isEqualTo("");
    assertThat(printed.get(0)).matches("Where are you going tonight\\?\ten\t(0\\.9\\d+|1\\.0000)");
    assertThat(printed.get(1)).matches("¿Adónde vas esta noche\\?\tes\t(0\\.9\\d+|1\\.0000)");
    assertThat(printed.get(2)).isEqualTo("\tund\t0.0000");
    assertThat(printed.get(3)).isEqualTo("https://t.co/x\tund\t0.0000");
    assertThat(printed.get(4)).isEqualTo("😀\tund\t0.0000");
    assertThat(printed.get(5)).isEqualTo("\tund\t0.0000");
    assertThat(printed.get(6)).startsWith("qué \r haces\tes\t");
  }

  @Test
  void classifiesWhatIsNoText() throws Exception {
    Path file = folder.resolve("bytes");
    Files.write(
        file,
        "the b\u0000c\u00ff of\n\u00e9\u00e8\n\u0000\n".getBytes(StandardCharsets.ISO_8859_1));
    List<String> printed = classified(file.toString());
    assertThat(printed.get(0)).startsWith("the b\u0000c\ufffd of\ten\t");
    assertThat(printed.subList(1, 4))
        .containsExactly("\ufffd\ufffd\tund\t0.0000", "\u0000\tund\t0.0000", "");
    Files.write(file, new byte[0]);
    assertThat(classified(file.toString())).containsExactly("");
  }

  @Test
  void classifiesBlockByBlockAndLinesOfAnyLength() throws Exception {
    Path file = folder.resolve("long");
    String megabyte = "the cat ".repeat(130_000).strip();
    List<String> lines = new ArrayList<>(Collections.nCopies(TextFile.BLOCK, "hola"));
    lines.addAll(List.of("buenos días", megabyte, "the end"));
    Files.write(file, lines);
    List<String> printed = classified(file.toString());
    assertThat(printed).hasSize(TextFile.BLOCK + 4);
    assertThat(printed.subList(0, TextFile.BLOCK)).allMatch(line -> line.startsWith("hola\tes\t"));
    assertThat(printed.get(TextFile.BLOCK)).startsWith("buenos días\tes\t");
    assertThat(printed.get(TextFile.BLOCK + 1)).startsWith(megabyte + "\ten\t");
    assertThat(printed.get(TextFile.BLOCK + 2)).startsWith("the end\ten\t");
  }

  @Test
  void classifiesTheStandardInput() throws Exception {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("¿qué hora es?\n".getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(classified("-").get(0)).startsWith("¿qué hora es?\tes\t");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aFileThatCannotBeReadOrWrittenIsOneSentence() throws Exception {
    for (String name : List.of("no such file", folder.toString(), "a\0b")) {
      assertThatThrownBy(() -> new TextFile(name).check())
          .isInstanceOf(Mistake.class)
          .hasMessage("The file '" + name + "' cannot be read: check its name.");
    }
    Path file = Files.writeString(folder.resolve("a line"), "hola\n");
    TextFile text = new TextFile(file.toString());
    assertThatThrownBy(() -> text.classify(spark, pipeline, refusing("No space left on device")))
        .isInstanceOf(Mistake.class)
        .hasMessage("The languages cannot be written (No space left on device).");
    text.classify(spark, pipeline, refusing("Broken pipe")); // as in | head: no mistake
  }

  private static OutputStream refusing(String why) {
    return new OutputStream() {
      @Override
      public void write(int unused) throws IOException {
        throw new IOException(why);
      }
    };
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

  @Test
  void aModelThatCannotBeUsedIsOneSentence() throws Exception {
    TrainedModel missing = new TrainedModel(folder.resolve("mis sing").toString());
    assertThatThrownBy(() -> missing.trainIfMissing(LocalSpark.conf()))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("There is no trained model in")
        .hasMessageContaining("lab run classifier-train -- --model");

    Path copy = folder.resolve("a copy");
    copy(Path.of(model.shown()), copy);
    TrainedModel copied = new TrainedModel(copy.toString());
    copied.trainIfMissing(LocalSpark.conf());
    assertThat(
            copied.loadPipeline().transform(texts("hello there")).first().<String>getAs("language"))
        .isEqualTo("en");

    delete(copy.resolve("pipeline/stages"));
    assertThatThrownBy(copied::loadPipeline)
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("is not whole, or not for this Spark")
        .hasMessageContaining("scripts/lab run classifier-train -- --model DIR")
        .satisfies(mistake -> assertThat(mistake.getMessage().lines()).hasSize(1));

    Path label = copy.resolve("model.properties");
    String text = Files.readString(label);
    for (String damage : List.of(text + "x", "code=\\u00zz")) { // a checksum, and no number
      Files.writeString(label, damage);
      assertThatThrownBy(() -> copied.trainIfMissing(LocalSpark.conf()))
          .isInstanceOf(Mistake.class)
          .hasMessageContaining("(model.properties cannot be read)");
      Files.deleteIfExists(copy.resolve(".model.properties.crc"));
    }
    Files.writeString(label, text.replaceAll("code=.*", "code=0"));
    assertThatThrownBy(() -> copied.trainIfMissing(LocalSpark.conf()))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("with another clean-up of texts");
    Files.delete(label);
    assertThatThrownBy(() -> copied.trainIfMissing(LocalSpark.conf())).isInstanceOf(Mistake.class);
  }

  @Test
  void aModelThatNobodyNamedIsAsThisProgramTrainsIt() throws Exception {
    Properties label = TrainedModel.newLabel();
    assertThat(TrainedModel.fits(label, false)).isTrue();
    label.setProperty("training", "0");
    assertThat(TrainedModel.fits(label, true)).isTrue();
    assertThat(TrainedModel.fits(label, false)).isFalse();
    label.setProperty("code", "0");
    assertThat(TrainedModel.fits(label, true)).isFalse();
  }

  @Test
  void aModelReplacesAModelAndNothingElse() throws Exception {
    Path parent = Files.createDirectories(folder.resolve("mo dels"));
    Path place = Files.createDirectories(parent.resolve("m")); // an empty folder is nothing
    Path dead = Files.createDirectories(parent.resolve(".m-unfinished-" + UUID.randomUUID()));
    Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path living = Files.createDirectories(parent.resolve("m-tweets-" + UUID.randomUUID()));
    TrainedModel there = new TrainedModel(place.toString());
    there.save(pipeline, TrainedModel.Replace.ALWAYS);
    Path label = place.resolve("model.properties");
    Files.delete(label);
    there.save(pipeline, TrainedModel.Replace.ALWAYS);
    assertThat(label).exists();
    assertThat(names(parent)).containsExactlyInAnyOrder("m", living.getFileName().toString());

    Files.writeString(place.resolve("thesis.txt"), "all of it");
    assertThatThrownBy(() -> there.save(pipeline, TrainedModel.Replace.ALWAYS))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("holds other things, such as 'thesis.txt'")
        .satisfies(mistake -> assertThat(((Mistake) mistake).exitCode()).isEqualTo(2));
    assertThat(place.resolve("thesis.txt")).hasContent("all of it");
    for (String name : List.of(".", "/", folder.toString(), label.toString())) {
      assertThatThrownBy(() -> new TrainedModel(name).checkReplaceable())
          .isInstanceOf(Mistake.class)
          .hasMessageContaining("name a folder");
    }
    new TrainedModel(parent.resolve("new").toString()).checkReplaceable();
  }

  @Test
  void ofModelsThatAreSavedAtTheSameTimeOneResults() throws Exception {
    Path parent = Files.createDirectories(folder.resolve("both"));
    TrainedModel there = new TrainedModel(parent.resolve("m").toString());
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 2; round++) {
        List<Future<?>> saved = new ArrayList<>();
        for (int one = 0; one < 2; one++) {
          saved.add(
              threads.submit(
                  () -> {
                    start.await();
                    there.save(pipeline, TrainedModel.Replace.ALWAYS);
                    return null;
                  }));
        }
        for (Future<?> one : saved) {
          one.get();
        }
        assertThat(names(parent)).containsExactly("m");
        assertThat(names(parent.resolve("m")))
            .contains("model.properties", "pipeline", "stages")
            .allMatch(name -> name.matches("\\.?(model.properties|pipeline|stages)(\\.crc)?"));
        assertThat(there.loadPipeline().stages()).hasSize(4);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsOneSentence() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> new TrainedModel(file + "/model").newTweets())
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("name a folder of yours with --model DIR");
    assertThatThrownBy(() -> TrainingReport.makeFolder(file.resolve("report")))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("name a folder of yours with --report DIR");
  }

  @Test
  void whatCannotBeTrainedIsSaidBeforehand() throws Exception {
    String model = folder.resolve("model").toString();
    String report = folder.resolve("report").toString();
    Path file = Files.writeString(folder.resolve("text"), "hola");
    Files.createDirectories(folder.resolve("mine/files"));
    String[][] calls = {
      {"--model", model, "--messages", "0", "--report", report},
      {"--model", model, "--messages", "-1", "--report", report},
      {"--model", model, "--messages", "5", "--input", "x", "--report", report},
      {"--model", folder.resolve("mine").toString(), "--report", report},
      {"--classify", file.toString(), "--input", "x"},
      {"--classify", file.toString(), "--messages", "24000"},
      {"--classify", file.toString(), "--report", report},
      {"--classify", folder.resolve("typo.tsv").toString()},
    };
    for (String[] call : calls) {
      ClassifierTrain lesson = new ClassifierTrain();
      new CommandLine(lesson).parseArgs(call);
      assertThatThrownBy(() -> lesson.prepare(LocalSpark.conf()))
          .as(String.join(" ", call))
          .isInstanceOf(Mistake.class)
          .satisfies(mistake -> assertThat(((Mistake) mistake).exitCode()).isEqualTo(2));
    }
    assertThat(names(folder)).containsExactlyInAnyOrder("text", "mine");
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
