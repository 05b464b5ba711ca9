package sparklab.kmeans;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CSV file of an hour of weather: a header, then a row for each station, by its code. The
 * columns are the keys of the messages (see {@link KMeansTrain#SCHEMA}).
 */
final class CapturedHour {

  private static final List<String> COLUMNS =
      Arrays.stream(KMeansTrain.SCHEMA.split(", *")).map(column -> column.split(" ")[0]).toList();

  private static final Pattern HOUR = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d):.*");

  private static final ObjectMapper JSON = new ObjectMapper();

  private CapturedHour() {}

  /** The name of the file that an observation belongs to; such as 2025-08-20T23Z.csv. */
  static String fileOf(Observation observation) {
    Matcher hour = HOUR.matcher(observation.hour());
    return (hour.matches() ? hour.group(1) + "Z" : "no-hour") + ".csv";
  }

  /**
   * A message as a row: texts that hold a comma or a quote in quotes, nothing for an absent key.
   *
   * @param message that can be read
   */
  static String row(String message) throws IOException {
    JsonNode fields = JSON.readTree(message);
    List<String> cells = new ArrayList<>();
    for (String column : COLUMNS) {
      JsonNode field = fields.path(column);
      cells.add(field.isValueNode() && !field.isNull() ? cell(field.asText()) : "");
    }
    return String.join(",", cells);
  }

  private static String cell(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.contains(",") || line.contains("\"")
        ? '"' + line.replace("\"", "\"\"") + '"'
        : line;
  }

  /**
   * Adds rows to the file, or makes it. A station that is there already gets its new row, so that
   * the same messages may come twice. The file is there whole or not at all.
   */
  static void add(Path file, Iterable<String> rows) throws IOException {
    Map<String, String> byStation = new TreeMap<>();
    if (Files.exists(file)) {
      List<String> lines = Files.readAllLines(file);
      lines.subList(Math.min(1, lines.size()), lines.size()).forEach(row -> put(byStation, row));
    }
    rows.forEach(row -> put(byStation, row));
    StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
    byStation.values().forEach(row -> text.append(row).append('\n'));
    WholeFile.write(file, text.toString());
  }

  private static void put(Map<String, String> byStation, String row) {
    byStation.put(row.substring(0, row.indexOf(',')), row);
  }
}
