package sparklab.instructor.hidden;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sparklab.lab.exercise.PublicCase;

/** A public case as a statement shows it. */
final class Sample {

  private Sample() {}

  /** Its text between the fences. */
  static String text(PublicCase one) {
    List<String> lines = new ArrayList<>();
    one.arguments().forEach(argument -> lines.addAll(argument(argument)));
    List<String> text = new ArrayList<>(prefixed("in   ", lines));
    text.addAll(prefixed("out  ", expected(one.expected())));
    return text.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
  }

  private static List<String> expected(PublicCase.Expected expected) {
    if (expected.batches() == null) {
      return value(expected.value());
    }
    List<String> lines = new ArrayList<>();
    if (expected.columns() != null) {
      lines.add(String.join(" | ", expected.columns()));
    }
    lines.addAll(
        expected.columns() != null && expected.batches().size() == 1
            ? rows(expected.batches().get(0))
            : batches(expected.batches()));
    return lines;
  }

  private static List<String> argument(Object argument) {
    if (argument instanceof Map<?, ?> map) {
      if (map.get("lines") instanceof List<?> batches) {
        return batches(
            batches.stream()
                .map(
                    batch ->
                        ((List<?>) batch)
                            .stream().map(line -> '"' + line.toString() + '"').toList())
                .toList());
      }
      if (map.get("pairs") instanceof List<?> batches) {
        return batches(batches);
      }
      if (map.get("batches") instanceof Number count) {
        return List.of(count + (count.intValue() == 1 ? " batch" : " batches"));
      }
      if (map.get("schema") instanceof String schema) {
        List<String> lines = new ArrayList<>();
        lines.add(schema);
        lines.addAll(
            map.get("batches") instanceof List<?> batches
                ? batches(batches)
                : map.get("row") instanceof List<?> row
                    ? rows(List.of(row))
                    : rows((List<?>) map.get("rows")));
        return lines;
      }
    }
    return value(argument);
  }

  private static List<String> value(Object value) {
    return value instanceof Map<?, ?> map
        ? map.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + cell(entry.getValue()))
            .toList()
        : List.of(cell(value));
  }

  private static List<String> batches(List<?> batches) {
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < batches.size(); number++) {
      List<String> rows = rows((List<?>) batches.get(number));
      lines.addAll(
          prefixed("batch " + (number + 1) + "  ", rows.isEmpty() ? List.of("(nothing)") : rows));
    }
    return lines;
  }

  private static List<String> rows(List<?> rows) {
    return rows.stream()
        .map(
            row ->
                row instanceof List<?> cells
                    ? cells.stream().map(Sample::cell).collect(Collectors.joining("  "))
                    : cell(row))
        .toList();
  }

  private static String cell(Object value) {
    return String.valueOf(value);
  }

  private static List<String> prefixed(String title, List<String> lines) {
    List<String> all = new ArrayList<>();
    for (String line : lines) {
      all.add((all.isEmpty() ? title : " ".repeat(title.length())) + line);
    }
    return all;
  }
}
