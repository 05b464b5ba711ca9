package sparklab.worker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.lesson.Undone;

/** What a task threw, told to its author: the cause, and the line of the solution. */
final class Crash {

  /** An error class of Spark's in front of its sentence, and its code after it. */
  private static final Pattern SPARKS_CODES =
      Pattern.compile("^\\[[A-Z_.]+] *(?:\\[[A-Z_.]+] *)?|[.;]? *SQLSTATE:? *\\w+.*$");

  /** Where something lies on this machine helps nobody who reads it elsewhere. */
  private static final Pattern PATHS =
      Pattern.compile("(?<=^|[\\s'\"`(=])(?:file:/*)?(?:/[\\w.@+~-]+){2,}/?");

  private static final int LONGEST = 300;

  private Crash() {}

  /** The failure that something thrown by a task stands for. */
  static TaskFailure of(Throwable thrown, Class<?> solution) {
    List<Throwable> causes = causes(thrown);
    for (Throwable cause : causes) {
      if (cause instanceof Undone undone) {
        return new TaskFailure(TaskFailure.Kind.UNDONE, undone.getMessage() + ".", 0);
      }
    }
    Throwable root = causes.get(0);
    return new TaskFailure(
        TaskFailure.Kind.CRASHED,
        root.getClass().getSimpleName() + sentence(root),
        line(causes, solution));
  }

  /** The causes of a throwable and itself, the innermost first. */
  private static List<Throwable> causes(Throwable thrown) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = thrown;
        cause != null && !causes.contains(cause);
        cause = cause.getCause()) {
      causes.add(cause);
    }
    Collections.reverse(causes);
    return causes;
  }

  /** The first line of its message; what an executor reports has a stack trace below it. */
  private static String sentence(Throwable root) {
    String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    message = SPARKS_CODES.matcher(message).replaceAll("").strip();
    message = PATHS.matcher(message).replaceAll("(a file)");
    if (root.getMessage() == null || message.isEmpty()) {
      return "";
    }
    return ": " + (message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message);
  }

  /** The line of the solution that is nearest to the cause; 0 if none is in a stack. */
  private static int line(List<Throwable> causes, Class<?> solution) {
    for (Throwable cause : causes) {
      int line =
          Stream.of(cause.getStackTrace())
              .filter(frame -> isOf(solution, frame.getClassName()))
              .mapToInt(StackTraceElement::getLineNumber)
              .filter(number -> number > 0)
              .findFirst()
              .orElse(0);
      if (line > 0) {
        return line;
      }
    }
    // An exception that did not come through from an executor is there as text.
    Pattern frame =
        Pattern.compile("\\(" + Pattern.quote(solution.getSimpleName()) + "\\.java:(\\d+)\\)");
    for (Throwable cause : causes) {
      Matcher match = frame.matcher(String.valueOf(cause.getMessage()));
      if (match.find()) {
        return Integer.parseInt(match.group(1));
      }
    }
    return 0;
  }

  private static boolean isOf(Class<?> solution, String name) {
    return name.equals(solution.getName()) || name.startsWith(solution.getName() + "$");
  }
}
