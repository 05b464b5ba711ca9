package sparklab.base.support;

import java.time.Duration;
import picocli.CommandLine.Option;
import sparklab.cli.DurationConverter;
import sparklab.cli.Mistake;

/** The options of a lesson that counts in windows of batches: {@code --window --slide}. */
public final class WindowTimes {

  @Option(
      names = "--window",
      defaultValue = "30s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "Length of the window (default: ${DEFAULT-VALUE}).")
  private Duration window;

  @Option(
      names = "--slide",
      defaultValue = "5s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "Time from one window to the next (default: ${DEFAULT-VALUE}).")
  private Duration slide;

  /** Length of the window. */
  public Duration window() {
    return window;
  }

  /** Time from one window to the next. */
  public Duration slide() {
    return slide;
  }

  /**
   * Looks whether the times fit together.
   *
   * @param batch the length of a batch
   * @throws Mistake for windows that are not made of whole batches, or that leave lines out
   */
  public void check(Duration batch) {
    if (window.toMillis() % batch.toMillis() != 0 || slide.toMillis() % batch.toMillis() != 0) {
      throw Mistake.usage(
          "--window %s and --slide %s must be multiples of --batch %s: a window is made of whole"
              + " batches.",
          DurationConverter.text(window),
          DurationConverter.text(slide),
          DurationConverter.text(batch));
    }
    if (window.compareTo(slide) < 0) {
      throw Mistake.usage(
          "--window %s is shorter than --slide %s, so some lines would be in no window: make it at"
              + " least as long.",
          DurationConverter.text(window), DurationConverter.text(slide));
    }
  }
}
