package sparklab.cli;

import static sparklab.cli.Text.tr;

import java.util.Collection;
import java.util.Comparator;

/** The nearest of some names to one that was mistyped, or cut short. */
public final class Nearest {

  private Nearest() {}

  /** {@code ", did you mean X?"}, or nothing if none is near. */
  public static String hint(String typed, Collection<String> names) {
    // Who types --time means --timeout, although --live has fewer other letters.
    Comparator<String> begun = Comparator.comparing(name -> !name.startsWith(typed));
    return names.stream()
        .min(begun.thenComparing(name -> edits(typed, name)))
        .filter(name -> edits(typed, name) <= Math.max(2, name.length() / 3))
        .map(name -> tr(", did you mean %s?", name))
        .orElse("");
  }

  /** Levenshtein's distance: insertions, removals and replacements from one to the other. */
  static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[to.length()];
  }
}
