package sparklab.classifier.support;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static sparklab.cli.Text.tr;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import scala.Tuple2;

/**
 * How a model does on tweets that it has not seen, measured against the declared languages.
 *
 * @param accuracy share of the tweets whose language is the declared one
 * @param f1 F1 of English and of Spanish: the harmonic mean of precision and recall
 * @param confusion tweets by declared (row) and found language (column), English first
 * @param roc false and true positive rate of "is Spanish" for falling thresholds
 * @param areaUnderRoc 1 if every Spanish tweet is ranked above every English one
 * @param misleading the tweets that contradict their label most: (lang, language, confidence, text)
 * @param doubtful those that contradict it least: here it may be the model that is wrong
 * @param accounts the accounts most of whose tweets contradict their label: (author, lang, tweets,
 *     contradicted)
 */
public record Evaluation(
    long tweets,
    double accuracy,
    double[] f1,
    long[][] confusion,
    List<double[]> roc,
    double areaUnderRoc,
    List<Row> misleading,
    List<Row> doubtful,
    List<Row> accounts) {

  private static final int ROC_POINTS = 100;
  private static final int EXAMPLES = 12;
  private static final int ACCOUNTS = 10;

  /** Measures a model's output on labelled tweets. */
  public static Evaluation of(Dataset<Row> classified) {
    Dataset<Row> kept =
        classified
            .select("author", "lang", "text", "label", "rawPrediction", "language", "confidence")
            // Naive Bayes may find another language likelier than both.
            .withColumn(
                "prediction",
                when(col("language").equalTo("es"), LanguageChoice.SPANISH)
                    .otherwise(LanguageChoice.ENGLISH))
            .persist();
    MulticlassMetrics metrics = new MulticlassMetrics(kept.select("prediction", "label"));
    long[][] confusion = new long[2][2];
    for (Row cell : kept.groupBy("label", "prediction").count().collectAsList()) {
      confusion[(int) cell.getDouble(0)][(int) cell.getDouble(1)] = cell.getLong(2);
    }
    // Not the probability: naive Bayes says 1 so often that it ranks nothing.
    JavaRDD<Tuple2<Object, Object>> ranked =
        kept.select("rawPrediction", "label")
            .toJavaRDD()
            .map(
                row -> {
                  Vector raw = row.getAs(0);
                  return new Tuple2<>(raw.apply(1) - raw.apply(0), row.getDouble(1));
                });
    BinaryClassificationMetrics binary = new BinaryClassificationMetrics(ranked.rdd(), ROC_POINTS);
    List<double[]> roc = new ArrayList<>();
    for (Tuple2<Object, Object> point : binary.roc().toJavaRDD().collect()) {
      roc.add(new double[] {(double) point._1(), (double) point._2()});
    }
    Dataset<Row> contradicted = kept.where("language <> lang").withColumn("margin", margin());
    Evaluation evaluation =
        new Evaluation(
            kept.count(),
            metrics.accuracy(),
            new double[] {
              metrics.fMeasure(LanguageChoice.ENGLISH), metrics.fMeasure(LanguageChoice.SPANISH)
            },
            confusion,
            roc,
            binary.areaUnderROC(),
            examples(contradicted.orderBy(col("margin").desc(), col("text"))),
            examples(contradicted.orderBy(col("margin"), col("text"))),
            accounts(kept));
    kept.unpersist();
    return evaluation;
  }

  /** Its figures as the training prints them. */
  public String line() {
    return tr(
        "%,d tweets of other authors: accuracy %.4f against the declared language, F1 %.4f English"
            + " and %.4f Spanish",
        tweets, accuracy, f1[0], f1[1]);
  }

  /** How far apart the two languages are for the model, where their probabilities are 1 and 0. */
  private static Column margin() {
    UserDefinedFunction margin =
        udf(
            (UDF1<Vector, Double>) raw -> Math.abs(raw.apply(1) - raw.apply(0)),
            DataTypes.DoubleType);
    return margin.apply(col("rawPrediction"));
  }

  private static List<Row> examples(Dataset<Row> ordered) {
    return ordered.select("lang", "language", "confidence", "text").limit(EXAMPLES).collectAsList();
  }

  private static List<Row> accounts(Dataset<Row> classified) {
    return classified
        .groupBy("author", "lang")
        .agg(
            count(lit(1)).as("tweets"),
            count_if(not(col("language").equalTo(col("lang")))).as("contradicted"))
        .where("contradicted * 2 > tweets")
        .orderBy(col("contradicted").desc(), col("author"))
        .limit(ACCOUNTS)
        .collectAsList();
  }
}
