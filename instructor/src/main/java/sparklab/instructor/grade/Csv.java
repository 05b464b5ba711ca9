package sparklab.instructor.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables that spreadsheets open: nothing that a student wrote becomes a formula there. */
final class Csv {

  private static final String FORMULA = "=+-@\t\r\n|";

  private Csv() {}

  /** A cell that is written as it stands. */
  enum Plain {
    /** As Moodle writes a time that never was. */
    NEVER
  }

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
    if (value == Plain.NEVER) {
      return "-";
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
    return lines(text).stream().map(Line::cells).toList();
  }

  /** A line of cells, and the number of the file's line that it ends on. */
  record Line(int number, List<String> cells) {}

  /** As {@link #read}. */
  static List<Line> lines(String text) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String first = plain.lines().findFirst().orElse("");
    char separator = first.contains(";") && !first.contains(",") ? ';' : ',';
    List<Line> lines = new ArrayList<>();
    int number = 1;
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < plain.length(); at++) {
      char c = plain.charAt(at);
      if (at > 0 && plain.charAt(at - 1) == '\n') {
        number++;
      }
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
        end(lines, number, cells, cell);
        cells = new ArrayList<>();
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    end(lines, number, cells, cell);
    return lines;
  }

  private static void end(List<Line> lines, int number, List<String> cells, StringBuilder cell) {
    cells.add(cell.toString().strip());
    cell.setLength(0);
    if (cells.stream().anyMatch(one -> !one.isEmpty())) {
      lines.add(new Line(number, List.copyOf(cells)));
    }
  }
}
