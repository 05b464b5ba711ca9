package sparklab.kmeans.support.weather;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.left;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.udf;
import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import sparklab.cli.Mistake;
import sparklab.lesson.query.LeftOut;

/** Weather in files, as a table: CSV that kmeans-save captured, or messages as they come. */
public final class ObservationFiles {

  /**
   * What the messages hold, and so the columns of captured CSV; absent sensors are empty. These are
   * all fields of AEMET's observations, and the province, which the feed adds.
   */
  public static final String SCHEMA =
      "idema STRING, ubi STRING, provincia STRING, lat DOUBLE, lon DOUBLE, alt DOUBLE, fint STRING,"
          + " ta DOUBLE, tamin DOUBLE, tamax DOUBLE, ts DOUBLE, hr DOUBLE, tpr DOUBLE, prec DOUBLE,"
          + " inso DOUBLE, vv DOUBLE, stdvv DOUBLE, vmax DOUBLE, dv DOUBLE, stddv DOUBLE, dmax"
          + " DOUBLE, pres DOUBLE, pres_nmar DOUBLE, geo925 DOUBLE, geo850 DOUBLE, geo700 DOUBLE,"
          // what only some stations measure: other gauges, the ultrasonic wind, soil, view, snow
          + " pacutp DOUBLE, pliqtp DOUBLE, psolt DOUBLE, vvu DOUBLE, stdvvu DOUBLE, vmaxu DOUBLE,"
          + " dvu DOUBLE, stddvu DOUBLE, dmaxu DOUBLE, rviento DOUBLE, tss5cm DOUBLE, tss20cm"
          + " DOUBLE, vis DOUBLE, nieve DOUBLE";

  /** The names of the columns. */
  static final List<String> COLUMNS =
      Arrays.stream(SCHEMA.split(", *")).map(column -> column.split(" ")[0]).toList();

  private static final List<String> CSV = List.of(".csv");
  private static final List<String> MESSAGES = List.of(".jsonl", ".json");

  private static final int LONGEST_EXAMPLE = 100;

  private ObservationFiles() {}

  /** Whether there is something to read: a file, or a folder with CSV or messages in it. */
  public static boolean exist(Path path) throws IOException {
    return Files.isRegularFile(path)
        || !files(path, CSV).isEmpty()
        || !files(path, MESSAGES).isEmpty();
  }

  /**
   * Reads a file or a folder of them: messages if the names end in .jsonl or .json, else CSV; a
   * single file of another name is what it looks like. Says what it leaves out.
   */
  public static Dataset<Row> read(SparkSession spark, Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    boolean messages =
        folder
            ? !files(path, MESSAGES).isEmpty()
            : ends(path, MESSAGES) || (!ends(path, CSV) && WeatherFile.looksLikeMessages(path));
    if (folder && messages && !files(path, CSV).isEmpty()) {
      throw Mistake.usage(
          "'%s' holds both CSV and JSON, which may be the same weather twice: name a folder or a"
              + " file that holds one of them.",
          path);
    }
    if (folder) {
      tellOthers(path);
    }
    return messages ? readMessages(spark, path) : readCsv(spark, path);
  }

  /** Reads what kmeans-save captured: a CSV file, or a folder of them. */
  public static Dataset<Row> readCsv(SparkSession spark, Path path) throws IOException {
    return read(spark, path, CSV, true);
  }

  /** Reads messages as they come: a file, or a folder of them. */
  public static Dataset<Row> readMessages(SparkSession spark, Path path) throws IOException {
    return read(spark, path, MESSAGES, false);
  }

  private static Dataset<Row> read(SparkSession spark, Path path, List<String> endings, boolean csv)
      throws IOException {
    List<Path> files = files(path, endings);
    if (files.isEmpty()) {
      throw Mistake.usage("There is no %s file in '%s'.", endings.get(0), path);
    }
    for (Path file : files) {
      WeatherFile.check(file, csv);
    }
    Dataset<Row> rows =
        spark
            .createDataset(files.stream().map(Path::toString).toList(), Encoders.STRING())
            .flatMap(
                (FlatMapFunction<String, Row>)
                    file ->
                        csv ? WeatherFile.csv(Path.of(file)) : WeatherFile.messages(Path.of(file)),
                Encoders.row(WeatherFile.ROW));
    rows.where("reason IS NOT NULL")
        .groupBy("reason")
        .agg(count(lit(1)).as("rows"), min(left(col("example"), lit(LONGEST_EXAMPLE))))
        .orderBy(col("rows").desc(), col("reason"))
        .collectAsList()
        .forEach(
            row ->
                System.err.println(
                    tr(
                        "%,d rows are left out, as %s, such as: %s",
                        row.getLong(1), row.getString(0), LeftOut.shorten(row.getString(2)))));
    return rows.where("reason IS NULL").drop("reason", "example");
  }

  /** Says which files of a folder are not read. */
  private static void tellOthers(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<String> others =
          all.filter(file -> !ends(file, CSV) && !ends(file, MESSAGES))
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("_SUCCESS") && !name.endsWith(".crc")) // Spark's own
              .sorted()
              .toList();
      if (!others.isEmpty()) {
        System.err.println(
            tr(
                "%d of the files and folders in %s are not read, such as %s: names must end in"
                    + " .csv, .json or .jsonl and not begin with a dot",
                others.size(), folder, others.get(0)));
      }
    }
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
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && endings.stream().anyMatch(name::endsWith);
  }

  /** A file as Spark names it; a URI's %20 for a space would be taken as it stands. */
  public static String sparkPath(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri()).toString();
  }
}
