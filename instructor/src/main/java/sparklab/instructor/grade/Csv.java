package sparklab.instructor.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables that spreadsheets open: nothing that a student wrote becomes a formula there. */
final class Csv {

  private static final String FORMULA = "=+-@\t\r\n|";

  private Csv() {}

  /** A line of cells. A number is written as such, text safely, null as nothing. */
  static String line(List<?> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\n";
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Number number) {
      return Points.text(number.doubleValue());
    }
    String text = value.toString().replace('\0', ' ');
    if (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    return text.matches("(?s).*[\",;\\r\\n\\t'].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /**
   * The cells of each line, without empty lines; commas, or semicolons if the first line has them.
   */
  static List<List<String>> read(String text) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String first = plain.lines().findFirst().orElse("");
    char separator = first.contains(";") && !first.contains(",") ? ';' : ',';
    List<List<String>> lines = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < plain.length(); at++) {
      char c = plain.charAt(at);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (at + 1 < plain.length() && plain.charAt(at + 1) == '"') {
          cell.append(c);
          at++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == separator) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else if (c == '\n') {
        end(lines, cells, cell);
        cells = new ArrayList<>();
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    end(lines, cells, cell);
    return lines;
  }

  private static void end(List<List<String>> lines, List<String> cells, StringBuilder cell) {
    cells.add(cell.toString().strip());
    cell.setLength(0);
    if (cells.stream().anyMatch(one -> !one.isEmpty())) {
      lines.add(List.copyOf(cells));
    }
  }
}
