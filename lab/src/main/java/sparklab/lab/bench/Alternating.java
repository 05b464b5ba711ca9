package sparklab.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/** A comparison of sides of which each run gives one figure, in turn. */
final class Alternating {

  private final String unit;
  private final Rounds<Double> sides;

  /** Sides that all measure in this unit. */
  Alternating(String unit) {
    this.unit = unit;
    sides = new Rounds<>(figure -> Samples.number(figure) + " " + unit);
  }

  /** Adds a side; the last one is what the others are compared with. */
  Alternating side(String what, Callable<Double> run) {
    sides.side(what, run);
    return this;
  }

  /** One warm-up of each side, then so many counted runs in turn. */
  List<Benchmark.Row> measure(int runs) throws Exception {
    List<String> names = sides.names();
    String other = names.get(names.size() - 1);
    List<Map<String, Double>> rounds = sides.run(1, runs);
    List<Benchmark.Row> rows = new ArrayList<>();
    for (String what : names) {
      rows.add(row(what, unit, rounds, what, other, figure -> figure));
    }
    return rows;
  }

  /**
   * A figure of a side, and the median of its ratios to the other side's in the same round.
   *
   * @param what it is called in the table
   * @param side whose it is
   * @param other what it is compared with; the same side for no ratio
   */
  static <T> Benchmark.Row row(
      String what,
      String unit,
      List<Map<String, T>> rounds,
      String side,
      String other,
      ToDoubleFunction<T> figure) {
    Samples samples = new Samples(unit);
    Samples ratios = new Samples("");
    for (Map<String, T> round : rounds) {
      double mine = figure.applyAsDouble(round.get(side));
      samples.add(mine);
      ratios.add(mine / figure.applyAsDouble(round.get(other)));
    }
    return new Benchmark.Row(what, samples, side.equals(other) ? Double.NaN : ratios.median());
  }
}
