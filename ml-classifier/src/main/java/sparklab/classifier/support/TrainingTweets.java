package sparklab.classifier.support;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;
import static sparklab.cli.Text.tr;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import sparklab.cli.Mistake;

/**
 * From captured tweets to those to learn from and to measure with, in the order in which a training
 * calls these. Neither an author nor a text is on both sides of a split: a model that knew them
 * would look better than it is.
 */
public final class TrainingTweets {

  /** Parts of the authors, each of which is judged by a model of the others. */
  public static final int FOLDS = 3;

  /** In how many partitions the tweets are learnt from. */
  public static final int PARTITIONS = 4;

  private static final double HELD_OUT = 0.2;

  /** Tweets of each declared language in each fold and to test with, at least. */
  private static final int LEAST = 10;

  private TrainingTweets() {}

  /**
   * The tweets that have words and whose authors declare one of the two languages: (id, author,
   * lang, text, clean).
   */
  public static Dataset<Row> usable(Dataset<Row> tweets) {
    return new Cleanup()
        .setInputCol("text")
        .setOutputCol("clean")
        // A CSV file comes as one partition, for one core.
        .transform(tweets.repartition(PARTITIONS))
        // A text with nothing left teaches nothing, and another declared language is not our task.
        .where("clean <> '' AND lang IN ('es', 'en')")
        .select("id", "author", "lang", "text", "clean");
  }

  /**
   * Of usable tweets those to learn from, each text once: (author, lang, text, label), 1 for
   * declared Spanish. A text that is retweeted stands under many authors, and would be on both
   * sides of a split by author. Of those with the same words the first counts, by its id.
   */
  public static Dataset<Row> labelled(Dataset<Row> usable) {
    return usable
        .groupBy("clean")
        .agg(min(struct("id", "author", "lang", "text")).as("first"))
        .select("first.*")
        // The same rows in the same order give the same model, to the last digit.
        .repartition(PARTITIONS, col("author"))
        .sortWithinPartitions("id", "text")
        .select(
            col("author"),
            col("lang"),
            col("text"),
            when(col("lang").equalTo("es"), LanguageChoice.SPANISH)
                .otherwise(LanguageChoice.ENGLISH)
                .as("label"));
  }

  /** How many tweets there are at each step, as the training prints it. */
  public static String line(Dataset<Row> tweets, Dataset<Row> usable, Dataset<Row> labelled) {
    long trainable = labelled.count();
    return tr(
        "%,d tweets captured, %,d of them can be trained with: the others have no words, declare"
            + " another language, or repeat the words of another (%,d)",
        tweets.count(), trainable, usable.count() - trainable);
  }

  /** The tweets to train with, and a fifth of the authors with all that they wrote to test with. */
  public static List<Dataset<Row>> splitByAuthor(Dataset<Row> tweets) {
    Column tested = pmod(hash(col("author")), lit(100)).lt(HELD_OUT * 100);
    return List.of(tweets.where(not(tested)), tweets.where(tested));
  }

  /** A column {@code fold} from 0: all that an author wrote is in the same one. */
  public static Dataset<Row> withFolds(Dataset<Row> tweets) {
    // Another hash than that of the split, or some folds would be empty.
    return tweets.withColumn(
        "fold", pmod(xxhash64(col("author")), lit(FOLDS)).cast(DataTypes.IntegerType));
  }

  /** A column {@code weight}, so that both declared languages count the same in all. */
  public static Dataset<Row> balanced(Dataset<Row> tweets) {
    Row share = tweets.agg(avg("label")).first();
    double spanish = share.isNullAt(0) ? 0 : share.getDouble(0);
    if (!(spanish > 0 && spanish < 1)) {
      throw Mistake.failure(
          "Nothing can be learnt where no tweets, or those of one declared language only, are to be"
              + " trained with: capture more.");
    }
    return tweets.withColumn(
        "weight",
        when(col("label").equalTo(LanguageChoice.SPANISH), 0.5 / spanish)
            .otherwise(0.5 / (1 - spanish)));
  }

  /**
   * What the model is trained with: of judged tweets those whose label is not contradicted, and the
   * {@link WrittenTexts}, with weights and folds: (author, text, label, weight, isTweet, fold).
   */
  public static Dataset<Row> believed(Dataset<Row> judged) {
    Dataset<Row> written = WrittenTexts.toLearnFrom(judged.sparkSession());
    return withFolds(
        balanced(judged.where("language = lang"))
            .select(
                col("author"), col("text"), col("label"), col("weight"), lit(true).as("isTweet"))
            .union(written.withColumn("isTweet", lit(false))));
  }

  /** How many tweets that a model has judged contradict their label. */
  public static long contradicted(Dataset<Row> judged) {
    return judged.where("language <> lang").count();
  }

  /**
   * Stops where there is too little to learn from or to measure with: every fold of the one side,
   * and the other side, needs some tweets of both declared languages.
   *
   * @param tweets with folds
   */
  public static void requireEnough(Dataset<Row> tweets, Dataset<Row> test) {
    Dataset<Row> parts =
        tweets.select("fold", "lang").union(test.select(lit(FOLDS).as("fold"), col("lang")));
    long enough = parts.groupBy("fold", "lang").count().where(col("count").geq(LEAST)).count();
    if (enough < (FOLDS + 1) * 2) {
      throw Mistake.failure(
          "These are too few tweets to train and test with, as each part of them needs %d in each"
              + " of the two declared languages: capture more.",
          LEAST);
    }
  }
}
