package sparklab.kmeans.support.weather;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import sparklab.cli.Mistake;

/** Weather in files, as a table: CSV that kmeans-save captured, or messages as they come. */
public final class ObservationFiles {

  /**
   * What the messages hold, and so the columns of captured CSV; absent sensors are empty. These are
   * all fields of AEMET's observations, and the province, which the feed adds.
   */
  public static final String SCHEMA =
      "idema STRING, ubi STRING, provincia STRING, lat DOUBLE, lon DOUBLE, alt DOUBLE, fint STRING,"
          + " ta DOUBLE, tamin DOUBLE, tamax DOUBLE, ts DOUBLE, hr DOUBLE, tpr DOUBLE, prec DOUBLE,"
          + " inso DOUBLE, vv DOUBLE, stdvv DOUBLE, vmax DOUBLE, dv DOUBLE, stddv DOUBLE, dmax DOUBLE,"
          + " pres DOUBLE, pres_nmar DOUBLE, geo925 DOUBLE, geo850 DOUBLE, geo700 DOUBLE,"
          // what only some stations measure: other gauges, the ultrasonic wind, soil, view, snow
          + " pacutp DOUBLE, pliqtp DOUBLE, psolt DOUBLE, vvu DOUBLE, stdvvu DOUBLE, vmaxu DOUBLE,"
          + " dvu DOUBLE, stddvu DOUBLE, dmaxu DOUBLE, rviento DOUBLE, tss5cm DOUBLE, tss20cm DOUBLE,"
          + " vis DOUBLE, nieve DOUBLE";

  /** The names of the columns. */
  static final List<String> COLUMNS =
      Arrays.stream(SCHEMA.split(", *")).map(column -> column.split(" ")[0]).toList();

  private static final List<String> CSV = List.of(".csv");
  private static final List<String> MESSAGES = List.of(".jsonl", ".json");

  private ObservationFiles() {}

  /** Whether there is something to read: a file, or a folder with CSV or messages in it. */
  public static boolean exist(Path path) throws IOException {
    return Files.isRegularFile(path)
        || !files(path, CSV).isEmpty()
        || !files(path, MESSAGES).isEmpty();
  }

  /** Reads a file or a folder of them: messages if the names end in .jsonl or .json, else CSV. */
  public static Dataset<Row> read(SparkSession spark, Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    boolean messages = folder ? !files(path, MESSAGES).isEmpty() : ends(path, MESSAGES);
    if (folder && messages && !files(path, CSV).isEmpty()) {
      throw Mistake.usage(
          "'%s' holds both CSV and JSON, which may be the same weather twice: name a folder or a"
              + " file that holds one of them.",
          path);
    }
    return messages ? readMessages(spark, path) : readCsv(spark, path);
  }

  /** Reads what kmeans-save captured: a CSV file, or a folder of them. */
  public static Dataset<Row> readCsv(SparkSession spark, Path path) throws IOException {
    // Spark takes the columns of all files in the order of the first one's header: so files with
    // other columns, or in another order, are read apart.
    Map<String, List<String>> byHeader = new TreeMap<>();
    for (Path file : files(path, CSV)) {
      byHeader.computeIfAbsent(header(file), same -> new ArrayList<>()).add(sparkPath(file));
    }
    return byHeader.values().stream()
        .map(
            files ->
                withAllColumns(
                    spark
                        .read()
                        .option("header", true)
                        .option("escape", "\"") // a quote in a text is doubled (RFC 4180)
                        .csv(files.toArray(String[]::new))))
        .reduce(Dataset::union)
        .orElseThrow(() -> Mistake.usage("There is no CSV file in '%s'.", path));
  }

  /**
   * Reads messages as they come, one JSON object a line: a file, or a folder of them. Malformed
   * lines are left out.
   */
  public static Dataset<Row> readMessages(SparkSession spark, Path path) throws IOException {
    return spark
        .read()
        .schema(SCHEMA)
        .option("mode", "DROPMALFORMED")
        .json(
            files(path, MESSAGES).stream().map(ObservationFiles::sparkPath).toArray(String[]::new))
        .where(col("idema").isNotNull());
  }

  /**
   * The pressure of the standard atmosphere at an altitude (the barometric formula, see {@link
   * StationHour}); null if there is none that a station can measure.
   */
  public static Column standardPressure(Column altitude, Column temperature) {
    return udf(
            (Double metres, Double celsius) -> {
              double pressure =
                  metres == null || celsius == null
                      ? Double.NaN
                      : StationHour.pressureAt(metres, celsius);
              return Double.isNaN(pressure) ? null : pressure;
            },
            DataTypes.DoubleType)
        .apply(altitude, temperature);
  }

  private static Dataset<Row> withAllColumns(Dataset<Row> csv) {
    List<String> there = Arrays.asList(csv.columns());
    List<Column> columns = new ArrayList<>();
    for (String column : SCHEMA.split(", *")) {
      String[] nameAndType = column.split(" ");
      Column value = there.contains(nameAndType[0]) ? col(nameAndType[0]) : lit(null);
      columns.add(value.try_cast(nameAndType[1]).as(nameAndType[0]));
    }
    return csv.select(columns.toArray(Column[]::new));
  }

  /** The file itself, or those of a folder with one of the endings. */
  private static List<Path> files(Path path, List<String> endings) throws IOException {
    if (!Files.isDirectory(path)) {
      return Files.exists(path) ? List.of(path) : List.of();
    }
    try (Stream<Path> all = Files.list(path)) {
      return all.filter(file -> Files.isRegularFile(file) && ends(file, endings)).sorted().toList();
    }
  }

  private static boolean ends(Path file, List<String> endings) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && endings.stream().anyMatch(name::endsWith);
  }

  private static String header(Path file) throws IOException {
    // As bytes: it is only compared, whatever its characters are.
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String first = in.readLine();
      return first == null ? "" : first;
    }
  }

  /** A file as Spark names it; a URI's %20 for a space would be taken as it stands. */
  public static String sparkPath(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri()).toString();
  }
}
