package sparklab.classifier.support;

import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How good an estimator on features is by cross-validation: a line of the comparison.
 *
 * @param setting its best one
 * @param accuracy with that setting
 */
public record CrossValidation(String features, String estimator, String setting, double accuracy) {

  /** As the training prints it. */
  public String line() {
    return String.format(
        Locale.ROOT, "%-18s %-19s %-14s %.4f", features, estimator, setting, accuracy);
  }

  /**
   * Cross-validates an estimator on features, with each setting of a grid, by folds of authors. The
   * accuracy is that against the declared languages: it cannot be better than those are.
   *
   * @param tweets with weights and folds
   */
  public static CrossValidation of(
      Dataset<Row> tweets,
      String name,
      List<PipelineStage> features,
      Estimator<?> estimator,
      DoubleParam parameter,
      double... values) {
    Dataset<Row> vectors =
        new Pipeline()
            .setStages(features.toArray(PipelineStage[]::new))
            .fit(tweets)
            .transform(tweets)
            .select("label", "weight", "fold", "features")
            .persist();
    ParamMap[] settings = new ParamGridBuilder().addGrid(parameter, values).build();
    CrossValidatorModel validated =
        new CrossValidator()
            .setEstimator(estimator)
            .setEstimatorParamMaps(settings)
            .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
            .setNumFolds(TrainingTweets.FOLDS)
            .setFoldCol("fold")
            .fit(vectors);
    vectors.unpersist();
    double[] accuracies = validated.avgMetrics();
    int best = 0;
    for (int at = 1; at < accuracies.length; at++) {
      best = accuracies[at] > accuracies[best] ? at : best;
    }
    return new CrossValidation(
        name,
        estimator.getClass().getSimpleName(),
        parameter.name() + " " + values[best],
        accuracies[best]);
  }
}
