package sparklab.classifier.support;

import static sparklab.cli.Text.tr;

import java.util.Locale;

/**
 * What a training says: on the standard error what it is at, and for how long; on the standard
 * output what it has found.
 */
public final class TrainingLog {

  private final long start = System.nanoTime();

  /** Says what comes next. */
  public void say(String what, Object... details) {
    System.err.printf(
        Locale.ROOT, "%3d s  %s%n", (System.nanoTime() - start) / 1_000_000_000, tr(what, details));
  }

  /** Prints a line of results. */
  public void result(String format, Object... values) {
    System.out.println(tr(format, values));
  }
}
