package sparklab.lab.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import sparklab.worker.Answer;

/** Compares what came out of a task with what was to come out. */
public final class Comparison {

  private final PublicCase one;

  /** With what a case expects. */
  public Comparison(PublicCase one) {
    this.one = one;
  }

  /** Whether the answer is what the case expects. */
  public boolean matches(Answer answer) {
    PublicCase.Expected expected = one.expected();
    if (expected.batches() == null) {
      return answer.batches() == null && same(expected.value(), answer.value());
    }
    if (answer.batches() == null
        || expected.columns() != null && !expected.columns().equals(answer.columns())) {
      return false;
    }
    if (one.whenever()) {
      List<List<Object>> all = new ArrayList<>();
      answer.batches().forEach(all::addAll);
      return sameRows(expected.batches().get(0), all);
    }
    if (answer.batches().size() != expected.batches().size()) {
      return false;
    }
    for (int batch = 0; batch < expected.batches().size(); batch++) {
      if (!sameRows(expected.batches().get(batch), answer.batches().get(batch))) {
        return false;
      }
    }
    return true;
  }

  private boolean sameRows(List<List<Object>> expected, List<List<Object>> got) {
    if (one.ordered()) {
      return same(expected, got);
    }
    if (expected.size() != got.size()) {
      return false;
    }
    List<List<Object>> left = new ArrayList<>(got);
    for (List<Object> row : expected) {
      int found = 0;
      while (found < left.size() && !same(row, left.get(found))) {
        found++;
      }
      if (found == left.size()) {
        return false;
      }
      left.remove(found);
    }
    return true;
  }

  private boolean same(Object expected, Object got) {
    if (expected instanceof Number a && got instanceof Number b) {
      double difference = Math.abs(a.doubleValue() - b.doubleValue());
      return difference <= one.tolerance() * Math.max(1, Math.abs(a.doubleValue()));
    }
    if (expected instanceof List<?> a && got instanceof List<?> b) {
      if (a.size() != b.size()) {
        return false;
      }
      for (int at = 0; at < a.size(); at++) {
        if (!same(a.get(at), b.get(at))) {
          return false;
        }
      }
      return true;
    }
    if (expected instanceof Map<?, ?> a && got instanceof Map<?, ?> b) {
      return a.keySet().equals(b.keySet())
          && a.keySet().stream().allMatch(key -> same(a.get(key), b.get(key)));
    }
    return Objects.equals(expected, got);
  }
}
