package sparklab.kmeans.support.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.clustering.StreamingKMeansModel;
import org.apache.spark.mllib.feature.StandardScalerModel;
import org.apache.spark.mllib.linalg.Vector;
import scala.Tuple2;
import sparklab.kmeans.support.weather.StationHour;
import sparklab.kmeans.support.weather.Variable;
import sparklab.lesson.live.Live;

/** What the live page shows of the tables, for a map and lines; nothing if nobody looks. */
final class LiveClusters {

  /** Clusters on a map; a legend of more is of no use. */
  private static final int MOST = 100;

  /** Stations on a map: there are some 800. */
  private static final int STATIONS = 1_000;

  private LiveClusters() {}

  /** How many stations are enough, for a table that shows so many and for a map. */
  static int enough(int shown) {
    return Live.isOn() ? Math.max(shown, STATIONS) : shown;
  }

  /** Observations as they came. */
  static void stations(List<StationHour> observations) {
    if (Live.isOn()) {
      List<Object> rows = new ArrayList<>();
      for (StationHour each : observations) {
        List<Object> row = new ArrayList<>(List.of(each.hour(), Live.cut(each.name())));
        for (Variable variable : Variable.values()) {
          row.add(number(each.value(variable)));
        }
        rows.add(row);
      }
      table("stations", List.of("fint", "ubi"), rows);
    }
  }

  /** The first vectors of a batch. */
  static void vectors(List<Tuple2<String, Vector>> vectors) {
    if (Live.isOn()) {
      table("vectors", List.of("station"), rows(vectors));
    }
  }

  private static void table(String title, List<String> first, List<?> rows) {
    List<String> columns = new ArrayList<>(first);
    columns.addAll(Variable.keys());
    Live.show("table", Map.of("title", title, "columns", columns, "rows", rows));
  }

  private static List<Object> rows(List<Tuple2<String, Vector>> vectors) {
    List<Object> rows = new ArrayList<>();
    for (Tuple2<String, Vector> vector : vectors) {
      List<Object> row = new ArrayList<>(List.of(Live.cut(vector._1())));
      for (double value : vector._2().toArray()) {
        row.add(number(value));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Three decimals are what a picture shows; null for an absent sensor. */
  private static Double number(double value) {
    return Double.isNaN(value) ? null : Math.round(value * 1e3) / 1e3;
  }

  /**
   * The stations of a batch with their vectors, and what they were scaled by.
   *
   * @param scaled the values of pairs of stations and vectors: the stations are found there
   */
  static void scaling(StandardScalerModel scaler, JavaRDD<Vector> scaled) {
    if (!Live.isOn()) {
      return;
    }
    List<Tuple2<String, Vector>> vectors = new ArrayList<>();
    for (Object pair : scaled.rdd().dependencies().head().rdd().toJavaRDD().take(STATIONS)) {
      if (pair instanceof Tuple2<?, ?> entry
          && entry._1() instanceof String station
          && entry._2() instanceof Vector vector) {
        vectors.add(new Tuple2<>(station, vector));
      }
    }
    Live.show(
        "scaling",
        Map.of(
            "mean",
            scaler.mean().toArray(),
            "deviation",
            scaler.std().toArray(),
            "stations",
            rows(vectors)));
  }

  /** What each variable adds to the distances, before and after scaling. */
  static void shares(double[] before, double[] after) {
    if (Live.isOn()) {
      List<List<Object>> rows = new ArrayList<>();
      for (Variable variable : Variable.values()) {
        int at = variable.ordinal();
        rows.add(List.of(variable.key(), before[at], after[at]));
      }
      Live.show("shares", Map.of("shares", rows));
    }
  }

  /** How far new observations are from their centres. */
  static void cost(double cost) {
    if (Live.isOn()) {
      Live.show("cost", Map.of("cost", cost));
    }
  }

  /** The centres, scaled, and what they weigh. */
  static void centres(StreamingKMeansModel model) {
    if (Live.isOn()) {
      List<Object> rows = new ArrayList<>();
      for (int cluster = 0; cluster < Math.min(MOST, model.k()); cluster++) {
        rows.add(
            Map.of(
                "number",
                cluster,
                "count",
                model.clusterWeights()[cluster],
                "centre",
                model.clusterCenters()[cluster].copy().toArray() /* Spark moves its own */));
      }
      Live.show("centres", Map.of("clusters", rows, "k", model.k()));
    }
  }

  /**
   * The stations of each cluster.
   *
   * @param names of the clusters, if they have any
   * @param centres in units, if that is what they are
   */
  static void members(ClusterMembers members, List<String> names, double[][] centres) {
    if (!Live.isOn()) {
      return;
    }
    List<Object> rows = new ArrayList<>();
    int k = 0;
    for (int cluster : members.numbers()) {
      if (++k <= MOST) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("number", cluster);
        row.put("name", names.isEmpty() ? "cluster " + cluster : names.get(cluster));
        row.put("count", members.count(cluster));
        row.put("centre", centres.length == 0 ? null : centres[cluster]);
        row.put("stations", members.allNames(cluster).stream().map(Live::cut).toList());
        rows.add(row);
      }
    }
    Live.show("clusters", Map.of("clusters", rows, "k", k));
  }
}
