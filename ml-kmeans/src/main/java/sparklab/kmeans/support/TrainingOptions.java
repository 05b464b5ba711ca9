package sparklab.kmeans.support;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;
import sparklab.cli.LocalPathConverter;
import sparklab.cli.Mistake;
import sparklab.data.DataSets;
import sparklab.kmeans.support.weather.Absent;
import sparklab.kmeans.support.weather.ObservationFiles;
import sparklab.kmeans.support.weather.Variable;

/** What kmeans-train is told: what it is trained on, for which k, and where the model goes. */
public final class TrainingOptions {

  /** What is trained on if nothing was captured. */
  private static final String SHIPPED = "meteo.jsonl";

  private static final String CAPTURED = "kmeans/captured";

  @Option(
      names = "--input",
      defaultValue = CAPTURED,
      paramLabel = "PATH",
      description =
          "Captured CSV, or messages in .jsonl files: a file or a folder of them (default:"
              + " ${DEFAULT-VALUE}).")
  private Path input;

  /** The folder for the model and the pictures. */
  @Option(
      names = "--output",
      converter = LocalPathConverter.class,
      defaultValue = "kmeans",
      paramLabel = "DIR",
      description = "Folder for the model and the pictures (default: ${DEFAULT-VALUE}).")
  public Path output;

  /** Clusters; null for the elbow's. */
  @Option(
      names = "--k",
      paramLabel = "N",
      description = "Clusters (default: where the curve of the cost bends most).")
  public Integer k;

  /** The highest k that is tried. */
  @Option(
      names = "--most",
      defaultValue = "8",
      paramLabel = "N",
      description =
          "Every k from 2 to this, or to --k if that is more, is tried (default:"
              + " ${DEFAULT-VALUE}).")
  public int most;

  @Option(
      names = "--absent",
      defaultValue = "drop",
      paramLabel = "HOW",
      description =
          "Observations without pressure: drop, or impute it from the altitude (default:"
              + " ${DEFAULT-VALUE}).")
  private Absent absent;

  /** What the clusters follow from. */
  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "The same seed gives the same clusters (default: ${DEFAULT-VALUE}).")
  public long seed;

  /** Whether an absent pressure is computed from the altitude. */
  public boolean impute() {
    return absent == Absent.impute;
  }

  /**
   * Makes sure that there is something to compare; raises --most to --k.
   *
   * @throws Mistake if not
   */
  public void check() {
    if (most < 3) {
      throw Mistake.usage("--most %d leaves nothing to compare: give 3 or more.", most);
    }
    if (k != null && k < 2) {
      throw Mistake.usage("--k %d leaves nothing to tell apart: give 2 or more.", k);
    }
    most = k == null ? most : Math.max(k, most);
  }

  /** Reads what was captured; the shipped weather, and says so, if nothing was. */
  public Dataset<Row> read(SparkSession spark) throws IOException {
    if (ObservationFiles.exist(input)) {
      return ObservationFiles.read(spark, input);
    }
    Path shipped = DataSets.file(SHIPPED);
    if (!input.equals(Path.of(CAPTURED)) || !Files.exists(shipped)) {
      throw Mistake.usage(
          "There is no captured CSV in '%s', and no messages in .jsonl or .json files: scripts/lab"
              + " run kmeans-save captures some.",
          input);
    }
    System.err.println(
        tr(
            "Nothing was captured in %s yet: training on the six hours of data/datasets/%s",
            input, SHIPPED));
    return ObservationFiles.readMessages(spark, shipped);
  }

  /**
   * Reads the shipped weather for a lesson that has no model, and says so.
   *
   * @param file where the model will be
   */
  public static Dataset<Row> readShipped(SparkSession spark, Path file, int k) throws IOException {
    Path shipped = DataSets.file(SHIPPED);
    if (!Files.exists(shipped)) {
      throw Mistake.failure(
          "There is no model file '%s': scripts/lab run kmeans-train makes one.", file);
    }
    System.err.println(
        tr(
            "There is no trained model in %s: training one for %d clusters, this once, on the six"
                + " hours of data/datasets/%s",
            file, k, SHIPPED));
    return ObservationFiles.readMessages(spark, shipped);
  }

  /**
   * Says how many observations are used and why the others are not.
   *
   * @param imputable how many there are with pressure from altitude
   * @throws Mistake if there are fewer than clusters
   */
  public void requireEnough(long all, long used, long imputable) {
    String variables = String.join(", ", Variable.keys());
    System.out.println(
        tr(
            "%,d of %,d observations have %s%s",
            used,
            all,
            variables,
            impute()
                ? tr(", pressure from altitude where it is absent")
                : tr(" (%,d with pressure from altitude: --absent impute)", imputable)));
    if (used < most) {
      throw Mistake.failure(
          "'%s' has %d observations with all of %s, too few for %d clusters: capture more with"
              + " scripts/lab run kmeans-save.",
          input, used, variables, most);
    }
  }
}
