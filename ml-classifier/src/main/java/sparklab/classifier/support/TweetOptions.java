package sparklab.classifier.support;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.Trigger;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.cli.DurationConverter;
import sparklab.lesson.Lesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.query.TableOptions;
import sparklab.lesson.source.TweetTopic;

/** The options of a lesson that shows what it makes of the tweets: topic, query and table. */
public class TweetOptions {

  @Mixin private TweetTopic topic;
  @Mixin private QueryOptions query;
  @Mixin private TableOptions table;

  /** For a lesson that recovers only if it is asked to. */
  public TweetOptions() {
    this(new QueryOptions());
  }

  private TweetOptions(QueryOptions query) {
    this.query = query;
  }

  /** With {@code --watermark}, for a lesson that counts by minute and recovers. */
  public static final class ByMinute extends TweetOptions {

    @Option(
        names = "--watermark",
        defaultValue = "2m",
        converter = DurationConverter.class,
        paramLabel = "TIME",
        description = "How late a message may be, in its own time (default: ${DEFAULT-VALUE}).")
    private Duration watermark;

    /** For a lesson whose checkpoint is in this folder unless it is given another one. */
    public ByMinute(String checkpoint) {
      super(new QueryOptions(checkpoint));
    }

    /** How late a message may be. */
    public Duration watermark() {
      return watermark;
    }
  }

  /** See {@link QueryOptions#check}. Times are shown in UTC, as the messages have them. */
  public void check(Lesson lesson, SparkConf conf) throws IOException, InterruptedException {
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    query.check(lesson, topic, Map.of(), conf);
  }

  /** The options of Spark's Kafka source. */
  public Map<String, String> source() {
    return topic.options();
  }

  /** See {@link QueryOptions#watch}. */
  public Dataset<Row> watch(Dataset<Row> records) {
    return query.watch(records, topic);
  }

  /** When a micro-batch starts. */
  public Trigger trigger() {
    return query.trigger();
  }

  /** The options by which Spark finds the checkpoint. */
  public Map<String, String> checkpoint() {
    return query.checkpoint();
  }

  /** Prints the number of a batch and its first rows. */
  public void print(long id, Dataset<Row> rows) {
    table.print(id, rows);
  }

  /** Prints a title and the first rows. */
  public void print(String title, Dataset<Row> rows) {
    table.print(title, rows);
  }

  /** The title of a batch: its number, and how many rows it has of each value of a column. */
  public static String title(long id, Dataset<Row> batch, String column) {
    Map<String, Long> counts = new TreeMap<>();
    batch
        .groupBy(column)
        .count()
        .toLocalIterator()
        .forEachRemaining(row -> counts.put(row.getString(0), row.getLong(1)));
    return tr("batch %d %s", id, counts);
  }
}
