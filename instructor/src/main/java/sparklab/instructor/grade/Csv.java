package sparklab.instructor.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Tables that spreadsheets open: nothing that a student wrote becomes a formula there. */
final class Csv {

  private static final CSVFormat WRITTEN =
      CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  /** Spreadsheets and people write tables: what can be understood is. */
  private static final CSVFormat READ =
      CSVFormat.DEFAULT
          .builder()
          .setIgnoreSurroundingSpaces(true)
          .setTrim(true)
          .setTrailingData(true)
          .setLenientEof(true)
          .get();

  /**
   * Where a formula may begin: in front, and where a spreadsheet that separates by semicolons or
   * tabs begins a cell.
   */
  private static final Pattern FORMULA =
      Pattern.compile("\\A(?=[=+\\-@\t\r\n|])|(?<=[;\t\r\n])(?=\\s*[=+\\-@|])");

  private Csv() {}

  /** A cell that is written as it stands. */
  enum Plain {
    /** As Moodle writes a time that never was. */
    NEVER
  }

  /** A line of cells. A number is written as such, text safely, null as nothing. */
  static String line(List<?> cells) {
    StringBuilder line = new StringBuilder();
    try {
      WRITTEN.printRecord(line, cells.stream().map(Csv::cell).toArray());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return line.toString();
  }

  private static String cell(Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Number number) {
      return Points.text(number.doubleValue());
    }
    if (value == Plain.NEVER) {
      return "-";
    }
    return FORMULA.matcher(value.toString().replace('\0', ' ')).replaceAll("'");
  }

  /** A line of cells, and the number of the file's line that it ends on. */
  record Line(long number, List<String> cells) {}

  /**
   * The lines that are not empty; separated by commas, or by semicolons or tabs if the first line
   * has those and no comma.
   */
  static List<Line> read(String text) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String first = plain.lines().findFirst().orElse("");
    char separator =
        Stream.of(',', ';', '\t').filter(one -> first.indexOf(one) >= 0).findFirst().orElse(',');
    List<Line> lines = new ArrayList<>();
    // with a line end at the end the last line counts as others do
    try (CSVParser parser =
        CSVParser.parse(plain + "\n", READ.builder().setDelimiter(separator).get())) {
      for (CSVRecord cells : parser) {
        if (Stream.of(cells.values()).anyMatch(cell -> !cell.isEmpty())) {
          lines.add(new Line(parser.getCurrentLineNumber(), List.of(cells.values())));
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return lines;
  }
}
