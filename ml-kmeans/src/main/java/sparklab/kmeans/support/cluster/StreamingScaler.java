package sparklab.kmeans.support.cluster;

import static sparklab.cli.Text.tr;

import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.feature.StandardScalerModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.stat.MultivariateOnlineSummarizer;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import sparklab.cli.Mistake;

/**
 * Spark's standard scaler for a stream, made like Spark's own {@code StreamingKMeans}: one DStream
 * teaches it, another is scaled by what it has learned.
 *
 * <p>It learns from the first observations and then stays as it is: centres of clusters can only be
 * compared from batch to batch if a scaled value means the same in each. Until it has learned, no
 * vector passes.
 */
public final class StreamingScaler implements Serializable {

  private final long enough;
  private final transient MultivariateOnlineSummarizer seen = new MultivariateOnlineSummarizer();
  private volatile StandardScalerModel model; // goes to the executors with each batch

  /**
   * A scaler that has learned nothing.
   *
   * @param enough how many vectors it learns from; the batch in which they are reached counts whole
   */
  public StreamingScaler(long enough) {
    if (enough < 1) {
      throw Mistake.usage("--learn %d teaches the scaler nothing: give 1 or more.", enough);
    }
    this.enough = enough;
  }

  /** Learns from each batch until it has seen enough. */
  public void learnOn(JavaDStream<Vector> vectors) {
    vectors.foreachRDD(this::learn);
  }

  private void learn(JavaRDD<Vector> batch) {
    if (model != null) {
      return;
    }
    long before = seen.count();
    seen.merge(
        batch.aggregate(
            new MultivariateOnlineSummarizer(),
            MultivariateOnlineSummarizer::add,
            MultivariateOnlineSummarizer::merge));
    if (seen.count() >= enough) {
      double[] deviations = seen.variance().toArray();
      for (int at = 0; at < deviations.length; at++) {
        deviations[at] = Math.sqrt(deviations[at]);
      }
      model = new StandardScalerModel(Vectors.dense(deviations), seen.mean(), true, true);
    } else if (seen.count() > before) {
      System.out.println(tr("(the scaler learns: %,d of %,d observations)", seen.count(), enough));
    }
  }

  /** Scales the vectors, once there is something to scale them by. */
  public <K> JavaPairDStream<K, Vector> scaleValues(JavaPairDStream<K, Vector> vectors) {
    // `this` travels with each batch's tasks, as the model does in StreamingKMeans.
    return vectors.filter(entry -> model != null).mapValues(vector -> model.transform(vector));
  }

  /**
   * A table of what it has learned, and of what each variable adds to the squared distances between
   * stations, before and after scaling.
   *
   * @param scaled the vectors of a batch; without any the table is empty
   */
  public String shares(JavaRDD<Vector> scaled) {
    return KMeansTables.shares(model, scaled);
  }

  /** What it has learned; null as long as that is not enough. */
  public StandardScalerModel latestModel() {
    return model;
  }
}
