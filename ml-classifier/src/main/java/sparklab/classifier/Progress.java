package sparklab.classifier;

import java.util.Locale;

/** Tells on the standard error what a training does, and how long it has been at it. */
final class Progress {

  private final long start = System.nanoTime();

  /** Says what comes next. */
  void say(String what, Object... details) {
    System.err.printf(
        Locale.ROOT,
        "%3d s  %s%n",
        (System.nanoTime() - start) / 1_000_000_000,
        what.formatted(details));
  }
}
