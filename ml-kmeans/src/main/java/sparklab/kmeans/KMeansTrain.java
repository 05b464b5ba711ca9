package sparklab.kmeans;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.evaluation.ClusteringEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.kmeans.support.TrainingOptions;
import sparklab.kmeans.support.cluster.ClusterModel;
import sparklab.kmeans.support.cluster.KMeansTables;
import sparklab.kmeans.support.cluster.Trial;
import sparklab.kmeans.support.picture.ElbowChart;
import sparklab.kmeans.support.picture.Pictures;
import sparklab.kmeans.support.picture.WeatherMap;
import sparklab.kmeans.support.weather.ObservationFiles;
import sparklab.kmeans.support.weather.Variable;
import sparklab.lesson.BatchLesson;
import sparklab.lesson.Lesson;
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
 * static function, which the notebook calls too; {@code prepare} calls them one after another.
 */
@Command(name = "kmeans-train", description = "k-means trained offline on captured weather")
public final class KMeansTrain implements BatchLesson, PreparedLesson {

  /** Some thousand rows: a second partition only costs time. */
  private static final int PARTITIONS = 1;

  /** Each takes as long as one; the best of four is near the best of twenty. */
  private static final int STARTS = 4;

  @Mixin TrainingOptions options;

  private ClusterModel model;
  private PipelineModel sparkModel;
  private List<Trial> trials;
  private Trial chosen;
  private List<Row> stations;

  /**
   * Step 1: the observations whose four variables are there and possible, see {@link Variable}. In
   * an order that does not depend on the files: k-means starts from rows by their places.
   */
  public static Dataset<Row> complete(Dataset<Row> observations) {
    Dataset<Row> complete = observations;
    for (Variable variable : Variable.values()) {
      complete = complete.where(col(variable.key()).between(variable.least(), variable.most()));
    }
    return complete.orderBy("ta", "hr", "pres", "vv", "idema", "fint");
  }

  /** Before it, if asked for: an absent pressure becomes the standard one of the altitude. */
  public static Dataset<Row> withPressureFromAltitude(Dataset<Row> observations) {
    return observations.withColumn(
        "pres", coalesce(col("pres"), ObservationFiles.standardPressure(col("alt"), col("ta"))));
  }

  /**
   * Step 2: learns how to turn the four columns into one vector {@code scaled}: mean 0, deviation
   * 1.
   */
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

  /**
   * Step 3: clusters the scaled vectors. Where k-means ends depends on where it starts: of several
   * starts the one with the least cost is taken.
   */
  public static KMeansModel fit(Dataset<Row> scaled, int k, long seed) {
    KMeans clusters = new KMeans().setFeaturesCol("scaled").setPredictionCol("cluster").setK(k);
    return LongStream.range(seed * STARTS, (seed + 1) * STARTS)
        .parallel() // a start is many small jobs, one after another
        .mapToObj(start -> clusters.fit(scaled, clusters.seed().w(start)))
        .min(Comparator.comparingDouble(model -> model.summary().trainingCost()))
        .orElseThrow();
  }

  /** Step 4: the same, and says how well. */
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
   * Step 5: the same for each k from 2 on, as far as there are so many different vectors.
   *
   * @param each is told of each trial when it is done
   */
  public static List<Trial> trainRange(
      Dataset<Row> scaled, int most, long seed, Consumer<Trial> each) {
    List<Trial> trials = new ArrayList<>();
    for (int k = 2; k <= most; k++) {
      Trial trial = train(scaled, k, seed);
      if (trial.k() < k && !trials.isEmpty()) {
        break;
      }
      trials.add(trial);
      each.accept(trial);
    }
    return trials;
  }

  /**
   * Step 6, the elbow: where the curve of the cost lies farthest below the straight line from its
   * first point to its last. Up to there another cluster explains a lot, from there on little.
   */
  public static Trial elbow(List<Trial> trials) {
    Trial left = trials.get(0);
    Trial right = trials.get(trials.size() - 1);
    double slope = (right.cost() - left.cost()) / Math.max(1, right.k() - left.k());
    return trials.stream()
        .max(
            Comparator.comparingDouble(
                trial -> left.cost() + slope * (trial.k() - left.k()) - trial.cost()))
        .orElseThrow();
  }

  /** Step 7: scaler and clusters as one Spark model, from rows with four variables to clusters. */
  public static PipelineModel sparkModel(Trial trial, PipelineModel scaler, Dataset<Row> complete) {
    // All three are trained: a pipeline of models has nothing left to fit.
    return new Pipeline()
        .setStages(new PipelineStage[] {scaler.stages()[0], scaler.stages()[1], trial.model()})
        .fit(complete);
  }

  /** Step 8: saves a model twice: as JSON, for people and kmeans7, and in Spark's own form. */
  public static void save(Path folder, ClusterModel model, PipelineModel spark) throws IOException {
    spark.write().overwrite().save(ObservationFiles.sparkPath(folder.resolve("spark-model")));
    model.write(folder.resolve("model.json"));
  }

  /** Reads and trains: how long that takes depends on what was captured. */
  @Override
  public void prepare(SparkConf conf) throws IOException {
    options.check();
    try (SparkSession spark = session(conf)) {
      Dataset<Row> observations = options.read(spark).coalesce(PARTITIONS).cache();
      Dataset<Row> imputed = withPressureFromAltitude(observations);
      Dataset<Row> complete = complete(options.impute() ? imputed : observations);
      options.requireEnough(observations.count(), complete.count(), complete(imputed).count());
      PipelineModel scaler = fitScaler(complete);
      Dataset<Row> scaled = scaler.transform(complete); // KMeans keeps it, if nobody else does
      System.out.println(tr(" k  cost  silhouette (both of squared distances)"));
      trials =
          trainRange(scaled, options.most, options.seed, trial -> System.out.println(trial.line()));
      choose();
      model = ClusterModel.of(chosen.model(), scaler);
      System.out.print(KMeansTables.clusters(model));
      sparkModel = sparkModel(chosen, scaler, complete);
      stations = WeatherMap.stations(chosen.model().transform(scaled)).collectAsList();
    }
  }

  /** Takes the k that was asked for, or the elbow's, and says which. */
  private void choose() {
    Trial last = trials.get(trials.size() - 1);
    if (last.k() < options.most) {
      System.out.println(tr("(no more: there are only %d different observations)", last.k()));
    }
    Integer k = options.k;
    chosen = k == null ? elbow(trials) : trials.get(Math.min(k - 2, trials.size() - 1));
    String why = tr(k == null ? ", the elbow of the cost" : chosen.k() == k ? ", as asked" : "");
    System.out.printf("k = %d%s%n", chosen.k(), why);
  }

  @Override
  public void run(SparkConf conf) throws IOException {
    Path to = options.output;
    try (SparkSession spark = session(conf)) {
      save(to, model, sparkModel);
    }
    Pictures.save(WeatherMap.draw(stations, model.names()), to.resolve("clusters.png"));
    Pictures.save(ElbowChart.draw(trials, chosen.k()), to.resolve("elbow.png"));
    System.out.println(tr("Saved in %s: model.json, spark-model/, clusters.png, elbow.png", to));
  }

  private static SparkSession session(SparkConf conf) {
    conf.setIfMissing("spark.sql.shuffle.partitions", "" + PARTITIONS);
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** For kmeans7 without a model: one from the shipped data, without choice and pictures. */
  static void once(SparkConf conf, Path file, int k) throws IOException {
    try (SparkSession spark = session(conf)) {
      Dataset<Row> shipped = TrainingOptions.readShipped(spark, file, k);
      Dataset<Row> complete = complete(shipped).coalesce(PARTITIONS).cache();
      PipelineModel scaler = fitScaler(complete);
      ClusterModel.of(fit(scaler.transform(complete).cache(), k, 1), scaler).write(file);
    }
  }

  public static void main(String[] args) {
    Lesson.main(new KMeansTrain(), args);
  }
}
