package sparklab.kmeans.support.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.mllib.clustering.StreamingKMeansModel;
import sparklab.kmeans.support.weather.Variable;
import sparklab.lesson.live.Live;

/** What the live page shows of the tables, for a map and lines; nothing if nobody looks. */
final class LiveClusters {

  /** Clusters on a map; a legend of more is of no use. */
  private static final int MOST = 100;

  private LiveClusters() {}

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
