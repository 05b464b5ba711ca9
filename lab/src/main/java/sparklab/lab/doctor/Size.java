package sparklab.lab.doctor;

import java.util.Locale;

/** Sizes as people read them. */
public final class Size {

  private Size() {}

  /** In MB, or from 1 GB on in GB with a decimal. */
  static String text(long bytes) {
    return bytes < 1_000_000_000
        ? bytes / 1_000_000 + " MB"
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
