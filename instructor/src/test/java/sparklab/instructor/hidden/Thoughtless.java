package sparklab.instructor.hidden;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import sparklab.worker.Answer;
import sparklab.worker.TaskCall;

/** Ways to answer without solving anything: what comes out has the right shape, and no more. */
enum Thoughtless {
  /** {@code filter(e -> false)}. */
  NOTHING {
    @Override
    List<List<Object>> batch(List<List<Object>> given, int width, List<Object> kinds) {
      return List.of();
    }
  },
  /** One row that is the same for every input. */
  ONE_CONSTANT {
    @Override
    List<List<Object>> batch(List<List<Object>> given, int width, List<Object> kinds) {
      return List.of(constants(kinds));
    }
  },
  /** {@code map(l -> "x")}. */
  A_CONSTANT_FOR_EACH {
    @Override
    List<List<Object>> batch(List<List<Object>> given, int width, List<Object> kinds) {
      return Collections.nCopies(given.size(), constants(kinds));
    }
  },
  /** {@code map(l -> null)}. */
  NULL_FOR_EACH {
    @Override
    List<List<Object>> batch(List<List<Object>> given, int width, List<Object> kinds) {
      return Collections.nCopies(given.size(), Collections.nCopies(width, null));
    }
  },
  /** What comes in, cut or filled up to the columns that are to come out. */
  ECHO {
    @Override
    List<List<Object>> batch(List<List<Object>> given, int width, List<Object> kinds) {
      return given.stream().map(row -> fitted(row, kinds)).toList();
    }
  },
  /** The same, and the last column is a constant. */
  ECHO_AND_A_CONSTANT {
    @Override
    List<List<Object>> batch(List<List<Object>> given, int width, List<Object> kinds) {
      return ending(given, kinds, constants(kinds).get(width - 1));
    }
  },
  /** The same, and the last column is nothing but zeros. */
  ECHO_AND_ZERO {
    @Override
    List<List<Object>> batch(List<List<Object>> given, int width, List<Object> kinds) {
      return ending(given, kinds, zero(kinds.get(width - 1)));
    }
  },
  /** The same, and the last column is empty. */
  ECHO_AND_NULL {
    @Override
    List<List<Object>> batch(List<List<Object>> given, int width, List<Object> kinds) {
      return ending(given, kinds, null);
    }
  };

  abstract List<List<Object>> batch(List<List<Object>> given, int width, List<Object> kinds);

  /**
   * The answer in this way.
   *
   * @param right the right one, of which only the shape is taken
   */
  Answer answer(TaskCall call, Answer right) {
    if (right.batches() == null) {
      Object argument = call.arguments().get(0);
      return new Answer(
          right.columns(),
          null,
          switch (this) {
            case NOTHING, ECHO_AND_ZERO -> "";
            case NULL_FOR_EACH, ECHO_AND_NULL -> null;
            case ECHO, ECHO_AND_A_CONSTANT ->
                argument instanceof Map<?, ?> map ? String.valueOf(map.get("row")) : argument;
            default -> constant(right.value());
          });
    }
    List<Object> kinds =
        right.batches().stream().flatMap(List::stream).findFirst().orElse(List.of("x"));
    List<List<List<Object>>> batches = new ArrayList<>();
    // what is not made of the input by a window comes as often as the input
    int size =
        this == NOTHING || this == ONE_CONSTANT ? right.batches().size() : batches(call).size();
    for (int number = 0; number < size; number++) {
      batches.add(batch(given(call, number), kinds.size(), kinds));
    }
    return new Answer(right.columns(), batches, null);
  }

  /** The batches of the first input. */
  private static List<?> batches(TaskCall call) {
    Map<?, ?> input = (Map<?, ?>) call.arguments().get(0);
    return input.get("rows") != null
        ? List.of(input.get("rows"))
        : (List<?>)
            (input.get("lines") != null
                ? input.get("lines")
                : input.get("pairs") != null ? input.get("pairs") : input.get("batches"));
  }

  /** The rows of a batch of the first input. */
  private static List<List<Object>> given(TaskCall call, int number) {
    List<?> batches = batches(call);
    List<List<Object>> rows = new ArrayList<>();
    if (number < batches.size()) {
      for (Object row : (List<?>) batches.get(number)) {
        rows.add(row instanceof List<?> values ? new ArrayList<>(values) : List.of(row));
      }
    }
    return rows;
  }

  private static List<Object> fitted(List<Object> row, List<Object> kinds) {
    List<Object> fitted = new ArrayList<>(row.subList(0, Math.min(row.size(), kinds.size())));
    fitted.addAll(constants(kinds).subList(fitted.size(), kinds.size()));
    return fitted;
  }

  private static List<List<Object>> ending(
      List<List<Object>> given, List<Object> kinds, Object last) {
    return given.stream()
        .map(
            row -> {
              List<Object> changed = new ArrayList<>(fitted(row, kinds));
              changed.set(kinds.size() - 1, last);
              return changed;
            })
        .toList();
  }

  private static List<Object> constants(List<Object> kinds) {
    List<Object> constants = new ArrayList<>();
    kinds.forEach(kind -> constants.add(constant(kind)));
    return constants;
  }

  private static Object zero(Object kind) {
    if (kind instanceof List<?> list) {
      return Collections.nCopies(list.size(), 0.0);
    }
    return kind instanceof Boolean
        ? false
        : kind instanceof Long ? 0L : kind instanceof Double ? 0.0 : "";
  }

  private static Object constant(Object kind) {
    if (kind instanceof Boolean) {
      return true;
    }
    if (kind instanceof Long) {
      return 1L;
    }
    if (kind instanceof Double) {
      return 1.0;
    }
    if (kind instanceof List<?> list) {
      return Collections.nCopies(list.size(), 1.0);
    }
    return String.valueOf(kind).matches("\\d{4}-\\d\\d-\\d\\dT.*") ? "2025-01-01T00:00:00Z" : "x";
  }
}
