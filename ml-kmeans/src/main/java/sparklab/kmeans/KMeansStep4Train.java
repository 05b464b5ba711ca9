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
import sparklab.kmeans.support.cluster.KMeansTables;
import sparklab.lesson.Lesson;

/**
 * K-means, step 4: an online model, from random centres.
 *
 * <p>New against step 3: Spark's {@code StreamingKMeans} moves each centre towards the mean of the
 * batch's vectors that are nearest to it.
 *
 * <pre>scripts/lab run kmeans4</pre>
 *
 * <p>You will see the cost, how far a batch's observations are from their centres before the model
 * learns from them: it falls after the first batch. Then the centres, scaled, and how many
 * observations each stands for. Another {@code --seed} may end elsewhere.
 */
@Command(name = "kmeans4", description = "An online model trained from random centres")
public final class KMeansStep4Train implements Lesson {

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

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    options.check(conf);
    try (JavaStreamingContext context = new JavaStreamingContext(conf, options.source.batch())) {
      JavaDStream<String> lines = KMeansBase.lines(context, options.source);
      JavaPairDStream<String, Vector> scaled = KMeansStep3Scale.scaled(lines, options);
      StreamingKMeans model = model(options.k, options.seed);
      scaled.foreachRDD(rdd -> System.out.print(KMeansTables.vectors(rdd.take(options.show))));
      // Before the model learns from them: how well does it know what it has not seen yet?
      scaled.foreachRDD(
          rdd -> System.out.print(KMeansTables.cost(model.latestModel(), rdd.values())));
      train(scaled, model);
      scaled.foreachRDD(
          rdd -> System.out.print(KMeansTables.centres(model.latestModel(), rdd.values())));
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new KMeansStep4Train(), args);
  }
}
