package sparklab.kmeans.support;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.mllib.clustering.StreamingKMeansModel;
import org.apache.spark.mllib.feature.StandardScalerModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.streaming.Time;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.cli.LocalPathConverter;
import sparklab.cli.Mistake;
import sparklab.kmeans.support.cluster.ClusterMembers;
import sparklab.kmeans.support.cluster.ClusterModel;

/**
 * What kmeans7 starts from, and where it goes on from: the state that an earlier run has saved, or
 * else the trained model, which is made if need be.
 */
public final class StartingModel extends KMeansOptions.Variables {

  private static final int CLUSTERS = 4;

  @Mixin private HalfLife halfLife;

  @Option(
      names = "--k",
      paramLabel = "N",
      description = "Clusters, to make sure of (default: as many as the model has).")
  private Integer k;

  @Option(
      names = "--model",
      converter = LocalPathConverter.class,
      defaultValue = "kmeans/model.json",
      paramLabel = "FILE",
      description = "What kmeans-train has saved (default: ${DEFAULT-VALUE}).")
  private Path trained;

  @Option(
      names = "--state",
      converter = LocalPathConverter.class,
      defaultValue = "kmeans/online.json",
      paramLabel = "FILE",
      description = "Where the model is saved after each batch (default: ${DEFAULT-VALUE}).")
  private Path state;

  @Option(names = "--anew", description = "Start from the trained model, not from the state.")
  private boolean anew;

  private ClusterModel start;
  private long seen;
  private double weight;
  private boolean hasLearnedAll = true;

  /** A training that leaves its model in a file. */
  @FunctionalInterface
  public interface Training {

    /** Trains a model of k clusters and writes it. */
    void run(SparkConf conf, Path file, int k) throws IOException;
  }

  private boolean goesOn() {
    return !anew && Files.exists(state);
  }

  /** Trains a model, if there is neither a state nor a trained one. */
  public void trainIfMissing(SparkConf conf, Training training) throws IOException {
    if (k != null && k < 2) {
      throw Mistake.usage("--k %d leaves nothing to tell apart: give 2 or more.", k);
    }
    if (!goesOn() && !Files.exists(trained)) {
      training.run(conf, trained, k == null ? CLUSTERS : k);
    }
  }

  /**
   * Reads the state or the trained model, and says which; a topic is read from where the state is.
   *
   * @throws Mistake if it cannot be used, or the state does not go on from the trained model, or
   *     has another k than asked for
   */
  public void read(SparkConf conf) throws IOException, InterruptedException {
    halfLife.check();
    Path file = goesOn() ? state : trained;
    start = goesOn() ? ClusterModel.readState(state) : ClusterModel.read(trained);
    if (goesOn() && Files.exists(trained)) {
      start.requireGoesOnFrom(ClusterModel.read(trained), state, trained);
    }
    if (k != null && k != start.k()) {
      throw Mistake.failure(
          "The model in '%s' has %d clusters and --k asks for %d: leave --k out, or train one with"
              + " scripts/lab run kmeans-train -- --k %d, and start with --anew.",
          file, start.k(), k, k);
    }
    seen = start.trainedOn();
    weight = DoubleStream.of(start.weights()).sum();
    System.err.println(
        tr(
            "Starting from %s: %d clusters, %,d observations%s",
            file,
            start.k(),
            start.trainedOn(),
            start.batch() == null ? "" : tr(", last batch %s", start.batch())));
    source.check(conf);
    source.goOn(start.reached(), state, "--anew");
  }

  /** The scaler of the model that was read. */
  public StandardScalerModel scaler() {
    return start.scaler();
  }

  /** Its centres, scaled; a copy, as Spark moves them. */
  public Vector[] centres() {
    return start.centres().stream().map(Vector::copy).toArray(Vector[]::new);
  }

  /** How many observations each centre stands for; a copy. */
  public double[] weights() {
    return start.weights().clone();
  }

  /** In observations; 0 for one that forgets nothing. */
  public double halfLife() {
    return halfLife.observations();
  }

  /**
   * Saves the state after a batch, for the next start.
   *
   * @param assigned the stations of the batch with the numbers of their clusters
   * @return the table of the batch, which may be shown now: what it says will not be lost
   * @throws IllegalStateException if the training on this batch or an earlier one has failed: Spark
   *     runs what comes after it until it has stopped, and what the state says is read must be
   *     learned from
   */
  public String save(StreamingKMeansModel model, JavaPairRDD<String, Integer> assigned, Time time)
      throws IOException {
    ClusterMembers members = ClusterMembers.of(assigned, start.k(), show);
    requireLearned(model, members.count());
    seen += members.count();
    // What it has read of a topic is in it, also after a run that reads from elsewhere.
    start
        .after(model, seen, time, source.isKafka() ? source.reached() : start.reached())
        .write(state);
    return members.table(start.scaler(), model);
  }

  /**
   * The clusters' weights together are those of before, less what is forgotten, and the new ones.
   */
  private void requireLearned(StreamingKMeansModel model, long observations) {
    double kept = halfLife() > 0 ? Math.pow(0.5, observations / halfLife()) : 1;
    double expected = weight * kept + observations;
    weight = DoubleStream.of(model.clusterWeights()).sum();
    hasLearnedAll &= Math.abs(weight - expected) <= 1e-6 * expected;
    if (!hasLearnedAll) {
      throw new IllegalStateException("The model has not learned from all that was read");
    }
  }
}
