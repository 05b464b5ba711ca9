package sparklab.lab.exercise;

import static sparklab.cli.Text.tr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sparklab.worker.Answer;

/** Inputs and answers of a task as people read them, a line for each batch. */
final class Shown {

  private static final int MOST_ROWS = 12;
  private static final int LONGEST_LINE = 400;

  private Shown() {}

  /** What a task is given. */
  static List<String> input(List<Object> arguments) {
    List<String> lines = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof Map<?, ?> map && map.get("lines") instanceof List<?> batches) {
        lines.addAll(batches(batches, Shown::value));
      } else if (argument instanceof Map<?, ?> map && map.get("pairs") instanceof List<?> batches) {
        lines.addAll(batches(batches, Shown::row));
      } else if (argument instanceof Map<?, ?> map && map.get("schema") != null) {
        lines.add(tr("columns: %s", map.get("schema")));
        if (map.get("row") != null) {
          lines.add(row(map.get("row")));
        } else {
          lines.addAll(
              map.get("batches") instanceof List<?> batches
                  ? batches(batches, Shown::row)
                  : batches(List.of(map.get("rows")), Shown::row));
        }
      } else if (argument instanceof Map<?, ?> map && map.get("batches") instanceof Number count) {
        lines.add(
            tr(
                count.intValue() == 1 ? "a duration of %s batch" : "a duration of %s batches",
                count));
      } else {
        lines.add(value(argument));
      }
    }
    return lines;
  }

  /** What was to come out. */
  static List<String> expected(PublicCase.Expected expected) {
    return output(expected.columns(), expected.batches(), expected.value());
  }

  /** What came out. */
  static List<String> answer(Answer answer, boolean withColumns) {
    return output(withColumns ? answer.columns() : null, answer.batches(), answer.value());
  }

  private static List<String> output(
      List<String> columns, List<List<List<Object>>> batches, Object value) {
    if (batches == null) {
      return List.of(cut(value(value)));
    }
    List<String> lines = new ArrayList<>();
    if (columns != null && !columns.isEmpty()) {
      lines.add(tr("columns: %s", String.join(", ", columns)));
    }
    lines.addAll(batches(batches, Shown::row));
    return lines;
  }

  private interface Form {
    String of(Object row);
  }

  private static List<String> batches(List<?> batches, Form form) {
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < batches.size(); number++) {
      List<?> rows = (List<?>) batches.get(number);
      String text =
          rows.isEmpty()
              ? tr("(nothing)")
              : rows.stream().limit(MOST_ROWS).map(form::of).collect(Collectors.joining(", "));
      if (rows.size() > MOST_ROWS) {
        text += tr(" … and %s more", rows.size() - MOST_ROWS);
      }
      lines.add(cut(batches.size() == 1 ? text : tr("batch %d: %s", number + 1, text)));
    }
    return lines;
  }

  private static String row(Object row) {
    return row instanceof List<?> values
        ? values.stream().map(Shown::value).collect(Collectors.joining(", ", "(", ")"))
        : value(row);
  }

  private static String value(Object value) {
    if (value instanceof String text) {
      return '"' + text.replace("\n", "\\n").replace("\t", "\\t") + '"';
    }
    if (value instanceof List<?> values) {
      return values.stream().map(Shown::value).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + value(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return String.valueOf(value);
  }

  private static String cut(String line) {
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + " …" : line;
  }
}
