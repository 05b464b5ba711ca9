package sparklab.kafka.support;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.cli.DurationConverter;
import sparklab.cli.Mistake;
import sparklab.lesson.query.TableOptions;
import sparklab.lesson.source.KafkaSource;

/** Where alerts go, and what they wait for: {@code --alerts --watermark --rows}. */
public final class AlertTopic {

  @Option(
      names = "--alerts",
      defaultValue = "alert",
      paramLabel = "TOPIC",
      description = "The topic for the alerts (default: ${DEFAULT-VALUE}).")
  private String topic;

  @Option(
      names = "--watermark",
      defaultValue = "1h",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "How late a message may be, in its own time (default: ${DEFAULT-VALUE}).")
  private Duration watermark;

  @Mixin private TableOptions table;

  private Map<String, String> options;

  /** How late a message may be, in its own time. */
  public Duration watermark() {
    return watermark;
  }

  /** What a checkpoint is bound to: another topic would lack the alerts that were sent before. */
  public Map<String, String> labels() {
    return Map.of("--alerts", topic);
  }

  /**
   * Makes the topic if it is not there.
   *
   * @throws Mistake if it is the one that is read
   */
  public void prepare(KafkaSource source) throws InterruptedException {
    if (topic.equals(source.topic())) {
      throw Mistake.usage(
          "--alerts and --topic are both '%s': alerts need a topic of their own.", topic);
    }
    ResultTopic.make(source, topic, 1);
    options = new TreeMap<>(source.options());
    options.remove("maxOffsetsPerTrigger"); // it is for a stream
    options.put("startingOffsets", "earliest");
    options.put("subscribe", topic);
    options.put("topic", topic);
  }

  /** For Spark's source and sink, what both need to know of the topic. */
  public Map<String, String> options() {
    return options;
  }

  /** Has the rows of a batch calculated, once and for all. */
  public void keep(Dataset<Row> batch) {
    batch.persist().count();
  }

  /** Prints what was kept, if there is something, and lets go of it. */
  public void print(Dataset<Row> batch, long id) {
    if (!batch.isEmpty()) {
      table.print(id, batch.select("at", "idema", "alert", "hpa").orderBy("at", "id"));
    }
    batch.unpersist();
  }
}
