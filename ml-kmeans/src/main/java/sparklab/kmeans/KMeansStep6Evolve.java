package sparklab.kmeans;

import org.apache.spark.SparkConf;
import org.apache.spark.mllib.clustering.StreamingKMeans;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;
import sparklab.kmeans.support.KMeansOptions;
import sparklab.kmeans.support.cluster.ClusterMembers;
import sparklab.lesson.Lesson;

/**
 * K-means, step 6: how the clusters evolve.
 *
 * <p>New against step 5: a half-life, after which an observation counts half, so that the centres
 * follow the day; the centres in °C, %, hPa and m/s, with names that are made from them.
 *
 * <pre>scripts/lab run kmeans6 -- --half-life 500</pre>
 *
 * <p>You will see the clusters get warmer by day and cooler by night, and stations that change.
 */
@Command(name = "kmeans6", description = "How the clusters evolve, with names and a half-life")
public final class KMeansStep6Evolve implements Lesson {

  @Mixin KMeansOptions.Evolving options;

  /** Variables of a vector: temperature, humidity, pressure and wind. */
  private static final int VARIABLES = 4;

  /** A model with random centres of weight 0, which forgets half within so many observations. */
  static StreamingKMeans model(int k, long seed, double halfLife) {
    StreamingKMeans model = new StreamingKMeans().setK(k).setRandomCenters(VARIABLES, 0.0, seed);
    return halfLife > 0 ? model.setHalfLife(halfLife, "points") : model.setDecayFactor(1.0);
  }

  /** The model learns from each batch. */
  static void train(JavaPairDStream<String, Vector> scaled, StreamingKMeans model) {
    model.trainOn(scaled.map(Tuple2::_2));
  }

  /** The number of the nearest centre for each observation. */
  static JavaPairDStream<String, Integer> assign(
      JavaPairDStream<String, Vector> scaled, StreamingKMeans model) {
    return model.predictOnValues(scaled);
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    options.check(conf);
    try (JavaStreamingContext context = new JavaStreamingContext(conf, options.source.batch())) {
      JavaDStream<String> lines = KMeansBase.lines(context, options.source);
      JavaPairDStream<String, Vector> scaled = KMeansStep3Scale.scaled(lines, options);
      StreamingKMeans model = model(options.k, options.seed, options.halfLife.observations());
      train(scaled, model);
      JavaPairDStream<String, Integer> assigned = assign(scaled, model);
      assigned.foreachRDD(
          rdd -> {
            ClusterMembers members = ClusterMembers.of(rdd, options.k, options.show);
            System.out.print(members.table(options.scaler().latestModel(), model.latestModel()));
          });
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new KMeansStep6Evolve(), args);
  }
}
