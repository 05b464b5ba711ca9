package sparklab.classifier.support;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.when;
import static sparklab.cli.Text.tr;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether a model is right as often as it says: of the texts with a confidence of 0.9, nine in ten.
 *
 * @param all of all texts, by confidence in tenths; a tenth without texts is left out
 * @param brief of those of at most {@link #BRIEF} letters
 */
public record Reliability(List<Tenth> all, List<Tenth> brief) {

  /** The most letters of a brief text, after the clean-up. */
  public static final int BRIEF = 10;

  private static final int TENTHS = 10;

  /**
   * The texts whose confidence is in the same tenth.
   *
   * @param confidence their mean
   * @param right how many of them are right, as a share
   */
  public record Tenth(long texts, double confidence, double right) {}

  /** Of a model's output on texts in one of the two languages, {@code lang}. */
  public static Reliability of(Dataset<Row> classified) {
    Dataset<Row> judged =
        classified
            .where("clean <> '' AND lang IN ('es', 'en')")
            .select(
                length(regexp_replace(col("clean"), " ", "")).as("letters"),
                col("confidence"),
                when(col("language").equalTo(col("lang")), 1.0).otherwise(0.0).as("right"))
            .persist();
    Reliability reliability =
        new Reliability(tenths(judged), tenths(judged.where(col("letters").leq(BRIEF))));
    judged.unpersist();
    return reliability;
  }

  private static List<Tenth> tenths(Dataset<Row> judged) {
    return judged
        .groupBy(least(floor(col("confidence").multiply(TENTHS)), lit(TENTHS - 1)).as("tenth"))
        .agg(count(lit(1)), avg("confidence"), avg("right"))
        .orderBy("tenth")
        .collectAsList()
        .stream()
        .map(row -> new Tenth(row.getLong(1), row.getDouble(2), row.getDouble(3)))
        .toList();
  }

  /** The expected calibration error: how far confidence and truth are apart, as a mean. */
  public static double error(List<Tenth> tenths) {
    double apart =
        tenths.stream()
            .mapToDouble(tenth -> tenth.texts() * Math.abs(tenth.confidence() - tenth.right()))
            .sum();
    return apart / tenths.stream().mapToLong(Tenth::texts).sum();
  }

  /** Its figures as the training prints them. */
  public String line() {
    return tr(
        "expected calibration error %.4f, of texts of at most %d letters %.4f",
        error(all), BRIEF, error(brief));
  }
}
