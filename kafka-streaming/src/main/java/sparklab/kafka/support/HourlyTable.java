package sparklab.kafka.support;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.cli.DurationConverter;
import sparklab.lesson.query.TableOptions;

/** What a table by hours waits for, and where it goes: {@code --watermark --output --rows}. */
public final class HourlyTable {

  @Option(
      names = "--watermark",
      defaultValue = "2h",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "How late a message may be, in its own time (default: ${DEFAULT-VALUE}).")
  private Duration watermark;

  @Mixin private TableOptions console;
  @Mixin private HourlyFiles files;

  /** How late a message may be, in its own time. */
  public Duration watermark() {
    return watermark;
  }

  /** See {@link HourlyFiles#labels}. */
  public Map<String, String> labels(SparkConf conf) throws IOException {
    return files.labels(conf);
  }

  /**
   * Puts the rows of a batch, which are the new values of their hour and province, into the files,
   * a second time without effect, and prints them, the newest first.
   */
  public void publish(Dataset<Row> changed, long id) throws IOException {
    changed.persist();
    files.upsert(changed);
    if (!changed.isEmpty()) { // a batch without messages only forgets what is final
      console.print(id, changed.orderBy(col("hour").desc(), col("province")));
    }
    changed.unpersist();
  }
}
