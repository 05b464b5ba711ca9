package sparklab.classifier.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparklab.testing.LocalSpark;

/** The pieces of words. */
@Timeout(60)
class CharacterGramsTest {

  private final SparkSession spark = LocalSpark.session();

  @Test
  void aWordHasItsPieces() {
    assertThat(pieces("the", 5, 2))
        .containsExactlyInAnyOrder(
            "t", "h", "e", "_t", "th", "he", "e_", "_th", "the", "he_", "_the", "the_", "_the_",
            "_the_", "_the_");
    assertThat(pieces("él", 2, 1))
        .containsExactlyInAnyOrder("é", "é", "é", "é", "e", "l", "_e", "el", "l_", "_él_");
  }

  @Test
  void wordsOfNoLanguageCountIfNoOthersAreThere() {
    assertThat(pieces("haha sí", 5, 9)).isEqualTo(pieces("sí", 5, 9));
    assertThat(pieces("love medellín", 5, 9)).isEqualTo(pieces("love", 5, 9));
    assertThat(pieces("haha lol", 5, 9)).contains("_haha_", "_lol_");
  }

  @Test
  void countsPiecesAsSparksHashingTfDoes() {
    List<String> texts = List.of("hola qué tal", "", "the the niño's café");
    Dataset<Row> terms =
        spark.createDataFrame(
            texts.stream().map(text -> RowFactory.create(pieces(text, 5, 9))).toList(),
            StructType.fromDDL("terms ARRAY<STRING>"));
    List<Row> expected =
        new HashingTF()
            .setInputCol("terms")
            .setOutputCol("features")
            .setNumFeatures(1 << 10)
            .transform(terms)
            .select("features")
            .collectAsList();
    List<Row> counted =
        new CharacterGrams()
            .setInputCol("clean")
            .setOutputCol("features")
            .setNumFeatures(1 << 10)
            .transform(spark.createDataset(texts, Encoders.STRING()).toDF("clean"))
            .select("features")
            .collectAsList();
    assertThat(counted).isEqualTo(expected);
  }

  static List<String> pieces(String text, int longest, int wordCount) {
    return new CharacterGrams().setMaxLength(longest).setWordCount(wordCount).pieces(text);
  }
}
