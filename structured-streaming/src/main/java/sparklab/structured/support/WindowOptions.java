package sparklab.structured.support;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import sparklab.cli.DurationConverter;
import sparklab.cli.Mistake;

/** The options of a lesson that counts in windows: {@code --window --slide --watermark}. */
public final class WindowOptions {

  @Option(
      names = "--window",
      defaultValue = "30s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "Length of a window (default: ${DEFAULT-VALUE}).")
  private Duration window;

  @Option(
      names = "--slide",
      defaultValue = "10s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description =
          "Time from the start of one window to that of the next (default: ${DEFAULT-VALUE}).")
  private Duration slide;

  @Option(
      names = "--watermark",
      defaultValue = "10s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "How late a line may be and still be counted (default: ${DEFAULT-VALUE}).")
  private Duration watermark;

  @Option(
      names = "--no-watermark",
      description = "Count lines however late they are; the state is kept forever.")
  private boolean noWatermark;

  /** Length of a window. */
  public Duration window() {
    return window;
  }

  /** Time from the start of one window to that of the next. */
  public Duration slide() {
    return slide;
  }

  /** How late a line may be; empty for however late. */
  public Optional<Duration> watermark() {
    return noWatermark ? Optional.empty() : Optional.of(watermark);
  }

  /** A length of time as Spark's SQL reads it. */
  public static String interval(Duration time) {
    return time.toMillis() + " milliseconds";
  }

  /** The times that a checkpoint's state is bound to. */
  public Map<String, String> labels() {
    return Map.of(
        "--window", DurationConverter.text(window), "--slide", DurationConverter.text(slide));
  }

  /**
   * Looks whether the times fit together.
   *
   * @throws Mistake for a window shorter than its slide
   */
  public void check() {
    if (window.compareTo(slide) < 0) {
      throw Mistake.usage(
          "--window %s is shorter than --slide %s, so some lines would be in no window: make it at"
              + " least as long.",
          DurationConverter.text(window), DurationConverter.text(slide));
    }
  }
}
