package sparklab.lab.exercise;

import static sparklab.cli.Text.key;

import sparklab.worker.TaskFailure;

/** What can be said of a task; the words are the same wherever they are shown. */
public enum Verdict {
  /** It does what it is to do. */
  DONE(key("done")),
  /** The stub is still there. */
  UNDONE(key("undone")),
  /** Something else came out than should. */
  WRONG_ANSWER(key("wrong answer")),
  /** A method is missing, or takes or returns other types than the stub's. */
  WRONG_STRUCTURE(key("wrong structure")),
  /** No answer in the time allowed. */
  TOO_SLOW(key("too slow")),
  /** The code threw, or its process ended. */
  CRASHED(key("crashed")),
  /** The compiler refuses the file. */
  DOES_NOT_COMPILE(key("does not compile")),
  /** There is no program to run, which may still be no zero. */
  NEEDS_A_PERSON(key("needs a person")),
  /** The harness failed; that is never the author's mistake. */
  OUR_FAULT(key("our fault"));

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

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /** In English words, for files and for {@code Text.tr}. */
  public String text() {
    return text;
  }
}
