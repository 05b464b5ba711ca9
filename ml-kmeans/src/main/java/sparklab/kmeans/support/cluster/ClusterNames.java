package sparklab.kmeans.support.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import sparklab.data.meteo.Barometer;
import sparklab.kmeans.support.weather.Variable;

/**
 * Names of clusters, made from where their centres are: a centre has no number that means anything,
 * and the same group of stations may come out first in one training and third in the next.
 *
 * <p>The noun is the altitude that belongs to the centre's pressure (see {@link Barometer}):
 * <i>lowland</i> below 400 m, <i>plateau</i> below 1,000 m, <i>mountains</i> above. It says no more
 * than that: whether the sea is near, pressure does not tell. Before it goes the variable in which
 * the centre is farthest from the mean of all clusters, if that is half a standard deviation or
 * more: <i>humid lowland</i>. Centres that still have the same name are told apart by the other
 * variables, widest gap first.
 */
public final class ClusterNames {

  private static final double LOWLAND = 400;
  private static final double PLATEAU = 1000;

  /** In standard deviations: nearer to the mean than that is nothing to name a cluster after. */
  private static final double STANDS_OUT = 0.5;

  /** In standard deviations: what tells two centres apart. */
  private static final double NOTICEABLE = 0.05;

  private ClusterNames() {}

  /** How a variable is said: of the centre that has less of it, and of the one that has more. */
  private enum Adjective {
    HUMIDITY(Variable.HUMIDITY, "dry", "humid"),
    WIND(Variable.WIND, "calm", "windy"),
    TEMPERATURE(Variable.TEMPERATURE, "cool", "warm");

    private final Variable variable;
    private final String less;
    private final String more;

    Adjective(Variable variable, String less, String more) {
      this.variable = variable;
      this.less = less;
      this.more = more;
    }

    private double of(double[] centre) {
      return centre[variable.ordinal()];
    }
  }

  /** The altitude in metres at which the standard atmosphere has a centre's pressure. */
  public static double altitude(double[] centre) {
    return Barometer.altitudeOf(
        centre[Variable.PRESSURE.ordinal()], centre[Variable.TEMPERATURE.ordinal()]);
  }

  /**
   * Names, all different, for centres in any order.
   *
   * @param centres a row of values for each, in units, in the order of {@link Variable}
   * @param weights how many observations each stands for
   * @param std the standard deviation of each variable
   */
  public static List<String> of(double[][] centres, double[] weights, double[] std) {
    double[] mean = mean(centres, weights);
    Map<String, List<Integer>> groups = new TreeMap<>();
    for (int centre = 0; centre < centres.length; centre++) {
      String name = standingOut(centres[centre], mean, std) + noun(centres[centre]);
      groups.computeIfAbsent(name, same -> new ArrayList<>()).add(centre);
    }
    String[] names = new String[centres.length];
    groups.forEach((name, group) -> tellApart(group, "", name, centres, std, names));
    makeUnique(names, centres);
    return List.of(names);
  }

  /**
   * The numbers of centres from the sea to the mountains: the one with the highest pressure first;
   * what has the same pressure, by the other variables.
   */
  static List<Integer> bySeaLevel(double[][] centres) {
    return IntStream.range(0, centres.length)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(c -> -centres[c][Variable.PRESSURE.ordinal()])
                .thenComparing(c -> centres[c], Arrays::compare))
        .toList();
  }

  /** What all clusters have together; each counts the same if none has any weight. */
  private static double[] mean(double[][] centres, double[] weights) {
    double[] mean = new double[Variable.values().length];
    double all = DoubleStream.of(weights).sum();
    for (int centre = 0; centre < centres.length; centre++) {
      double share = all > 0 ? weights[centre] / all : 1.0 / centres.length;
      for (int at = 0; at < mean.length; at++) {
        mean[at] += share * centres[centre][at];
      }
    }
    return mean;
  }

  private static String standingOut(double[] centre, double[] mean, double[] std) {
    String word = "";
    double most = STANDS_OUT;
    for (Adjective adjective : Adjective.values()) {
      int at = adjective.variable.ordinal();
      double distance = std[at] == 0 ? 0 : (centre[at] - mean[at]) / std[at];
      if (Math.abs(distance) >= most) {
        most = Math.abs(distance);
        word = (distance < 0 ? adjective.less : adjective.more) + " ";
      }
    }
    return word;
  }

  private static String noun(double[] centre) {
    double altitude = altitude(centre);
    return altitude < LOWLAND ? "lowland" : altitude < PLATEAU ? "plateau" : "mountains";
  }

  /**
   * Splits a group at its widest gap in an adjective, and the two parts by the other adjectives.
   */
  private static void tellApart(
      List<Integer> group,
      String adjectives,
      String name,
      double[][] centres,
      double[] std,
      String[] names) {
    Split split = group.size() < 2 ? null : widest(group, adjectives + name, centres, std);
    if (split == null) {
      group.forEach(centre -> names[centre] = adjectives + name);
      return;
    }
    tellApart(split.below, adjectives + split.adjective.less + " ", name, centres, std, names);
    tellApart(split.above, adjectives + split.adjective.more + " ", name, centres, std, names);
  }

  private record Split(Adjective adjective, double gap, List<Integer> below, List<Integer> above) {}

  /** The widest gap between neighbours in any adjective that the name does not have yet. */
  private static Split widest(List<Integer> group, String used, double[][] centres, double[] std) {
    Split best = null;
    for (Adjective adjective : Adjective.values()) {
      double step = std[adjective.variable.ordinal()];
      if (step == 0 || used.contains(adjective.less + " ") || used.contains(adjective.more + " ")) {
        continue;
      }
      List<Integer> sorted = new ArrayList<>(group);
      sorted.sort(Comparator.comparingDouble(centre -> adjective.of(centres[centre])));
      for (int at = 1; at < sorted.size(); at++) {
        double gap =
            (adjective.of(centres[sorted.get(at)]) - adjective.of(centres[sorted.get(at - 1)]))
                / step;
        if (gap > NOTICEABLE && (best == null || gap > best.gap)) {
          best =
              new Split(adjective, gap, sorted.subList(0, at), sorted.subList(at, sorted.size()));
        }
      }
    }
    return best;
  }

  /**
   * Centres that no adjective tells apart get their altitude, and equal ones a letter: the one with
   * the highest pressure first, so that the names do not depend on the centres' numbers.
   */
  private static void makeUnique(String[] names, double[][] centres) {
    Set<String> taken = new HashSet<>();
    for (int centre : bySeaLevel(centres)) {
      String name = names[centre];
      if (!taken.add(name)) {
        name = String.format(Locale.ROOT, "%s at %.0f m", name, altitude(centres[centre]));
        for (char letter = 'b'; !taken.add(name); letter++) {
          name = names[centre] + " " + letter;
        }
      }
      names[centre] = name;
    }
  }
}
