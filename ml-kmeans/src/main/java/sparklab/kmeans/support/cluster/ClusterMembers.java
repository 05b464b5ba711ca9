package sparklab.kmeans.support.cluster;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.mllib.clustering.StreamingKMeansModel;
import org.apache.spark.mllib.feature.StandardScalerModel;
import scala.Tuple2;
import sparklab.lesson.TopList;

/** Which observations of a batch are in which cluster: how many, and some stations by name. */
public final class ClusterMembers {

  private final Map<Integer, Cluster> clusters;
  private final int shown;

  private ClusterMembers(Map<Integer, Cluster> clusters, int shown) {
    this.clusters = clusters;
    this.shown = shown;
  }

  /**
   * The members of each cluster, empty clusters too.
   *
   * @param assigned names of stations with the numbers of their clusters
   * @param k how many clusters there are
   * @param shown how many names are kept of each: the first by code point
   */
  public static ClusterMembers of(JavaPairRDD<String, Integer> assigned, int k, int shown) {
    int kept = LiveClusters.enough(shown);
    Map<Integer, Cluster> clusters =
        new TreeMap<>(
            assigned
                .mapToPair(Tuple2::swap)
                .aggregateByKey(new Cluster(kept), Cluster::add, Cluster::merge)
                .collectAsMap());
    for (int cluster = 0; cluster < k; cluster++) {
      clusters.putIfAbsent(cluster, new Cluster(kept));
    }
    return new ClusterMembers(clusters, shown);
  }

  /** The observations of all clusters together. */
  public long count() {
    return clusters.values().stream().mapToLong(cluster -> cluster.count).sum();
  }

  /** A line for each cluster by its number; empty for a batch without observations. */
  public String table() {
    return KMeansTables.members(this);
  }

  /** The clusters from the sea to the mountains: names, centres in units, members. */
  public String table(StandardScalerModel scaler, StreamingKMeansModel model) {
    return KMeansTables.clusters(scaler, model, this);
  }

  /** The numbers of the clusters. */
  Iterable<Integer> numbers() {
    return clusters.keySet();
  }

  /** How many observations a cluster has. */
  long count(int cluster) {
    return clusters.get(cluster).count;
  }

  /** Some of a cluster's stations. */
  List<String> names(int cluster) {
    return allNames(cluster).stream().limit(shown).toList();
  }

  /** As many of them as a map shows, if anybody looks at one. */
  List<String> allNames(int cluster) {
    return List.copyOf(clusters.get(cluster).names);
  }

  private static final class ByCodePoint implements Comparator<String>, Serializable {
    @Override
    public int compare(String left, String right) {
      return TopList.compareCodePoints(left, right);
    }
  }

  private static final class Cluster implements Serializable {

    private final int shown;
    private long count;
    private final TreeSet<String> names = new TreeSet<>(new ByCodePoint());

    private Cluster(int shown) {
      this.shown = shown;
    }

    private Cluster add(String name) {
      count++;
      keep(name);
      return this;
    }

    private Cluster merge(Cluster other) {
      count += other.count;
      other.names.forEach(this::keep);
      return this;
    }

    private void keep(String name) {
      if (names.size() < shown) {
        names.add(name);
      } else if (shown > 0
          && names.comparator().compare(name, names.last()) < 0
          && names.add(name)) {
        names.pollLast();
      }
    }
  }
}
