package sparklab.lesson;

import java.time.Duration;
import org.apache.spark.streaming.Durations;
import picocli.CommandLine.Option;
import sparklab.cli.DurationConverter;

/** The option of a DStream lesson for the length of its batches. */
public final class BatchInterval {

  @Option(
      names = "--batch",
      defaultValue = "1s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "Length of a batch (default: ${DEFAULT-VALUE}).")
  private Duration batch;

  /** The length of a batch as Spark takes it. */
  public org.apache.spark.streaming.Duration duration() {
    return Durations.milliseconds(batch.toMillis());
  }

  /** The length of a batch. */
  public Duration length() {
    return batch;
  }

  /** As it was given, for messages. */
  @Override
  public String toString() {
    return DurationConverter.text(batch);
  }
}
