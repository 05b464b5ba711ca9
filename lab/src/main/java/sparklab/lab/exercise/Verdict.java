package sparklab.lab.exercise;

import java.util.Locale;
import sparklab.worker.TaskFailure;

/** What can be said of a task; the words are the same wherever they are shown. */
public enum Verdict {
  /** It does what it is to do. */
  DONE,
  /** The stub is still there. */
  UNDONE,
  /** Something else came out than should. */
  WRONG_ANSWER,
  /** A method is missing, or takes or returns other types than the stub's. */
  WRONG_STRUCTURE,
  /** No answer in the time allowed. */
  TOO_SLOW,
  /** The code threw, or its process ended. */
  CRASHED,
  /** The compiler refuses the file. */
  DOES_NOT_COMPILE,
  /** There is no program to run, which may still be no zero. */
  NEEDS_A_PERSON,
  /** The harness failed; that is never the author's mistake. */
  OUR_FAULT;

  /** The verdict that a failure of a run is. */
  public static Verdict of(TaskFailure.Kind kind) {
    return switch (kind) {
      case UNDONE -> UNDONE;
      case STRUCTURE -> WRONG_STRUCTURE;
      case TOO_SLOW -> TOO_SLOW;
      case CRASHED -> CRASHED;
      case OURS -> OUR_FAULT;
    };
  }

  /** In words. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
