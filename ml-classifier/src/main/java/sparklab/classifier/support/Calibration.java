package sparklab.classifier.support;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * How the numbers of naive Bayes become a probability that can be believed: of the texts with a
 * confidence of 0.9 nine in ten are to be right. A logistic regression on their {@link Evidence}
 * learns it, on texts that the model has not seen.
 */
public final class Calibration {

  /** The column of the probabilities. */
  private static final String PROBABILITY = "calibrated";

  /** The part of the authors that the calibration looks at: see {@link TrainingTweets#FOLDS}. */
  private static final int FOLD = 0;

  /** A text that is half in each language is rare, and so is a word alone: shares of a tweet. */
  private static final double HALF_WEIGHT = 0.1;

  private static final double WORD_WEIGHT = 0.05;

  /** All texts in other languages together, as a share of the tweets. */
  private static final double OTHER_SHARE = 0.01;

  /** Tweets of each language that are cut in two for texts that are half in each. */
  private static final int HALVES = 2_000;

  /** Letters and spaces of half a text, at least: of a shorter one nobody knows its language. */
  private static final int SHORTEST_HALF = 12;

  private static final int WORDS_OF_A_PART = 4;

  private static final StructType SCHEMA =
      StructType.fromDDL("text STRING, label DOUBLE, weight DOUBLE");

  private Calibration() {}

  /**
   * Trains a model that says how sure it is. That is learnt with a first model, on texts of authors
   * that it has not seen; the one that is returned has learnt from all.
   *
   * @param texts see {@link TrainingTweets#believed}
   */
  public static PipelineModel train(
      List<PipelineStage> features, PipelineStage estimator, Dataset<Row> texts) {
    List<PipelineStage> stages = new ArrayList<>(features);
    stages.addAll(List.of(estimator, new Evidence()));
    Pipeline evidence = pipeline(stages);
    Column isKept = col("fold").equalTo(FOLD);
    PipelineModel first = evidence.fit(texts.where(not(isKept)));
    LogisticRegressionModel calibration = calibration(first, texts.where(isKept).persist());
    stages = new ArrayList<>(List.of(evidence.fit(texts).stages()));
    stages.add(calibration);
    stages.add(new LanguageChoice().setProbabilityCol(PROBABILITY));
    return pipeline(stages).fit(texts); // all of them have learnt what there is to learn
  }

  private static Pipeline pipeline(List<PipelineStage> stages) {
    return new Pipeline().setStages(stages.toArray(PipelineStage[]::new));
  }

  private static LogisticRegressionModel calibration(PipelineModel model, Dataset<Row> kept) {
    Dataset<Row> tweets =
        kept.where(col("isTweet")).select(col("text"), col("label"), lit(1.0).as("weight"));
    Dataset<Row> others = kept.where(col("label").equalTo(WrittenTexts.OTHER));
    Dataset<Row> words =
        kept.where(not(col("isTweet")).and(col("label").notEqual(WrittenTexts.OTHER)));
    Dataset<Row> evidence =
        model
            .transform(
                tweets
                    .union(words.select(col("text"), col("label"), lit(WORD_WEIGHT)))
                    .union(halves(tweets))
                    .union(parts(others, OTHER_SHARE * tweets.count())))
            .where("clean <> ''")
            .select("evidence", "label", "weight");
    // By themselves and in one place: a look at them is quick, and does not take the model along.
    Dataset<Row> seen =
        tweets
            .sparkSession()
            .createDataFrame(evidence.collectAsList(), evidence.schema())
            .coalesce(1)
            .persist();
    LogisticRegressionModel learnt =
        new LogisticRegression()
            .setFeaturesCol("evidence")
            .setProbabilityCol(PROBABILITY)
            .setRawPredictionCol("calibratedRaw")
            .setPredictionCol("likeliest")
            .setFamily("multinomial")
            .setRegParam(1e-4)
            .setMaxIter(50)
            .setWeightCol("weight")
            .fit(seen);
    seen.unpersist();
    kept.unpersist();
    return learnt;
  }

  /** Texts half in each language, each once as Spanish and once as English: half of it is right. */
  private static Dataset<Row> halves(Dataset<Row> tweets) {
    List<String> english = some(tweets, LanguageChoice.ENGLISH);
    List<String> spanish = some(tweets, LanguageChoice.SPANISH);
    List<Row> rows = new ArrayList<>();
    for (int at = 0; at < Math.min(english.size(), spanish.size()); at++) {
      int length = Math.min(english.get(at).length(), spanish.get(at).length());
      if (length >= SHORTEST_HALF) {
        String text = start(english.get(at), length) + " " + start(spanish.get(at), length);
        rows.add(RowFactory.create(text, LanguageChoice.ENGLISH, HALF_WEIGHT / 2));
        rows.add(RowFactory.create(text, LanguageChoice.SPANISH, HALF_WEIGHT / 2));
      }
    }
    return tweets.sparkSession().createDataFrame(rows, SCHEMA);
  }

  private static List<String> some(Dataset<Row> tweets, double label) {
    return tweets
        .where(col("label").equalTo(label))
        .orderBy(xxhash64(col("text")), col("text"))
        .limit(HALVES)
        .select("text")
        .collectAsList()
        .stream()
        .map(row -> Cleanup.clean(row.getString(0)))
        .toList();
  }

  /** The whole words among the first letters of a text. */
  private static String start(String text, int length) {
    int end = length < text.length() ? text.lastIndexOf(' ', length) : length;
    return text.substring(0, end < 0 ? length : end);
  }

  /** Texts, and some words of each by themselves, with so much weight together. */
  private static Dataset<Row> parts(Dataset<Row> texts, double weight) {
    Column words = split(col("text"), " ");
    Dataset<Row> parts = texts.select(words.as("words"));
    for (int first : new int[] {1, 1 + WORDS_OF_A_PART}) {
      parts = parts.union(texts.select(slice(words, first, WORDS_OF_A_PART)));
    }
    Dataset<Row> some = parts.where("size(words) > 0");
    return some.selectExpr(
        "array_join(words, ' ') AS text",
        "CAST(" + WrittenTexts.OTHER + " AS DOUBLE) AS label",
        "CAST(" + weight / Math.max(1, some.count()) + " AS DOUBLE) AS weight");
  }
}
