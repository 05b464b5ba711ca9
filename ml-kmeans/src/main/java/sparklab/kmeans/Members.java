package sparklab.kmeans;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;
import sparklab.lesson.TopList;

/** Which observations of a batch are in a cluster: how many, and some stations by name. */
final class Members implements Serializable {

  private final int shown;
  private long count;
  private final TreeSet<String> names = new TreeSet<>(new ByCodePoint());

  private static final class ByCodePoint implements java.util.Comparator<String>, Serializable {
    @Override
    public int compare(String left, String right) {
      return TopList.compareCodePoints(left, right);
    }
  }

  private Members(int shown) {
    this.shown = shown;
  }

  /**
   * The members of each cluster, empty clusters too.
   *
   * @param assigned observations with the numbers of their clusters
   * @param k how many clusters there are
   * @param shown how many names are kept of each: the first by code point
   */
  static Map<Integer, Members> byCluster(
      JavaPairRDD<Observation, Integer> assigned, int k, int shown) {
    Map<Integer, Members> members =
        new TreeMap<>(
            assigned
                .mapToPair(entry -> new Tuple2<>(entry._2(), entry._1().name()))
                .aggregateByKey(new Members(shown), Members::add, Members::merge)
                .collectAsMap());
    for (int cluster = 0; cluster < k; cluster++) {
      members.putIfAbsent(cluster, new Members(shown));
    }
    return members;
  }

  /** The observations of all clusters together. */
  static long count(Map<Integer, Members> members) {
    return members.values().stream().mapToLong(Members::count).sum();
  }

  private Members add(String name) {
    count++;
    keep(name);
    return this;
  }

  private Members merge(Members other) {
    count += other.count;
    other.names.forEach(this::keep);
    return this;
  }

  private void keep(String name) {
    if (names.size() < shown) {
      names.add(name);
    } else if (shown > 0 && names.comparator().compare(name, names.last()) < 0 && names.add(name)) {
      names.pollLast();
    }
  }

  /** How many observations there are. */
  long count() {
    return count;
  }

  /** Some stations' names. */
  List<String> names() {
    return List.copyOf(names);
  }
}
