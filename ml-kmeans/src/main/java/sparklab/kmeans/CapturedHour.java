package sparklab.kmeans;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sparklab.cli.Mistake;

/**
 * The CSV file of an hour of weather: a header, then a row for each station, by its code. The
 * columns are the keys of the messages (see {@link ObservationFiles#SCHEMA}).
 */
final class CapturedHour {

  private static final String HEADER = String.join(",", ObservationFiles.COLUMNS);

  private static final ObjectMapper JSON = new ObjectMapper();

  private CapturedHour() {}

  /** The name of the file that an observation belongs to; such as 2025-08-20T23Z.csv. */
  static String fileOf(Observation observation) {
    return observation.hour() + ".csv";
  }

  /**
   * A message as a row: texts that hold a comma or a quote in quotes, nothing for an absent key.
   *
   * @param message that can be read
   */
  static String row(String message) throws IOException {
    JsonNode fields = JSON.readTree(message);
    List<String> cells = new ArrayList<>();
    for (String column : ObservationFiles.COLUMNS) {
      JsonNode field = fields.path(column);
      cells.add(field.isValueNode() && !field.isNull() ? cell(field.asText()) : "");
    }
    return String.join(",", cells);
  }

  private static String cell(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " "); // a row is a line
    return line.contains(",") || line.contains("\"")
        ? '"' + line.replace("\"", "\"\"") + '"'
        : line;
  }

  /**
   * Adds rows to the file, or makes it. A station that is there already gets its new row, so that
   * the same messages may come twice. The file is there whole or not at all.
   *
   * @throws Mistake if the file is there and has other columns: rows would be mixed up
   */
  static void add(Path file, Iterable<String> rows) throws IOException {
    Map<String, String> byStation = new TreeMap<>();
    if (Files.exists(file)) {
      List<String> lines =
          Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
      if (!lines.isEmpty() && !lines.get(0).equals(HEADER)) {
        throw Mistake.failure(
            "The first line of '%s' does not name the columns that kmeans-save writes: move the"
                + " file away, or name another folder with --output.",
            file);
      }
      lines.stream().skip(1).forEach(row -> put(byStation, row));
    }
    rows.forEach(row -> put(byStation, row));
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    byStation.values().forEach(row -> text.append(row).append('\n'));
    WholeFile.write(file, text.toString());
  }

  private static void put(Map<String, String> byStation, String row) {
    byStation.put(firstCell(row), row);
  }

  private static String firstCell(String row) {
    int end = row.startsWith("\"") ? row.replace("\"\"", "  ").indexOf('"', 1) : row.indexOf(',');
    return end < 0 ? row : row.substring(0, end);
  }
}
