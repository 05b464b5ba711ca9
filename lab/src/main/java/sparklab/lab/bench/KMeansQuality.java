package sparklab.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.evaluation.ClusteringEvaluator;
import org.apache.spark.mllib.clustering.KMeans;
import org.apache.spark.mllib.clustering.StreamingKMeans;
import org.apache.spark.mllib.clustering.StreamingKMeansModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How good the clusters of kmeans7 are on a stream that it has gone through: their cost beside that
 * of k-means trained on all of the stream at once, and of an online model from random centres; and
 * how stable they are.
 */
public final class KMeansQuality {

  private static final List<String> KEYS = List.of("ta", "hr", "pres", "vv");
  private static final int STARTS = 5;

  /** kmeans7's default. */
  private static final double HALF_LIFE = 5000;

  /** Some two hours: centres that follow the day. */
  private static final double SHORT_HALF_LIFE = 500;

  private KMeansQuality() {}

  private record Point(String station, String hour, Vector scaled) {}

  /** Arguments: the stream, the trained model, kmeans7's state. Prints name and value in lines. */
  public static void main(String[] args) throws Exception {
    JsonNode trained = new ObjectMapper().readTree(new File(args[1]));
    JsonNode online = new ObjectMapper().readTree(new File(args[2]));
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      List<Point> points = read(spark, args[0], trained);
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      List<Vector> vectors = points.stream().map(Point::scaled).toList();
      int k = trained.get("k").asInt();
      ToDoubleFunction<Vector[]> cost = centres -> cost(vectors, centres);
      Vector[] batch = null;
      for (int seed = 1; seed <= STARTS; seed++) {
        Vector[] found =
            KMeans.train(
                    context.parallelize(vectors, 2).cache().rdd(),
                    k,
                    100,
                    KMeans.K_MEANS_PARALLEL(),
                    seed)
                .clusterCenters();
        if (batch == null || cost.applyAsDouble(found) < cost.applyAsDouble(batch)) {
          batch = found;
        }
      }
      double best = cost.applyAsDouble(batch);
      tell("observations", points.size());
      tell("k-means on all of it, cost", best);
      tell("k-means on all of it, silhouette", silhouette(spark, vectors, batch));
      tell("kmeans7, cost ratio", cost.applyAsDouble(centres(online)) / best);
      tell("kmeans7, silhouette", silhouette(spark, vectors, centres(online)));
      tell("kmeans-train, cost ratio", cost.applyAsDouble(centres(trained)) / best);
      Map<String, List<Point>> hours = new TreeMap<>();
      points.forEach(p -> hours.computeIfAbsent(p.hour, h -> new ArrayList<>()).add(p));
      List<Double> random = new ArrayList<>();
      for (int seed = 1; seed <= STARTS; seed++) {
        StreamingKMeans start =
            new StreamingKMeans()
                .setK(k)
                .setDecayFactor(1.0)
                .setRandomCenters(KEYS.size(), 0.0, seed);
        Vector[] end = last(follow(context, hours, start, "batches"));
        random.add(cost.applyAsDouble(end) / best);
        if (seed == 1) {
          tell("random start, silhouette", silhouette(spark, vectors, end));
        }
      }
      random.sort(Comparator.naturalOrder());
      tell("random start, cost ratio, best of 5", random.get(0));
      tell("random start, cost ratio, median", random.get(STARTS / 2));
      tell("random start, cost ratio, worst", random.get(STARTS - 1));
      stability(context, hours, trained, k, HALF_LIFE);
      stability(context, hours, trained, k, SHORT_HALF_LIFE);
    }
  }

  /**
   * How far two assignments of stations agree: by the models after the first and after the second
   * half of an hour's messages, and between hours. Between hours both may change, the weather of
   * the stations and the centres; so the day's course also by the centres as they were in the
   * morning.
   */
  private static void stability(
      JavaSparkContext context,
      Map<String, List<Point>> hours,
      JsonNode trained,
      int k,
      double halfLife) {
    double[] weights = new double[k];
    for (int cluster = 0; cluster < k; cluster++) {
      weights[cluster] = trained.get("clusters").get(cluster).get("weight").asDouble();
    }
    StreamingKMeans start =
        new StreamingKMeans()
            .setK(k)
            .setHalfLife(halfLife, "points")
            .setInitialCenters(centres(trained), weights);
    Map<String, List<Point>> halves = new TreeMap<>();
    hours.forEach(
        (hour, points) -> {
          halves.put(hour + " 1", points.subList(0, points.size() / 2));
          halves.put(hour + " 2", points.subList(points.size() / 2, points.size()));
        });
    List<Vector[]> models = follow(context, halves, start, "points"); // two of each hour
    List<List<Point>> inOrder = new ArrayList<>(hours.values());
    Samples withinHour = new Samples("");
    Samples nextDay = new Samples("");
    Samples course = new Samples("");
    Samples courseOfStations = new Samples("");
    for (int hour = 0; hour < inOrder.size(); hour++) {
      List<Point> points = inOrder.get(hour);
      Map<String, Integer> now = assign(points, models.get(2 * hour + 1));
      withinHour.add(randIndex(assign(points, models.get(2 * hour)), now));
      if (hour >= 24) {
        int before = hour - 24;
        nextDay.add(randIndex(assign(inOrder.get(before), models.get(2 * before + 1)), now));
      }
      if (hour % 24 == 15) {
        Vector[] morning = models.get(2 * (hour - 10) + 1);
        Map<String, Integer> then = assign(inOrder.get(hour - 10), morning);
        course.add(randIndex(then, now));
        courseOfStations.add(randIndex(then, assign(points, morning)));
      }
    }
    String what = "adjusted Rand index, half-life %.0f: ".formatted(halfLife);
    tell(what + "after the first and the second half of an hour's messages", withinHour.median());
    tell(what + "an hour and the same a day later", nextDay.median());
    tell(what + "05 and 15 UTC of a day", course.median());
    tell(what + "05 and 15 UTC by the centres of 05 UTC", courseOfStations.median());
  }

  private static void tell(String what, double value) {
    System.out.println(what + "\t" + value);
  }

  /** The observations that have all variables, scaled as the model's are. */
  private static List<Point> read(SparkSession spark, String file, JsonNode model) {
    Dataset<Row> rows =
        spark
            .read()
            .schema("idema STRING, fint STRING, ta DOUBLE, hr DOUBLE, pres DOUBLE, vv DOUBLE")
            .json(file)
            .na()
            .drop();
    List<Point> points = new ArrayList<>();
    for (Row row : rows.collectAsList()) {
      double[] scaled = new double[KEYS.size()];
      for (int at = 0; at < scaled.length; at++) {
        JsonNode variable = model.get("variables").get(at);
        double value = row.<Double>getAs(KEYS.get(at));
        scaled[at] = (value - variable.get("mean").asDouble()) / variable.get("std").asDouble();
      }
      points.add(new Point(row.getString(0), row.getString(1), Vectors.dense(scaled)));
    }
    return points;
  }

  private static Vector[] centres(JsonNode model) {
    List<Vector> centres = new ArrayList<>();
    for (JsonNode cluster : model.get("clusters")) {
      double[] centre = new double[KEYS.size()];
      for (int at = 0; at < centre.length; at++) {
        centre[at] = cluster.get("scaled").get(at).asDouble();
      }
      centres.add(Vectors.dense(centre));
    }
    return centres.toArray(Vector[]::new);
  }

  /** An online model's centres after each hour. */
  private static List<Vector[]> follow(
      JavaSparkContext context,
      Map<String, List<Point>> hours,
      StreamingKMeans start,
      String timeUnit) {
    List<Vector[]> centres = new ArrayList<>();
    StreamingKMeansModel model = start.latestModel();
    for (List<Point> hour : hours.values()) {
      List<Vector> vectors = hour.stream().map(Point::scaled).toList();
      model = model.update(context.parallelize(vectors, 1).rdd(), start.decayFactor(), timeUnit);
      centres.add(Arrays.stream(model.clusterCenters()).map(Vector::copy).toArray(Vector[]::new));
    }
    return centres;
  }

  private static Vector[] last(List<Vector[]> models) {
    return models.get(models.size() - 1);
  }

  private static double cost(List<Vector> vectors, Vector[] centres) {
    return vectors.stream()
        .mapToDouble(vector -> Vectors.sqdist(vector, centres[nearest(vector, centres)]))
        .average()
        .orElseThrow();
  }

  private static int nearest(Vector vector, Vector[] centres) {
    int nearest = 0;
    for (int centre = 1; centre < centres.length; centre++) {
      if (Vectors.sqdist(vector, centres[centre]) < Vectors.sqdist(vector, centres[nearest])) {
        nearest = centre;
      }
    }
    return nearest;
  }

  private static Map<String, Integer> assign(List<Point> points, Vector[] centres) {
    Map<String, Integer> assigned = new HashMap<>();
    points.forEach(point -> assigned.put(point.station, nearest(point.scaled, centres)));
    return assigned;
  }

  private static double silhouette(SparkSession spark, List<Vector> vectors, Vector[] centres) {
    List<Assigned> rows = new ArrayList<>();
    for (Vector vector : vectors) {
      double[] v = vector.toArray();
      rows.add(new Assigned(v[0], v[1], v[2], v[3], nearest(vector, centres)));
    }
    Dataset<Row> assigned = spark.createDataset(rows, Encoders.bean(Assigned.class)).toDF();
    return new ClusteringEvaluator()
        .setFeaturesCol("features")
        .evaluate(
            new org.apache.spark.ml.feature.VectorAssembler()
                .setInputCols(new String[] {"a", "b", "c", "d"})
                .setOutputCol("features")
                .transform(assigned));
  }

  /** A row for Spark's evaluator. */
  public static final class Assigned implements java.io.Serializable {
    private double a;
    private double b;
    private double c;
    private double d;
    private int prediction;

    /** For Spark. */
    public Assigned() {}

    Assigned(double a, double b, double c, double d, int prediction) {
      this.a = a;
      this.b = b;
      this.c = c;
      this.d = d;
      this.prediction = prediction;
    }

    public double getA() {
      return a;
    }

    public double getB() {
      return b;
    }

    public double getC() {
      return c;
    }

    public double getD() {
      return d;
    }

    public int getPrediction() {
      return prediction;
    }

    public void setA(double value) {
      a = value;
    }

    public void setB(double value) {
      b = value;
    }

    public void setC(double value) {
      c = value;
    }

    public void setD(double value) {
      d = value;
    }

    public void setPrediction(int value) {
      prediction = value;
    }
  }

  /**
   * The adjusted Rand index of two partitions of the stations that are in both: 1 if they are the
   * same, about 0 if they agree by chance only (Hubert and Arabie 1985).
   */
  static double randIndex(Map<String, Integer> left, Map<String, Integer> right) {
    Map<List<Integer>, Integer> both = new HashMap<>();
    Map<Integer, Integer> inLeft = new HashMap<>();
    Map<Integer, Integer> inRight = new HashMap<>();
    int count = 0;
    for (Map.Entry<String, Integer> entry : left.entrySet()) {
      Integer other = right.get(entry.getKey());
      if (other != null) {
        both.merge(List.of(entry.getValue(), other), 1, Integer::sum);
        inLeft.merge(entry.getValue(), 1, Integer::sum);
        inRight.merge(other, 1, Integer::sum);
        count++;
      }
    }
    double agree = pairs(both.values());
    double leftPairs = pairs(inLeft.values());
    double rightPairs = pairs(inRight.values());
    double expected = leftPairs * rightPairs / (count * (count - 1) / 2.0);
    double most = (leftPairs + rightPairs) / 2;
    return most == expected ? 1 : (agree - expected) / (most - expected);
  }

  private static double pairs(Iterable<Integer> sizes) {
    double pairs = 0;
    for (int size : sizes) {
      pairs += size * (size - 1) / 2.0;
    }
    return pairs;
  }
}
