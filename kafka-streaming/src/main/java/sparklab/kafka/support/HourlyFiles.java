package sparklab.kafka.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.lesson.checkpoint.AtomicFile;
import sparklab.lesson.query.LeftOut;

/**
 * The table (hour, province, …) in a folder, {@code --output DIR}: for each hour a CSV file of its
 * provinces, such as {@code 2025-08-01T05Z.csv}.
 *
 * <p>A batch replaces the lines of its provinces by their new values, and a file is replaced as a
 * whole: it is never half written, and a batch that Spark runs a second time changes nothing.
 */
public final class HourlyFiles {

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH'Z'").withZone(ZoneOffset.UTC);

  /** The hour, then the province: in quotes, where those in it are doubled, or without. */
  private static final Pattern LINE =
      Pattern.compile("^[^,]*,(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*)),");

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder for the result, a CSV file for each hour (default: the console only).")
  private String folder;

  /** What a checkpoint is bound to: with another folder its hours would be divided among both. */
  public Map<String, String> labels(SparkConf conf) throws IOException {
    return Map.of("--output", folder == null ? "(none)" : path(conf).toString());
  }

  private Path path(SparkConf conf) throws IOException {
    try {
      Path path = new Path(folder);
      return path.getFileSystem(SparkHadoopUtil.get().newConfiguration(conf)).makeQualified(path);
    } catch (IOException | IllegalArgumentException unusable) {
      throw Mistake.usage(
          "--output '%s' cannot be used as a folder: %s.", folder, unusable.getMessage());
    }
  }

  /**
   * Puts the rows of a batch, which are the new values of their hour and province, into the files.
   */
  public void upsert(Dataset<Row> batch) throws IOException {
    if (folder == null) {
      return;
    }
    String header = String.join(",", batch.columns());
    Map<String, Map<String, String>> changes = new TreeMap<>();
    for (Row row : batch.collectAsList()) {
      String hour = HOUR.format(row.<Timestamp>getAs("hour").toInstant());
      changes
          .computeIfAbsent(hour, any -> new TreeMap<>())
          .put(row.<String>getAs("province").replaceAll("\\p{Cntrl}", " "), line(row, hour));
    }
    Configuration hadoop = batch.sparkSession().sparkContext().hadoopConfiguration();
    FileSystem files = new Path(folder).getFileSystem(hadoop);
    for (Map.Entry<String, Map<String, String>> hour : changes.entrySet()) {
      Path file = new Path(folder, hour.getKey() + ".csv");
      Map<String, String> lines = read(files, file);
      lines.putAll(hour.getValue());
      lines.put("", header); // before all provinces
      AtomicFile.write(
          file,
          hadoop,
          lines.values().stream()
              .collect(Collectors.joining("\n", "", "\n"))
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String line(Row row, String hour) {
    return IntStream.range(0, row.size())
        .mapToObj(at -> at == row.fieldIndex("hour") ? hour : cell(row.get(at)))
        .collect(Collectors.joining(","));
  }

  private static String cell(Object value) {
    String text = value == null ? "" : value.toString().replaceAll("\\p{Cntrl}", " ");
    return text.contains(",") || text.contains("\"")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  private static Map<String, String> read(FileSystem files, Path file) throws IOException {
    Map<String, String> lines = new TreeMap<>();
    if (files.exists(file)) {
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(files.open(file), StandardCharsets.UTF_8))) {
        in.readLine(); // the header
        String line;
        while ((line = in.readLine()) != null) {
          Matcher parts = LINE.matcher(line);
          if (!parts.find()) {
            throw Mistake.failure(
                "The file %s has a line that kafka3 has not written, '%s': move it away, or name"
                    + " another folder with --output.",
                file, LeftOut.shorten(line));
          }
          String quoted = parts.group(1);
          lines.put(quoted == null ? parts.group(2) : quoted.replace("\"\"", "\""), line);
        }
      }
    }
    return lines;
  }
}
