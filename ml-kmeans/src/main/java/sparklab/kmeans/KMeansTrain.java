package sparklab.kmeans;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.evaluation.ClusteringEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.data.DataSets;
import sparklab.lesson.BatchLesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.PreparedLesson;

/**
 * The training offline: what kmeans-save captured is read, cleaned, scaled and clustered with Spark
 * ML for a range of k; silhouette and elbow help to choose one.
 *
 * <p>The model is saved twice: {@code spark-model/} is Spark's own, {@code model.json} can be read
 * by people and is what kmeans7 starts from. Beside them are two pictures: the clusters on a map,
 * and cost and silhouette by k.
 *
 * <pre>scripts/lab run kmeans-train</pre>
 *
 * <p>You will see a line for each k, then the clusters by name with their centres. Each step is a
 * static function, which the notebook calls too.
 */
@Command(name = "kmeans-train", description = "k-means trained offline on captured weather")
public final class KMeansTrain implements BatchLesson, PreparedLesson {

  /** What is trained on if nothing was captured. */
  private static final String SHIPPED = "meteo.jsonl";

  private static final String CAPTURED = "kmeans/captured";

  /** Some thousand rows: a second partition only costs time. */
  private static final int PARTITIONS = 1;

  @Option(
      names = "--input",
      defaultValue = CAPTURED,
      paramLabel = "PATH",
      description =
          "Captured CSV, or messages in .jsonl files: a file or a folder of them (default:"
              + " ${DEFAULT-VALUE}).")
  Path input;

  @Option(
      names = "--output",
      defaultValue = "kmeans",
      paramLabel = "DIR",
      description = "Folder for the model and the pictures (default: ${DEFAULT-VALUE}).")
  Path output;

  @Option(
      names = "--k",
      paramLabel = "N",
      description = "Clusters (default: where the curve of the cost bends most).")
  Integer k;

  @Option(
      names = "--most",
      defaultValue = "8",
      paramLabel = "N",
      description =
          "Every k from 2 to this, or to --k if that is more, is tried (default: ${DEFAULT-VALUE}).")
  int most;

  @Option(
      names = "--absent",
      defaultValue = "drop",
      paramLabel = "HOW",
      description =
          "Observations without pressure: drop, or impute it from the altitude (default:"
              + " ${DEFAULT-VALUE}).")
  Absent absent;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "The same seed gives the same clusters (default: ${DEFAULT-VALUE}).")
  long seed;

  private Training training;

  /** What prepare has made, and run saves. */
  private record Training(
      ClusterModel model,
      PipelineModel spark,
      List<Trial> trials,
      Trial chosen,
      List<Row> stations) {}

  /**
   * A clustering that was tried.
   *
   * @param k how many clusters came out: fewer than asked for if there are fewer different points
   * @param cost squared distance of an observation to its centre, mean of all, in scaled units
   * @param silhouette from -1 to 1: how much nearer observations are to their own cluster than to
   *     the next one
   */
  public record Trial(int k, double cost, double silhouette, KMeansModel model) {}

  /**
   * The observations that have all four variables, each with a value that is possible (see {@link
   * Variable}).
   */
  public static Dataset<Row> complete(Dataset<Row> observations) {
    Dataset<Row> complete = observations;
    for (Variable variable : Variable.values()) {
      complete = complete.where(col(variable.key()).between(variable.least(), variable.most()));
    }
    return complete;
  }

  /**
   * The same observations; where pressure is absent, what the standard atmosphere has at the
   * station's altitude, if that is possible (the barometric formula, see {@link Observation}).
   */
  public static Dataset<Row> withPressureFromAltitude(Dataset<Row> observations) {
    UserDefinedFunction standard =
        udf(
            (Double altitude, Double temperature) -> {
              if (altitude == null || temperature == null) {
                return null;
              }
              double pressure = Observation.pressureAt(altitude, temperature);
              return Double.isNaN(pressure) ? null : pressure;
            },
            DataTypes.DoubleType);
    Column pressure = standard.apply(col("alt"), col("ta"));
    return observations.withColumn(
        "pres", when(col("pres").isNull(), pressure).otherwise(col("pres")));
  }

  /** Learns how to turn the four columns into one vector {@code scaled}: mean 0, deviation 1. */
  public static PipelineModel fitScaler(Dataset<Row> complete) {
    VectorAssembler assembler =
        new VectorAssembler()
            .setInputCols(Variable.keys().toArray(String[]::new))
            .setOutputCol("variables");
    StandardScaler scaler =
        new StandardScaler()
            .setInputCol("variables")
            .setOutputCol("scaled")
            .setWithMean(true)
            .setWithStd(true);
    return new Pipeline().setStages(new PipelineStage[] {assembler, scaler}).fit(complete);
  }

  /** Clusters the scaled vectors. */
  public static KMeansModel fit(Dataset<Row> scaled, int k, long seed) {
    return new KMeans()
        .setFeaturesCol("scaled")
        .setPredictionCol("cluster")
        .setK(k)
        .setSeed(seed)
        .fit(scaled);
  }

  /** Clusters the scaled vectors, and says how well. */
  public static Trial train(Dataset<Row> scaled, int k, long seed) {
    KMeansModel model = fit(scaled, k, seed);
    // Spark refuses to compute a silhouette where all points are in one cluster.
    boolean several = Arrays.stream(model.summary().clusterSizes()).filter(n -> n > 0).count() > 1;
    double silhouette =
        several
            ? new ClusteringEvaluator()
                .setFeaturesCol("scaled")
                .setPredictionCol("cluster")
                .evaluate(model.transform(scaled))
            : 0;
    double cost =
        model.summary().trainingCost() / Arrays.stream(model.summary().clusterSizes()).sum();
    return new Trial(model.clusterCenters().length, cost, silhouette, model);
  }

  /**
   * Clusters the scaled vectors for each k from 2 on, as far as there are so many different ones.
   *
   * @param each is told of each trial when it is done
   */
  public static List<Trial> trainRange(
      Dataset<Row> scaled, int most, long seed, Consumer<Trial> each) {
    List<Trial> trials = new ArrayList<>();
    for (int k = 2; k <= most; k++) {
      Trial trial = train(scaled, k, seed);
      if (trial.k < k && !trials.isEmpty()) {
        break;
      }
      trials.add(trial);
      each.accept(trial);
    }
    return trials;
  }

  /**
   * The elbow: where the curve of the cost lies farthest below the straight line from its first
   * point to its last. Up to there another cluster explains a lot, from there on little.
   */
  public static Trial elbow(List<Trial> trials) {
    Trial left = trials.get(0);
    Trial right = trials.get(trials.size() - 1);
    return trials.stream()
        .max(
            Comparator.comparingDouble(
                trial ->
                    left.cost
                        + (right.cost - left.cost)
                            * (trial.k - left.k)
                            / Math.max(1, right.k - left.k)
                        - trial.cost))
        .orElseThrow();
  }

  /** A clustering in the form that is saved as {@code model.json}. */
  public static ClusterModel describe(Trial trial, PipelineModel scaler) {
    StandardScalerModel fitted = (StandardScalerModel) scaler.stages()[1];
    List<Vector> centres =
        Arrays.stream(trial.model.clusterCenters()).map(centre -> Vectors.fromML(centre)).toList();
    // Where fewer clusters came out than were asked for, the summary has a size for each all the
    // same.
    long[] sizes = Arrays.copyOf(trial.model.summary().clusterSizes(), centres.size());
    return new ClusterModel(
        new org.apache.spark.mllib.feature.StandardScalerModel(
            Vectors.fromML(fitted.std()), Vectors.fromML(fitted.mean()), true, true),
        centres,
        Arrays.stream(sizes).asDoubleStream().toArray(),
        Arrays.stream(sizes).sum(),
        null,
        null);
  }

  /** Scaler and clusters as one Spark model, which turns rows with four variables into clusters. */
  public static PipelineModel sparkModel(Trial trial, PipelineModel scaler, Dataset<Row> complete) {
    // All three are trained: a pipeline of models has nothing left to fit.
    return new Pipeline()
        .setStages(new PipelineStage[] {scaler.stages()[0], scaler.stages()[1], trial.model})
        .fit(complete);
  }

  /**
   * Each station with the cluster that it was in most often.
   *
   * @return columns {@code idema, ubi, lat, lon, cluster}
   */
  public static Dataset<Row> stations(Dataset<Row> clustered) {
    return clustered
        .where(col("lat").isNotNull().and(col("lon").isNotNull()))
        .groupBy("idema", "cluster")
        .agg(
            first("ubi").as("ubi"),
            first("lat").as("lat"),
            first("lon").as("lon"),
            count(lit(1)).as("hours"))
        .withColumn(
            "rank",
            row_number().over(Window.partitionBy("idema").orderBy(desc("hours"), col("cluster"))))
        .where("rank = 1")
        .select("idema", "ubi", "lat", "lon", "cluster");
  }

  /** Reads and trains: how long that takes depends on what was captured. */
  @Override
  public void prepare(SparkConf conf) throws IOException {
    check();
    try (SparkSession spark = session(conf)) {
      training = train(spark);
    }
  }

  @Override
  public void run(SparkConf conf) throws IOException {
    try (SparkSession spark = session(conf)) {
      save(output, training.model, training.spark);
    }
    Pictures.save(
        WeatherMap.draw(training.stations, training.model.names()), output.resolve("clusters.png"));
    Pictures.save(ElbowChart.draw(training.trials, training.chosen.k), output.resolve("elbow.png"));
    System.out.printf("Saved in %s: model.json, spark-model/, clusters.png, elbow.png%n", output);
  }

  private static SparkSession session(SparkConf conf) {
    conf.setIfMissing("spark.sql.shuffle.partitions", "" + PARTITIONS);
    return SparkSession.builder().config(conf).getOrCreate();
  }

  private void check() {
    if (most < 3) {
      throw Mistake.usage("--most %d leaves nothing to compare: give 3 or more.", most);
    }
    if (k != null && k < 2) {
      throw Mistake.usage("--k %d leaves nothing to tell apart: give 2 or more.", k);
    }
    most = k == null ? most : Math.max(k, most);
  }

  private Training train(SparkSession spark) throws IOException {
    Dataset<Row> observations = read(spark).coalesce(PARTITIONS).cache();
    Dataset<Row> complete =
        complete(absent == Absent.impute ? withPressureFromAltitude(observations) : observations);
    requireEnough(observations, complete);
    PipelineModel scaler = fitScaler(complete);
    Dataset<Row> scaled = scaler.transform(complete).cache();
    System.out.println(" k  cost  silhouette");
    List<Trial> trials =
        trainRange(
            scaled,
            most,
            seed,
            trial ->
                System.out.printf(
                    Locale.ROOT, "%2d  %.2f  %10.2f%n", trial.k, trial.cost, trial.silhouette));
    Trial last = trials.get(trials.size() - 1);
    if (last.k < most) {
      System.out.printf("(no more: there are only %d different observations)%n", last.k);
    }
    Trial chosen = k == null ? elbow(trials) : trials.get(Math.min(k - 2, trials.size() - 1));
    ClusterModel model = describe(chosen, scaler);
    String why = k == null ? ", the elbow of the cost" : chosen.k == k ? ", as asked" : "";
    System.out.printf("k = %d%s%n", chosen.k, why);
    System.out.print(Tables.clusters(model));
    return new Training(
        model,
        sparkModel(chosen, scaler, complete),
        trials,
        chosen,
        stations(chosen.model.transform(scaled)).collectAsList());
  }

  /** Saves a model twice: {@code model.json} for people and kmeans7, {@code spark-model/}. */
  public static void save(Path folder, ClusterModel model, PipelineModel spark) throws IOException {
    spark.write().overwrite().save(ObservationFiles.sparkPath(folder.resolve("spark-model")));
    model.write(folder.resolve("model.json"));
  }

  /**
   * For kmeans7 without a model: one from the shipped data, without choice and pictures.
   *
   * @param file where it is saved
   */
  static void once(SparkConf conf, Path file, int k) throws IOException {
    Path shipped = DataSets.file(SHIPPED);
    if (!Files.exists(shipped)) {
      throw Mistake.failure(
          "There is no model file '%s': scripts/lab run kmeans-train makes one.", file);
    }
    System.err.printf(
        "There is no trained model in %s: training one for %d clusters, this once, on the six hours"
            + " of data/datasets/%s%n",
        file, k, SHIPPED);
    try (SparkSession spark = session(conf)) {
      Dataset<Row> complete =
          complete(ObservationFiles.readMessages(spark, shipped)).coalesce(PARTITIONS).cache();
      PipelineModel scaler = fitScaler(complete);
      KMeansModel model = fit(scaler.transform(complete).cache(), k, 1);
      describe(new Trial(k, Double.NaN, Double.NaN, model), scaler).write(file);
    }
  }

  private Dataset<Row> read(SparkSession spark) throws IOException {
    if (ObservationFiles.exist(input)) {
      return ObservationFiles.read(spark, input);
    }
    Path shipped = DataSets.file(SHIPPED);
    if (!input.equals(Path.of(CAPTURED)) || !Files.exists(shipped)) {
      throw Mistake.usage(
          "There is no captured CSV in '%s', and no messages in .jsonl files: scripts/lab run"
              + " kmeans-save captures some.",
          input);
    }
    System.err.printf(
        "Nothing was captured in %s yet: training on the six hours of data/datasets/%s%n",
        input, SHIPPED);
    return ObservationFiles.readMessages(spark, shipped);
  }

  /** Says how many observations are used and why the others are not. */
  private void requireEnough(Dataset<Row> observations, Dataset<Row> complete) {
    long all = observations.count();
    long used = complete.count();
    long imputable = complete(withPressureFromAltitude(observations)).count();
    System.out.printf(
        Locale.ROOT,
        "%,d of %,d observations have %s%n",
        used,
        all,
        String.join(", ", Variable.keys())
            + (absent == Absent.drop
                ? String.format(
                    Locale.ROOT, " (%,d with pressure from altitude: --absent impute)", imputable)
                : ", pressure from altitude where it is absent"));
    if (used < most) {
      throw Mistake.failure(
          "'%s' has %d observations with all of %s, too few for %d clusters: capture more with"
              + " scripts/lab run kmeans-save.",
          input, used, String.join(", ", Variable.keys()), most);
    }
  }

  public static void main(String[] args) {
    Lessons.main(new KMeansTrain(), args);
  }
}
