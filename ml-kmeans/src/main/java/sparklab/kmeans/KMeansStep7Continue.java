package sparklab.kmeans;

import java.io.IOException;
import org.apache.spark.SparkConf;
import org.apache.spark.mllib.clustering.StreamingKMeans;
import org.apache.spark.mllib.feature.StandardScalerModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;
import sparklab.kmeans.support.StartingModel;
import sparklab.lesson.Lesson;
import sparklab.lesson.PreparedLesson;

/**
 * K-means, step 7: the model starts from the offline one, and goes on after a restart.
 *
 * <p>New against step 6: centres, weights and scaler come from the file that kmeans-train has
 * saved, not from chance and the first batches; after each batch they are saved, and the next start
 * goes on from there. A kill loses what was not saved yet: the batch under way, batches that wait
 * for it, and the lines that were received last; TCP cannot be asked for them again.
 *
 * <pre>scripts/lab run kmeans7        # stop it with Ctrl-C, or kill it; then the same again
 * </pre>
 *
 * <p>You will see good clusters in the first batch already.
 */
@Command(name = "kmeans7", description = "An online model that starts from the offline one")
public final class KMeansStep7Continue implements PreparedLesson {

  @Mixin StartingModel options;

  /** The vectors scaled, as those were that the model was trained on. */
  static JavaPairDStream<String, Vector> scale(
      JavaPairDStream<String, Vector> vectors, StandardScalerModel scaler) {
    return vectors.mapValues(scaler::transform);
  }

  /** A model that goes on from these centres, and that forgets half within so many observations. */
  static StreamingKMeans model(Vector[] centres, double[] weights, double halfLife) {
    StreamingKMeans model =
        new StreamingKMeans().setK(centres.length).setInitialCenters(centres, weights);
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
  public void prepare(SparkConf conf) throws IOException {
    options.trainIfMissing(conf, KMeansTrain::once);
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException, IOException {
    options.read(conf);
    try (JavaStreamingContext context = new JavaStreamingContext(conf, options.source.batch())) {
      JavaDStream<String> lines = KMeansBase.lines(context, options.source);
      JavaPairDStream<String, Vector> vectors =
          KMeansStep2Variables.vectors(lines, options.impute());
      JavaPairDStream<String, Vector> scaled = scale(vectors, options.scaler());
      StreamingKMeans model = model(options.centres(), options.weights(), options.halfLife());
      train(scaled, model);
      JavaPairDStream<String, Integer> assigned = assign(scaled, model);
      assigned.foreachRDD(
          (rdd, time) -> System.out.print(options.save(model.latestModel(), rdd, time)));
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new KMeansStep7Continue(), args);
  }
}
