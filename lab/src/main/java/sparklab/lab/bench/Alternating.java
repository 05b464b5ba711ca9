package sparklab.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Runs the sides of a comparison in turn, so that a machine whose speed drifts is fair to all. */
final class Alternating {

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

  /** One warm-up of each side, then so many counted runs in turn; ratios are medians of pairs. */
  List<Benchmark.Row> measure(int runs) throws Exception {
    Map<String, Samples> samples = new LinkedHashMap<>();
    for (int run = -1; run < runs; run++) {
      for (Map.Entry<String, Callable<Double>> side : sides.entrySet()) {
        double value = side.getValue().call();
        System.err.printf(
            "  %s: %s %s%s%n",
            side.getKey(), Samples.number(value), unit, run < 0 ? " (warm-up)" : "");
        if (run >= 0) {
          samples.computeIfAbsent(side.getKey(), what -> new Samples(unit)).add(value);
        }
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
}
