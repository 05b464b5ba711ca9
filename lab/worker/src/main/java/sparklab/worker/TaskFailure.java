package sparklab.worker;

/** Why a task gave no answer, in a sentence for its author. */
public final class TaskFailure extends RuntimeException {

  /** The kinds of it; each is a verdict of its own. */
  public enum Kind {
    /** The stub is still there. */
    UNDONE,
    /** A method is missing, or takes or returns other types than the stub's. */
    STRUCTURE,
    /** The task's code threw, or its process ended. */
    CRASHED,
    /** No answer in the time allowed. */
    TOO_SLOW,
    /** The harness failed, never the author: the task is to be run again. */
    OURS
  }

  private final Kind kind;
  private final int line;

  /**
   * One failure.
   *
   * @param line of the solution's source, from 1; 0 if unknown
   */
  public TaskFailure(Kind kind, String sentence, int line) {
    super(sentence);
    this.kind = kind;
    this.line = line;
  }

  /** What happened. */
  public Kind kind() {
    return kind;
  }

  /** The line of the solution's source where it happened, from 1; 0 if unknown. */
  public int line() {
    return line;
  }
}
