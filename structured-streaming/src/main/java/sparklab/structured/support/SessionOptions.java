package sparklab.structured.support;

import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;
import sparklab.cli.DurationConverter;

/** The options of a lesson with sessions: {@code --gap --watermark}. */
public final class SessionOptions {

  @Option(
      names = "--gap",
      defaultValue = "10s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "Silence that ends a session (default: ${DEFAULT-VALUE}).")
  private Duration gap;

  @Option(
      names = "--watermark",
      defaultValue = "10s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "How late a line may be and still be counted (default: ${DEFAULT-VALUE}).")
  private Duration watermark;

  /** Silence that ends a session. */
  public Duration gap() {
    return gap;
  }

  /** How late a line may be. */
  public Duration watermark() {
    return watermark;
  }

  /** The time that a checkpoint's state is bound to. */
  public Map<String, String> labels() {
    return Map.of("--gap", DurationConverter.text(gap));
  }
}
