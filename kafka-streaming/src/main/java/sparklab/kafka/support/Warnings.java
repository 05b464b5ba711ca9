package sparklab.kafka.support;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.cli.DurationConverter;
import sparklab.cli.Mistake;
import sparklab.data.DataSets;
import sparklab.data.Encoding;
import sparklab.lesson.query.CurrentMinute;
import sparklab.lesson.query.LeftOut;
import sparklab.lesson.query.TableOptions;
import sparklab.lesson.source.MalformedMessages;

/**
 * Storm warnings as rows, and what a lesson that joins them with the weather asks for: {@code
 * --join --gust --stations --watermark --rows}.
 */
public final class Warnings {

  private static final StructType SCHEMA =
      StructType.fromDDL(
          "region STRING, `from` TIMESTAMP, `to` TIMESTAMP, level STRING, malformed STRING");

  private static final int REGION = 3;

  /** As the feed names them. */
  private static final String POSSIBLE =
      "region RLIKE '\\\\S' AND level IN ('yellow', 'orange', 'red')"
          + " AND `from` >= TIMESTAMP '1900-01-01'"
          + " AND `to` > `from` AND `to` <= `from` + INTERVAL 12 HOURS";

  /** The joins of the lesson, by Spark's names. */
  enum Join {
    inner,
    left_outer
  }

  @Option(
      names = "--join",
      defaultValue = "left_outer",
      paramLabel = "TYPE",
      description =
          "inner: gusts with a warning; left_outer: those without, too (default:"
              + " ${DEFAULT-VALUE}).")
  private Join join;

  @Option(
      names = "--gust",
      defaultValue = "20",
      paramLabel = "SPEED",
      description = "How fast it is at least, in m/s (default: ${DEFAULT-VALUE}).")
  private double gust;

  @Option(
      names = "--stations",
      paramLabel = "FILE",
      description =
          "The table of the stations, which may be replaced while the lesson runs (default:"
              + " data/datasets/stations.csv).")
  private Path stations;

  @Option(
      names = "--watermark",
      defaultValue = "1h",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "How late a message may be, in its own time (default: ${DEFAULT-VALUE}).")
  private Duration watermark;

  @Mixin private TableOptions table;

  /** Spark's name of the join of the two streams. */
  public String join() {
    return join.name();
  }

  /** In m/s. */
  public double gust() {
    return gust;
  }

  /** How late a message may be, in its own time. */
  public Duration watermark() {
    return watermark;
  }

  /**
   * The file with the stations' table.
   *
   * @throws Mistake if it is not there, or not such a table
   */
  public String stations() throws IOException {
    Path file = (stations == null ? DataSets.file("stations.csv") : stations).toAbsolutePath();
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw Mistake.usage("There is no table of stations at %s: name one with --stations.", file);
    }
    OptionalLong foreign = Encoding.firstForeignLine(file);
    if (foreign.isPresent() || !Encoding.of(file).equals(StandardCharsets.UTF_8)) {
      throw Mistake.usage(
          "Line %d of the table of stations %s is not UTF-8 text: %s.",
          foreign.orElse(1), file, Encoding.cure(file));
    }
    try (Stream<String> lines = Files.lines(file)) {
      if (lines.noneMatch(line -> line.split(";").length > REGION)) {
        throw Mistake.usage(
            "The table of stations %s has no line such as 0016A;Reus;Tarragona;Catalunya: its columns"
                + " are divided by semicolons, the fourth is the region.",
            file);
      }
    }
    return file.toString();
  }

  /**
   * The lines of the stations' table as it is now: it may be saved anew while the lesson runs.
   *
   * @throws Mistake if it cannot be read
   */
  public static List<String> stations(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException gone) {
      throw Mistake.failure(
          "The table of stations %s is gone, or not UTF-8 text any more: put it back, and start the"
              + " lesson again.",
          file);
    }
  }

  /** What a checkpoint is bound to: the state of one join is of no use to another. */
  public Map<String, String> labels() {
    return Map.of("--join", join());
  }

  /**
   * Records of warnings in, (area, begin, end, level) out; malformed ones are left out, which is
   * said.
   */
  public static Dataset<Row> decompose(Dataset<Row> records) {
    Column malformed =
        when(
            not(
                coalesce(
                    MalformedMessages.isOneObject(col("text"))
                        .and(expr(POSSIBLE))
                        .and(Observations.areNames("region"))
                        .and(col("from").leq(CurrentMinute.begin().plus(expr("INTERVAL 2 DAYS")))),
                    lit(false))),
            coalesce(col("text"), lit("(no message)")));
    Dataset<Row> all =
        records
            .selectExpr("CAST(value AS STRING) AS text")
            .withColumn("message", from_json(col("text"), SCHEMA, Observations.JSON))
            .select("text", "message.*")
            .withColumn("malformed", coalesce(col("malformed"), malformed));
    return LeftOut.observe(all, tr("malformed warnings"), col("malformed"))
        .where("malformed IS NULL")
        .selectExpr("region AS area", "`from` AS begin", "`to` AS end", "level");
  }

  /** Prints the rows of a batch, if there are some. */
  public void print(Dataset<Row> batch, long id) {
    batch.persist();
    if (!batch.isEmpty()) {
      table.print(id, batch.orderBy("fint", "idema", "begin"));
    }
    batch.unpersist();
  }
}
