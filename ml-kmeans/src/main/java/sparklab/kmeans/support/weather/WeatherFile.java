package sparklab.kmeans.support.weather;

import static sparklab.cli.Text.tr;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import sparklab.cli.Mistake;
import sparklab.data.Encoding;
import sparklab.data.meteo.ObservationTime;

/**
 * One file of weather, its rows in their order. Whether a row is an observation, and why not, says
 * {@link Message}, as it does online.
 */
final class WeatherFile {

  /** The columns of {@link ObservationFiles#SCHEMA}, and of a row that is left out why and what. */
  static final StructType ROW =
      StructType.fromDDL(ObservationFiles.SCHEMA + ", reason STRING, example STRING");

  private static final int FIELDS = ROW.size() - 2;
  private static final String NUMBER = "[-+]?\\d+([.,]\\d+)?([eE][-+]?\\d+)?";
  private static final ObjectMapper JSON = new ObjectMapper();

  private WeatherFile() {}

  /**
   * Makes sure that a file can be read at all, before Spark begins.
   *
   * @throws Mistake if it is not text in UTF-8, or a CSV file that does not name its columns
   */
  static void check(Path file, boolean csv) throws IOException {
    try {
      OptionalLong line = Encoding.firstForeignLine(file);
      if (line.isPresent()) {
        throw Mistake.usage(
            "Line %d of the file '%s' is not UTF-8 text: %s.",
            line.getAsLong(), file, Encoding.cure(file));
      }
    } catch (IOException refused) {
      throw Mistake.usage("The file '%s' cannot be read: check its permissions.", file);
    }
    if (csv) {
      try (BufferedReader in = Encoding.open(file)) {
        String header = header(in);
        if (header != null && Collections.disjoint(columns(header), ObservationFiles.COLUMNS)) {
          throw Mistake.usage(
              "The first line of '%s' names none of the columns of an observation, such as idema"
                  + " and ta: add such a line, or give the file with messages a name in .jsonl.",
              file);
        }
      }
    }
  }

  /**
   * The rows of a CSV file: a header, then an observation a line. Each line is read by itself: a
   * quote that nothing closes takes the rest of its line and not of the file.
   */
  static Iterator<Row> csv(Path file) throws IOException {
    BufferedReader in = Encoding.open(file);
    String header = header(in);
    if (header == null) {
      return Collections.emptyIterator();
    }
    List<String> columns = columns(header);
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter(header))
            .setTrailingData(true) // a user may have opened the file in an editor
            .setLenientEof(true)
            .get();
    Iterator<String> lines = in.lines().filter(line -> !line.isBlank()).iterator();
    return map(lines, line -> row(columns, record(line, format)), in);
  }

  private static CSVRecord record(String line, CSVFormat format) {
    try (CSVParser parser = CSVParser.parse(line, format)) {
      return parser.iterator().next();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The first line that is not blank, or null. */
  private static String header(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && line.isBlank()) {
      line = in.readLine();
    }
    return line;
  }

  private static char delimiter(String header) {
    return Stream.of(',', ';', '\t')
        .max((a, b) -> Long.compare(count(header, a), count(header, b)))
        .orElseThrow();
  }

  private static long count(String text, char what) {
    return text.chars().filter(c -> c == what).count();
  }

  private static List<String> columns(String header) {
    return Stream.of(header.split("[" + delimiter(header) + "]"))
        .map(name -> name.replace("\"", "").strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static Row row(List<String> columns, CSVRecord record) {
    Map<String, String> cells = new HashMap<>();
    for (int at = 0; at < Math.min(columns.size(), record.size()); at++) {
      if (!record.get(at).isBlank()) {
        cells.put(columns.get(at), record.get(at));
      }
    }
    ObjectNode fields = JSON.createObjectNode();
    ObjectNode message = JSON.createObjectNode();
    for (StructField column : ROW.fields()) {
      String cell = cells.get(column.name());
      if (cell == null) {
        continue;
      }
      if (column.dataType().equals(DataTypes.DoubleType) && cell.strip().matches(NUMBER)) {
        fields.put(column.name(), Double.valueOf(cell.strip().replace(',', '.'))); // 21,5 too
      } else {
        fields.put(column.name(), cell);
      }
    }
    message.setAll(fields);
    // A table may have been made without them: they tell rows apart, and nothing is learned of
    // them.
    if (!columns.contains("idema")) {
      message.put("idema", "(none)");
    }
    if (!columns.contains("fint")) {
      message.put("fint", ObservationTime.EARLIEST.toString());
    }
    String text = String.join(",", record.toList());
    String reason =
        record.size() > columns.size()
            ? tr("it has more cells than the first line")
            : Message.of(message.toString()).reason();
    return row(fields, reason, text);
  }

  /** The rows of a file of messages: an object a line, or an array of them in any form. */
  static Iterator<Row> messages(Path file) throws IOException {
    BufferedReader in = Encoding.open(file);
    Iterator<String> texts =
        isDocument(file) ? new Document(in) : in.lines().filter(line -> !line.isBlank()).iterator();
    return map(
        texts,
        text -> {
          String reason = Message.of(text).reason();
          return row(reason == null ? tree(text) : JSON.createObjectNode(), reason, text);
        },
        in);
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException("It is an observation: " + text, impossible);
    }
  }

  /** Whether a file begins as JSON does. */
  static boolean looksLikeMessages(Path file) throws IOException {
    try (BufferedReader in = Encoding.open(file)) {
      return in.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .findFirst()
          .filter(line -> line.startsWith("{") || line.startsWith("["))
          .isPresent();
    } catch (UncheckedIOException notText) {
      return false;
    }
  }

  /** Whether objects are not one a line: in an array, or each indented over several lines. */
  private static boolean isDocument(Path file) throws IOException {
    try (BufferedReader in = Encoding.open(file)) {
      List<String> first =
          in.lines().map(String::strip).filter(line -> !line.isEmpty()).limit(2).toList();
      if (first.isEmpty() || first.get(0).startsWith("[")) {
        return !first.isEmpty();
      }
      return first.size() == 2 && isUnfinished(first.get(0)) && !first.get(1).startsWith("{");
    }
  }

  private static boolean isUnfinished(String line) throws IOException {
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        json.skipChildren();
        return json.currentToken() != JsonToken.END_OBJECT;
      }
      return false;
    } catch (JsonEOFException unfinished) {
      return true;
    } catch (JsonProcessingException broken) {
      return false;
    }
  }

  /** The objects of a document, each in a line. */
  private static final class Document implements Iterator<String> {

    private final JsonParser json;
    private String next;
    private boolean isBroken;

    private Document(BufferedReader in) throws IOException {
      json = JSON.createParser(in);
      next = read();
    }

    private String read() {
      try {
        JsonToken token = json.nextToken();
        while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
          token = json.nextToken();
        }
        return token == null ? null : JSON.readTree(json).toString();
      } catch (JsonProcessingException broken) {
        isBroken = true; // nothing after it can be read, and this will be shown as a row
        return tr(
            "(from line %d on) %s", broken.getLocation().getLineNr(), broken.getOriginalMessage());
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public String next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      String text = next;
      next = isBroken ? null : read();
      return text;
    }
  }

  private static Row row(JsonNode fields, String reason, String text) {
    Object[] values = new Object[ROW.size()];
    for (int at = 0; at < FIELDS; at++) {
      JsonNode field = fields.path(ROW.fields()[at].name());
      DataType type = ROW.fields()[at].dataType();
      if (type.equals(DataTypes.DoubleType)) {
        values[at] = field.isNumber() ? field.doubleValue() : null;
      } else {
        values[at] = field.isValueNode() && !field.isNull() ? field.asText() : null;
      }
    }
    values[FIELDS] = reason;
    values[FIELDS + 1] = reason == null ? null : text;
    return RowFactory.create(values);
  }

  /** An iterator over what becomes of each; closes the file at its end. */
  private static <T> Iterator<Row> map(Iterator<T> all, Function<T, Row> row, Closeable file) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        boolean more = all.hasNext();
        if (!more) {
          try {
            file.close();
          } catch (IOException harmless) {
            // all of it has been read
          }
        }
        return more;
      }

      @Override
      public Row next() {
        return row.apply(all.next());
      }
    };
  }
}
