package sparklab.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import sparklab.data.Failure;

/** Runs the sides of a comparison in turn, so that a machine whose speed drifts is fair to all. */
final class Alternating {

  /** Rounds in which a run failed and that are run again; more of them are no accident. */
  private static final int FAILED_ROUNDS = 2;

  private final String unit;
  private final Map<String, Callable<Double>> sides = new LinkedHashMap<>();

  /** Sides that all measure in this unit. */
  Alternating(String unit) {
    this.unit = unit;
  }

  /** Adds a side; the last one is what the others are compared with. */
  Alternating side(String what, Callable<Double> run) {
    sides.put(what, run);
    return this;
  }

  /**
   * One warm-up of each side, then so many counted runs in turn; ratios are medians of pairs. A
   * round in which a run fails counts for no side and is run again, twice at most.
   */
  List<Benchmark.Row> measure(int runs) throws Exception {
    Map<String, Samples> samples = new LinkedHashMap<>();
    sides.keySet().forEach(side -> samples.put(side, new Samples(unit)));
    int failed = 0;
    for (int run = -1; run < runs; run++) {
      try {
        Map<String, Double> round = round(run < 0);
        if (run >= 0) {
          round.forEach((side, value) -> samples.get(side).add(value));
        }
      } catch (InterruptedException stopped) {
        throw stopped;
      } catch (Exception broken) {
        if (++failed > FAILED_ROUNDS) {
          throw broken;
        }
        System.err.println("  failed, once more: " + Failure.describe(broken));
        run--;
      }
    }
    List<String> names = new ArrayList<>(sides.keySet());
    Samples other = samples.get(names.get(names.size() - 1));
    List<Benchmark.Row> rows = new ArrayList<>();
    for (String what : names) {
      Samples mine = samples.get(what);
      Samples ratios = new Samples("");
      for (int run = 0; run < runs; run++) {
        ratios.add(mine.get(run) / other.get(run));
      }
      rows.add(new Benchmark.Row(what, mine, mine == other ? Double.NaN : ratios.median()));
    }
    return rows;
  }

  private Map<String, Double> round(boolean warmUp) throws Exception {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Map.Entry<String, Callable<Double>> side : sides.entrySet()) {
      double value = side.getValue().call();
      System.err.printf(
          "  %s: %s %s%s%n",
          side.getKey(), Samples.number(value), unit, warmUp ? " (warm-up)" : "");
      values.put(side.getKey(), value);
    }
    return values;
  }
}
