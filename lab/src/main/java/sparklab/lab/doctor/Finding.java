package sparklab.lab.doctor;

import java.io.PrintStream;

/**
 * What a check of {@code lab doctor} found.
 *
 * @param cure what to do about it; null if there is nothing to do
 */
public record Finding(Level level, String what, String cure) {

  /** How bad it is. */
  enum Level {
    OK("ok  "),
    /** Something to know: lessons run all the same, or nearly. */
    WARN("warn"),
    /** Lessons do not run. */
    FAIL("FAIL");

    private final String label;

    Level(String label) {
      this.label = label;
    }
  }

  /** All is well. */
  public static Finding ok(String what) {
    return new Finding(Level.OK, what, null);
  }

  /** Lessons run, but not as they should. */
  public static Finding warn(String what, String cure) {
    return new Finding(Level.WARN, what, cure);
  }

  /** Lessons do not run. */
  public static Finding fail(String what, String cure) {
    return new Finding(Level.FAIL, what, cure);
  }

  /** A line for the finding and, indented, one for its cure. */
  void print(PrintStream out) {
    out.println(level.label + " " + what);
    if (cure != null) {
      out.println("     " + cure);
    }
  }
}
