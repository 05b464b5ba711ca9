package sparklab.kmeans.support.weather;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import scala.Tuple2;
import sparklab.cli.Mistake;
import sparklab.lesson.checkpoint.AtomicFile;

/**
 * The CSV file of an hour of weather: a header, then a row for each station, by its code. The
 * columns are the keys of the messages (see {@link ObservationFiles#SCHEMA}).
 */
public final class CapturedHour {

  /** Lenient in reading: the user may have opened the file in an editor. */
  private static final CSVFormat CSV =
      CSVFormat.DEFAULT
          .builder()
          .setRecordSeparator('\n')
          .setTrailingData(true)
          .setLenientEof(true)
          .get();

  private static final ObjectMapper JSON = new ObjectMapper();

  private CapturedHour() {}

  /** (name of the hour's file, such as 2025-08-20T23Z.csv; row) of a message, nothing of others. */
  public static Iterator<Tuple2<String, String>> row(String line) throws IOException {
    Message message = Message.of(line);
    return message.isReadable()
        ? List.of(new Tuple2<>(message.observation().hour() + ".csv", cells(line))).iterator()
        : List.<Tuple2<String, String>>of().iterator();
  }

  /** Texts that hold a comma or a quote are in quotes, absent keys are empty. */
  private static String cells(String message) throws IOException {
    JsonNode fields = JSON.readTree(message);
    List<String> cells = new ArrayList<>();
    for (String column : ObservationFiles.COLUMNS) {
      JsonNode field = fields.path(column);
      boolean there = field.isValueNode() && !field.isNull();
      cells.add(there ? field.asText().replaceAll("\\p{Cntrl}", " ") : null); // a row is a line
    }
    return CSV.format(cells.toArray());
  }

  /**
   * Adds rows to the file, or makes it. A station that is there already gets its new row, so that
   * the same messages may come twice. The file is there whole or not at all.
   *
   * @throws Mistake if the file is there and has other columns: rows would be mixed up
   */
  public static void add(Path file, Iterable<String> rows) throws IOException {
    List<CSVRecord> records = new ArrayList<>();
    if (Files.exists(file)) {
      records.addAll(parse(Files.readString(file)));
      if (!records.isEmpty() && !records.remove(0).toList().equals(ObservationFiles.COLUMNS)) {
        throw Mistake.failure(
            "The first line of '%s' does not name the columns that kmeans-save writes: move the"
                + " file away, or name another folder with --output.",
            file);
      }
    }
    records.addAll(parse(String.join("\n", rows)));
    TreeMap<String, CSVRecord> byStation = new TreeMap<>();
    records.forEach(record -> byStation.put(record.get(0), record));
    StringBuilder text = new StringBuilder();
    CSV.printRecord(text, ObservationFiles.COLUMNS.toArray());
    for (CSVRecord record : byStation.values()) {
      CSV.printRecord(text, (Object[]) record.values());
    }
    AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static List<CSVRecord> parse(String text) throws IOException {
    try (CSVParser parser = CSVParser.parse(text, CSV)) {
      return parser.getRecords();
    }
  }
}
