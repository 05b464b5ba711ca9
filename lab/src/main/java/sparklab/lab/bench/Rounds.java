package sparklab.lab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import sparklab.cli.Failure;

/**
 * Runs the sides of a comparison in turn, so that a machine whose speed drifts is fair to all.
 *
 * @param <T> what a run gives
 */
final class Rounds<T> {

  /** Rounds in which a run failed and that are run again; more of them are no accident. */
  private static final int FAILED = 2;

  private final Function<T, String> told;
  private final Map<String, Callable<T>> sides = new LinkedHashMap<>();

  /**
   * No sides yet.
   *
   * @param told what is said of a run when it is over
   */
  Rounds(Function<T, String> told) {
    this.told = told;
  }

  void side(String what, Callable<T> run) {
    sides.put(what, run);
  }

  /** The sides' names, in their order. */
  List<String> names() {
    return List.copyOf(sides.keySet());
  }

  /**
   * So many rounds that are thrown away, then those that count.
   *
   * <p>A round in which a run fails counts for no side and is run again, twice at most.
   *
   * @return what each side gave, by round
   */
  List<Map<String, T>> run(int warmUps, int counted) throws Exception {
    List<Map<String, T>> rounds = new ArrayList<>();
    int failed = 0;
    while (rounds.size() < warmUps + counted) {
      try {
        rounds.add(round(rounds.size() < warmUps ? " (warm-up)" : ""));
      } catch (InterruptedException stopped) {
        throw stopped;
      } catch (Exception broken) {
        if (++failed > FAILED) {
          throw broken;
        }
        System.err.println("  failed, once more: " + Failure.describe(broken));
      }
    }
    return rounds.subList(warmUps, rounds.size());
  }

  private Map<String, T> round(String remark) throws Exception {
    Map<String, T> results = new LinkedHashMap<>();
    for (Map.Entry<String, Callable<T>> side : sides.entrySet()) {
      T result = side.getValue().call();
      System.err.printf("  %s: %s%s%n", side.getKey(), told.apply(result), remark);
      results.put(side.getKey(), result);
    }
    return results;
  }
}
