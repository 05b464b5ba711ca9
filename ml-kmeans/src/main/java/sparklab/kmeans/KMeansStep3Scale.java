package sparklab.kmeans;

import org.apache.spark.SparkConf;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;
import sparklab.kmeans.support.KMeansOptions;
import sparklab.kmeans.support.cluster.StreamingScaler;
import sparklab.lesson.Lesson;

/**
 * K-means, step 3: the variables are scaled.
 *
 * <p>New against step 2: a {@link StreamingScaler} learns mean and deviation of each variable from
 * the first observations; then each variable has mean 0 and deviation 1. K-means looks at squared
 * distances only, and in hPa and °C nearly all of a distance is pressure, that is, altitude.
 *
 * <pre>scripts/lab run kmeans3</pre>
 *
 * <p>You will see the first vectors scaled, and each variable's share of the squared distances,
 * unscaled and scaled.
 */
@Command(name = "kmeans3", description = "The variables scaled, and what unscaled pressure does")
public final class KMeansStep3Scale implements Lesson {

  @Mixin KMeansOptions.Scaling options;

  /** The vectors scaled, by what the scaler learns from the first of them. */
  static JavaPairDStream<String, Vector> scale(
      JavaPairDStream<String, Vector> vectors, StreamingScaler scaler) {
    scaler.learnOn(vectors.map(Tuple2::_2));
    return scaler.scaleValues(vectors);
  }

  /** What the next steps begin with: lines in, the vectors of step 2 out, scaled. */
  static JavaPairDStream<String, Vector> scaled(
      JavaDStream<String> lines, KMeansOptions.Scaling options) {
    return scale(KMeansStep2Variables.vectors(lines, options.impute()), options.scaler());
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    options.check(conf);
    try (JavaStreamingContext context = new JavaStreamingContext(conf, options.source.batch())) {
      JavaDStream<String> lines = KMeansBase.lines(context, options.source);
      JavaPairDStream<String, Vector> scaled = scaled(lines, options);
      KMeansStep2Variables.show(scaled, options.show);
      scaled.foreachRDD(rdd -> System.out.print(options.scaler().shares(rdd.values())));
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new KMeansStep3Scale(), args);
  }
}
