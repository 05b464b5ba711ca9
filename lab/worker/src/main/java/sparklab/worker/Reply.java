package sparklab.worker;

import static sparklab.cli.Text.tr;

import java.util.List;
import java.util.Map;

/**
 * What a worker answers.
 *
 * @param nonce the request's; null for the first frame, which says that the worker is ready
 * @param problems why the solution does not compile; empty if it does
 * @param answer what the task gave; null if it failed
 * @param failure why it gave nothing
 * @param classes code by class name; of a {@link CompileServer} only
 */
public record Reply(
    String nonce,
    List<Problem> problems,
    Answer answer,
    Failure failure,
    Map<String, byte[]> classes) {

  /** What a worker answers that is no code. */
  public Reply(String nonce, List<Problem> problems, Answer answer, Failure failure) {
    this(nonce, problems, answer, failure, null);
  }

  /** A worker that waits for its first request. */
  static Reply ready() {
    return new Reply(null, List.of(), null, null);
  }

  /** The JSON form of a {@link TaskFailure}. */
  public record Failure(TaskFailure.Kind kind, String sentence, int line) {

    static final String TOO_MUCH = tr("The task gave far more than such a small input can make.");
    static final String NOT_PLAIN =
        tr("The task gave values that are neither plain text nor numbers, lists or maps.");

    static String nothing(String method) {
      return tr("%s returns nothing.", method);
    }

    /** Whether a sentence is the worker's own, without a word of the solution's. */
    public static boolean isFixed(String sentence, String method) {
      return List.of(TOO_MUCH, NOT_PLAIN, nothing(method)).contains(sentence);
    }
  }

  /**
   * An error of the compiler.
   *
   * @param file path in the package tree; null if it is of no file
   * @param line from 1; 0 if it is of no line
   * @param column from 1; 0 if it is of no column
   * @param message the compiler's words
   * @param source the line of the source; null if it is of no line
   */
  public record Problem(String file, long line, long column, String message, String source) {

    /**
     * A sentence with the place, and below it the line of the source with an arrow.
     *
     * @param path of the file, as the reader knows it
     */
    public String told(String path) {
      String sentence =
          tr(
              "%s: does not compile: %s",
              line > 0 ? tr("%s, line %d", path, line) : path, message.replaceAll("\\R\\s*", "; "));
      return source == null ? sentence : sentence + "\n" + pointedAt().indent(4).stripTrailing();
    }

    /** The line of the source and an arrow under the place; the line alone if it has no place. */
    public String pointedAt() {
      if (column < 1 || column > source.length() + 1) {
        return source;
      }
      // tabs stay tabs, so that the arrow stands under its place
      return source + "\n" + source.substring(0, (int) column - 1).replaceAll("[^\t]", " ") + "^";
    }
  }
}
