package sparklab.classifier.support;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What the training knows besides the captured tweets, from {@code texts.tsv}: frequent words of
 * the two languages, as tweets say little of words that stand alone; sentences in other languages,
 * as who has seen but two takes each text for one of them; and words of no language.
 */
final class WrittenTexts {

  /** The number of all other languages together for Spark ML. */
  static final double OTHER = 2;

  /** A word weighs as much as some tweets in which it is: there it stands among many. */
  private static final double WORD_WEIGHT = 20;

  /** The other languages have a fiftieth of the words that the tweets of one language have. */
  private static final double OTHER_WEIGHT = 50;

  private static final String FILE = "texts.tsv";
  private static final StructType SCHEMA =
      StructType.fromDDL("author STRING, text STRING, label DOUBLE, weight DOUBLE");

  private WrittenTexts() {}

  /** The file as it is, for a model's label. */
  static InputStream open() {
    return WrittenTexts.class.getResourceAsStream(FILE);
  }

  private static Stream<String[]> lines() {
    try (InputStream in = open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The words of a line's kind: {@code neutral} or {@code function}. */
  static Set<String> words(String kind) {
    return lines()
        .filter(line -> line[0].equals(kind))
        .flatMap(line -> Stream.of(line[1].split(" ")))
        .collect(toUnmodifiableSet());
  }

  /**
   * To learn from: (author, text, label, weight). Each text has its own author, so that it is in
   * one fold.
   */
  static Dataset<Row> toLearnFrom(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    lines()
        .forEach(
            line -> {
              switch (line[0]) {
                case "en" -> addWords(rows, line[1], LanguageChoice.ENGLISH);
                case "es" -> addWords(rows, line[1], LanguageChoice.SPANISH);
                case "neutral", "function" -> {}
                default -> rows.add(RowFactory.create(line[1], line[1], OTHER, OTHER_WEIGHT));
              }
            });
    return spark.createDataFrame(rows, SCHEMA).repartition(TrainingTweets.PARTITIONS);
  }

  private static void addWords(List<Row> rows, String words, double label) {
    for (String word : words.split(" ")) {
      rows.add(RowFactory.create(word, word, label, WORD_WEIGHT));
    }
  }
}
