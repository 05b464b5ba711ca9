package sparklab.kmeans;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
import sparklab.data.BatchLesson;
import sparklab.data.DataSets;
import sparklab.data.Lessons;
import sparklab.data.Mistake;
import sparklab.data.meteo.Barometer;

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
public final class KMeansTrain implements BatchLesson {

  /** What the messages hold, and so the columns of captured CSV; absent sensors are empty. */
  public static final String SCHEMA =
      "idema STRING, ubi STRING, provincia STRING, lat DOUBLE, lon DOUBLE, alt DOUBLE, fint STRING,"
          + " ta DOUBLE, tamin DOUBLE, tamax DOUBLE, ts DOUBLE, hr DOUBLE, tpr DOUBLE, prec DOUBLE,"
          + " inso DOUBLE, vv DOUBLE, stdvv DOUBLE, vmax DOUBLE, dv DOUBLE, stddv DOUBLE, dmax DOUBLE,"
          + " pres DOUBLE, pres_nmar DOUBLE, geo925 DOUBLE, geo850 DOUBLE, geo700 DOUBLE";

  /** What is trained on if nothing was captured. */
  private static final String SHIPPED = "meteo.jsonl";

  /** Some thousand rows: a second partition only costs time. */
  private static final int PARTITIONS = 1;

  @Option(
      names = "--input",
      defaultValue = "kmeans/captured",
      paramLabel = "PATH",
      description = "Captured CSV, a file or a folder of them (default: ${DEFAULT-VALUE}).")
  String input;

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
      description = "Every k from 2 to this is tried (default: ${DEFAULT-VALUE}).")
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

  /**
   * A clustering that was tried.
   *
   * @param cost squared distance of an observation to its centre, mean of all, in scaled units
   * @param silhouette from -1 to 1: how much nearer observations are to their own cluster than to
   *     the next one
   */
  public record Trial(int k, double cost, double silhouette, KMeansModel model) {}

  /** Reads what kmeans-save captured: a CSV file, or a folder of them. */
  public static Dataset<Row> readCsv(SparkSession spark, String path) {
    // By name: somebody may have captured fewer columns, or in another order.
    return withAllColumns(spark.read().option("header", true).csv(path));
  }

  /** Reads messages as they come, one JSON object a line. Malformed lines are left out. */
  public static Dataset<Row> readMessages(SparkSession spark, String path) {
    return spark
        .read()
        .schema(SCHEMA)
        .option("mode", "DROPMALFORMED")
        .json(path)
        .where(col("idema").isNotNull());
  }

  private static Dataset<Row> withAllColumns(Dataset<Row> csv) {
    List<String> there = Arrays.asList(csv.columns());
    List<Column> columns = new ArrayList<>();
    for (String column : SCHEMA.split(", *")) {
      String[] nameAndType = column.split(" ");
      Column value = there.contains(nameAndType[0]) ? col(nameAndType[0]) : lit(null);
      columns.add(value.try_cast(nameAndType[1]).as(nameAndType[0]));
    }
    return csv.select(columns.toArray(Column[]::new));
  }

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
   * station's altitude (the barometric formula, {@link Barometer}).
   */
  public static Dataset<Row> withPressureFromAltitude(Dataset<Row> observations) {
    UserDefinedFunction standard =
        udf(
            (Double altitude, Double temperature) ->
                altitude == null || temperature == null
                    ? null
                    : Barometer.atAltitude(altitude, temperature),
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
    return new Trial(k, cost, silhouette, model);
  }

  /** Clusters the scaled vectors for each k from 2 on. */
  public static List<Trial> trainRange(Dataset<Row> scaled, int most, long seed) {
    List<Trial> trials = new ArrayList<>();
    for (int k = 2; k <= most; k++) {
      trials.add(train(scaled, k, seed));
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
    long[] sizes = trial.model.summary().clusterSizes();
    return new ClusterModel(
        new org.apache.spark.mllib.feature.StandardScalerModel(
            Vectors.fromML(fitted.std()), Vectors.fromML(fitted.mean()), true, true),
        centres,
        Arrays.stream(sizes).asDoubleStream().toArray(),
        Arrays.stream(sizes).sum(),
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

  @Override
  public void run(SparkConf conf) throws IOException {
    check();
    conf.setIfMissing("spark.sql.shuffle.partitions", "" + PARTITIONS);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      train(spark, this);
    }
  }

  private void check() {
    if (most < 3) {
      throw Mistake.usage("--most %d leaves nothing to compare: give 3 or more.", most);
    }
    if (k != null && (k < 2 || k > most)) {
      throw Mistake.usage("--k %d is not between 2 and --most %d.", k, most);
    }
  }

  /** The whole training with its options; returns what it has saved. */
  static ClusterModel train(SparkSession spark, KMeansTrain options) throws IOException {
    Dataset<Row> observations = options.read(spark).coalesce(PARTITIONS).cache();
    Dataset<Row> complete =
        complete(
            options.absent == Absent.impute
                ? withPressureFromAltitude(observations)
                : observations);
    PipelineModel scaler = fitScaler(options.requireEnough(observations, complete));
    Dataset<Row> scaled = scaler.transform(complete).cache();
    System.out.println(" k  cost  silhouette");
    List<Trial> trials = new ArrayList<>();
    for (int k = 2; k <= options.most; k++) {
      Trial trial = train(scaled, k, options.seed);
      System.out.printf(Locale.ROOT, "%2d  %.2f  %10.2f%n", k, trial.cost, trial.silhouette);
      trials.add(trial);
    }
    Trial chosen = options.k == null ? elbow(trials) : trials.get(options.k - 2);
    ClusterModel model = describe(chosen, scaler);
    System.out.printf(
        "k = %d%s%n", chosen.k, options.k == null ? ", the elbow of the cost" : ", as asked");
    System.out.print(Tables.clusters(model));
    save(options.output, model, sparkModel(chosen, scaler, complete));
    BufferedImage map =
        WeatherMap.draw(stations(chosen.model.transform(scaled)).collectAsList(), model.names());
    Pictures.save(map, options.output.resolve("clusters.png"));
    Pictures.save(ElbowChart.draw(trials, chosen.k), options.output.resolve("elbow.png"));
    System.out.printf(
        "Saved in %s: model.json, spark-model/, clusters.png, elbow.png%n", options.output);
    return model;
  }

  /** A file as Spark names it; a URI's %20 for a space would be taken as it stands. */
  public static String sparkPath(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri()).toString();
  }

  /** Saves a model twice: {@code model.json} for people and kmeans7, {@code spark-model/}. */
  public static void save(Path folder, ClusterModel model, PipelineModel spark) throws IOException {
    spark.write().overwrite().save(sparkPath(folder.resolve("spark-model")));
    model.write(folder.resolve("model.json"));
  }

  /**
   * For kmeans7 without a model: one for k = 4 from the shipped data, without choice and pictures.
   *
   * @param file where it is saved
   */
  static void once(SparkConf conf, Path file) throws IOException {
    Path shipped = DataSets.file(SHIPPED);
    if (!Files.exists(shipped)) {
      throw Mistake.failure(
          "There is no model file '%s': scripts/lab run kmeans-train makes one.", file);
    }
    System.err.printf(
        "There is no trained model in %s: training one for 4 clusters, this once, on the six hours"
            + " of data/datasets/%s%n",
        file, SHIPPED);
    try (SparkSession spark = SparkSession.builder().config(conf.clone()).getOrCreate()) {
      Dataset<Row> complete =
          complete(readMessages(spark, sparkPath(shipped))).coalesce(PARTITIONS).cache();
      PipelineModel scaler = fitScaler(complete);
      KMeansModel model = fit(scaler.transform(complete).cache(), 4, 1);
      describe(new Trial(4, Double.NaN, Double.NaN, model), scaler).write(file);
    }
  }

  private Dataset<Row> read(SparkSession spark) {
    if (Files.exists(Path.of(input))) {
      return readCsv(spark, sparkPath(Path.of(input)));
    }
    Path shipped = DataSets.file(SHIPPED);
    if (!input.equals("kmeans/captured") || !Files.exists(shipped)) {
      throw Mistake.usage(
          "There is no captured CSV in '%s': scripts/lab run kmeans-save captures some.", input);
    }
    System.err.printf(
        "Nothing was captured in %s yet: training on the six hours of %s%n",
        input, "data/datasets/" + SHIPPED);
    return readMessages(spark, sparkPath(shipped));
  }

  /** Says how many observations are used and why the others are not. */
  private Dataset<Row> requireEnough(Dataset<Row> observations, Dataset<Row> complete) {
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
    return complete;
  }

  public static void main(String[] args) {
    Lessons.main(new KMeansTrain(), args);
  }
}
