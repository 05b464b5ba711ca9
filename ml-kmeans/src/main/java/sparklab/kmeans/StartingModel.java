package sparklab.kmeans;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;

/**
 * What kmeans7 starts from: the state that an earlier run has saved, or else the trained model,
 * which is made if need be.
 */
final class StartingModel {

  private static final int CLUSTERS = 4;

  @Option(
      names = "--k",
      paramLabel = "N",
      description = "Clusters, to make sure of (default: as many as the model has).")
  private Integer k;

  @Option(
      names = "--model",
      defaultValue = "kmeans/model.json",
      paramLabel = "FILE",
      description = "What kmeans-train has saved (default: ${DEFAULT-VALUE}).")
  private Path trained;

  @Option(
      names = "--state",
      defaultValue = "kmeans/online.json",
      paramLabel = "FILE",
      description = "Where the model is saved after each batch (default: ${DEFAULT-VALUE}).")
  private Path state;

  @Option(names = "--anew", description = "Start from the trained model, not from the state.")
  private boolean anew;

  private boolean goesOn() {
    return !anew && Files.exists(state);
  }

  /** Trains a model, if there is neither a state nor a trained one. */
  void trainIfMissing(SparkConf conf) throws IOException {
    if (k != null && k < 2) {
      throw Mistake.usage("--k %d leaves nothing to tell apart: give 2 or more.", k);
    }
    if (!goesOn() && !Files.exists(trained)) {
      KMeansTrain.once(conf, trained, k == null ? CLUSTERS : k);
    }
  }

  /**
   * Reads the state or the trained model, and says which.
   *
   * @throws Mistake if it cannot be used, or the state does not go on from the trained model, or
   *     has another k than asked for
   */
  ClusterModel read() throws IOException {
    Path file = goesOn() ? state : trained;
    ClusterModel start = goesOn() ? ClusterModel.readState(state) : ClusterModel.read(trained);
    if (goesOn() && Files.exists(trained)) {
      start.requireGoesOnFrom(ClusterModel.read(trained), state, trained);
    }
    if (k != null && k != start.k()) {
      throw Mistake.failure(
          "The model in '%s' has %d clusters and --k asks for %d: leave --k out, or train one with"
              + " scripts/lab run kmeans-train -- --k %d, and start with --anew.",
          file, start.k(), k, k);
    }
    System.err.printf(
        Locale.ROOT,
        "Starting from %s: %d clusters, %,d observations%s%n",
        file,
        start.k(),
        start.trainedOn(),
        start.batch() == null ? "" : ", last batch " + start.batch());
    return start;
  }

  /** Saves the state, for the next start. */
  void save(ClusterModel now) throws IOException {
    now.write(state);
  }
}
