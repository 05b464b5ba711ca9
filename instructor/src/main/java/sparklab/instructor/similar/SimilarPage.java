package sparklab.instructor.similar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What the page of an exercise shows.
 *
 * @param threshold in percent
 * @param middle the median of all values, in percent
 * @param pairs those from the threshold on
 * @param clusters those whom such pairs connect, where they are more than a pair
 * @param left what was not compared, and why
 */
record SimilarPage(
    String heading,
    int submissions,
    int old,
    long threshold,
    int compared,
    long middle,
    List<Bar> distribution,
    List<Row> pairs,
    List<Cluster> clusters,
    List<String> left) {

  private static final int COLOURS = 6;

  /** How many pairs have such a value; the percents are of the most. */
  record Bar(String label, long pairs, long percent, boolean above) {}

  /** Submissions that pairs connect: each is similar to another one of them. */
  record Cluster(String names, int size) {}

  /** The clusters of three and more, the largest first. */
  static List<Cluster> clusters(List<Row> pairs) {
    List<Set<String>> groups = new ArrayList<>();
    for (Row pair : pairs) {
      Set<String> joined = new TreeSet<>(List.of(pair.first(), pair.second()));
      List<Set<String>> touched =
          groups.stream()
              .filter(group -> group.contains(pair.first()) || group.contains(pair.second()))
              .toList();
      touched.forEach(joined::addAll);
      groups.removeAll(touched);
      groups.add(joined);
    }
    return groups.stream()
        .filter(group -> group.size() > 2)
        .map(group -> new Cluster(String.join(", ", group), group.size()))
        .sorted(Comparator.comparing(Cluster::size).reversed())
        .toList();
  }

  /** A pair of the table, and the number of its page. */
  record Row(int number, String first, String second, long percent) {}

  /** A pair, side by side. */
  record Beside(String heading, long percent, int parts, List<Sheet> sides) {}

  /** What one of them handed in. */
  record Sheet(String name, List<Source> files) {}

  /** A file. */
  record Source(String path, List<Line> lines) {}

  /**
   * A line.
   *
   * @param mark the class of its colour; empty if it is in no common part
   * @param part the number of the common part, on its first line; empty on others
   */
  record Line(int number, String text, String mark, String part) {}

  static long percent(double similarity) {
    return Math.round(100 * similarity);
  }

  /** How many pairs have 0 to 10 %, 10 to 20 % and so on. */
  static List<Bar> distribution(List<Likeness.Pair> pairs, double threshold) {
    long[] counts = new long[10];
    pairs.forEach(pair -> counts[Math.min(9, (int) (10 * pair.similarity()))]++);
    long most = Math.max(1, LongStream.of(counts).max().orElse(1));
    return IntStream.range(0, 10)
        .mapToObj(
            at ->
                new Bar(
                    10 * at + " – " + 10 * (at + 1) + " %",
                    counts[at],
                    100 * counts[at] / most,
                    at >= 10 * threshold))
        .toList();
  }

  static long middle(List<Likeness.Pair> pairs) {
    List<Double> sorted = pairs.stream().map(Likeness.Pair::similarity).sorted().toList();
    return sorted.isEmpty() ? 0 : percent(sorted.get(sorted.size() / 2));
  }

  /**
   * One side of a pair, with the common parts marked: the same number and colour on both sides.
   *
   * @param files the text of each by its name
   */
  static Sheet sheet(String name, Map<String, String> files, List<Likeness.Side> sides) {
    return new Sheet(
        name,
        files.entrySet().stream()
            .sorted(
                Comparator.comparing(
                        (Map.Entry<String, String> file) ->
                            sides.stream().noneMatch(side -> side.file().equals(file.getKey())))
                    .thenComparing(Map.Entry::getKey))
            .map(file -> new Source(file.getKey(), lines(file.getKey(), file.getValue(), sides)))
            .toList());
  }

  private static List<Line> lines(String file, String text, List<Likeness.Side> sides) {
    List<String> lines = text.lines().toList();
    List<Line> marked = new ArrayList<>();
    int before = -1;
    for (int at = 0; at < lines.size(); at++) {
      int number = at + 1;
      int part =
          IntStream.range(0, sides.size())
              .filter(one -> sides.get(one).file().equals(file))
              .filter(one -> sides.get(one).from() <= number && number <= sides.get(one).to())
              .findFirst()
              .orElse(-1);
      marked.add(
          new Line(
              number,
              lines.get(at),
              part < 0 ? "" : "part" + part % COLOURS,
              part < 0 || part == before ? "" : "" + (part + 1)));
      before = part;
    }
    return marked;
  }
}
