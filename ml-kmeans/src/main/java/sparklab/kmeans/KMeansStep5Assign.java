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
 * K-means, step 5: each incoming station is assigned to a cluster.
 *
 * <p>New against step 4: {@code predictOnValues}, which finds the nearest centre for each vector
 * and keeps the station beside it.
 *
 * <pre>scripts/lab run kmeans5</pre>
 *
 * <p>You will see for each cluster how many observations of the batch it got, and some stations;
 * {@code --show 100} names them all, also those that change from batch to batch.
 */
@Command(name = "kmeans5", description = "Each incoming station assigned to a cluster")
public final class KMeansStep5Assign implements Lesson {

  @Mixin KMeansOptions.Clusters options;

  /** Variables of a vector: temperature, humidity, pressure and wind. */
  private static final int VARIABLES = 4;

  /** A model with random centres of weight 0. */
  static StreamingKMeans model(int k, long seed) {
    return new StreamingKMeans().setK(k).setDecayFactor(1.0).setRandomCenters(VARIABLES, 0.0, seed);
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
      StreamingKMeans model = model(options.k, options.seed);
      train(scaled, model);
      JavaPairDStream<String, Integer> assigned = assign(scaled, model);
      assigned.foreachRDD(
          rdd -> {
            ClusterMembers members = ClusterMembers.of(rdd, options.k, options.show);
            System.out.print(members.table());
          });
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new KMeansStep5Assign(), args);
  }
}
