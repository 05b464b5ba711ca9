package sparklab.instructor.hidden;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import sparklab.worker.Answer;
import sparklab.worker.TaskCall;

/** A public case of a task, as {@code task1.json} has it. */
record PublicCase(
    String says,
    List<Object> arguments,
    String outputMode,
    Expected expected,
    boolean ordered,
    double tolerance,
    String mistake) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  record Expected(List<String> columns, List<List<List<Object>>> batches, Object value) {}

  static List<PublicCase> read(Path file) throws IOException {
    return List.of(JSON.readValue(file.toFile(), PublicCase[].class));
  }

  TaskCall call(String method) {
    return new TaskCall(method, arguments, outputMode);
  }

  /** How big its input is: the number of single values in it. */
  int size() {
    return size(arguments);
  }

  private static int size(Object part) {
    Collection<?> parts =
        part instanceof Map<?, ?> map
            ? map.values()
            : part instanceof Collection<?> list ? list : List.of();
    return part instanceof Map<?, ?> || part instanceof Collection<?>
        ? parts.stream().mapToInt(PublicCase::size).sum()
        : 1;
  }

  boolean matches(Answer answer) {
    if (expected.batches() == null) {
      return answer.batches() == null && same(expected.value(), answer.value());
    }
    if (answer.batches() == null
        || answer.batches().size() != expected.batches().size()
        || expected.columns() != null && !expected.columns().equals(answer.columns())) {
      return false;
    }
    for (int batch = 0; batch < expected.batches().size(); batch++) {
      List<List<Object>> left = new ArrayList<>(answer.batches().get(batch));
      if (ordered && !same(expected.batches().get(batch), left)) {
        return false;
      }
      for (List<Object> row : expected.batches().get(batch)) {
        List<Object> found =
            left.stream().filter(given -> same(row, given)).findFirst().orElse(null);
        if (found == null) {
          return false;
        }
        left.remove(found);
      }
      if (!left.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private boolean same(Object a, Object b) {
    if (a instanceof Number left && b instanceof Number right) {
      return Math.abs(left.doubleValue() - right.doubleValue()) <= tolerance;
    }
    if (a instanceof List<?> left && b instanceof List<?> right) {
      boolean same = left.size() == right.size();
      for (int at = 0; same && at < left.size(); at++) {
        same = same(left.get(at), right.get(at));
      }
      return same;
    }
    if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
      return left.keySet().equals(right.keySet())
          && left.keySet().stream().allMatch(key -> same(left.get(key), right.get(key)));
    }
    return Objects.equals(a, b);
  }
}
