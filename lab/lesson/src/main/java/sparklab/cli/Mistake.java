package sparklab.cli;

import static sparklab.cli.Text.tr;

/**
 * Something the user can mend: what is wrong, where, and what to do, in one sentence. It is printed
 * without a stack trace.
 */
public class Mistake extends RuntimeException {

  /** The exit code of a wrong call: an option, a file name, a setting. */
  public static final int USAGE = 2;

  /** The exit code of a right call that failed: a port in use, a stale checkpoint. */
  public static final int FAILURE = 1;

  private static final long serialVersionUID = 1;

  private final int exitCode;

  /** One of a kind that some caller tells from others. */
  protected Mistake(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** A wrong call; the English sentence, which is told in the reader's language. */
  public static Mistake usage(String sentence, Object... details) {
    return new Mistake(USAGE, tr(sentence, details));
  }

  /** A right call that cannot be carried out as things are; likewise. */
  public static Mistake failure(String sentence, Object... details) {
    return new Mistake(FAILURE, tr(sentence, details));
  }

  /** {@link #USAGE} or {@link #FAILURE}. */
  public final int exitCode() {
    return exitCode;
  }
}
