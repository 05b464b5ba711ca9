package sparklab.cli;

import java.util.Optional;
import java.util.stream.Stream;

/** What went wrong in a lesson, in one line: the root cause and the place in the lab's own code. */
public final class Failure {

  private Failure() {}

  /** One line for a person. */
  public static String describe(Throwable failure) {
    Throwable root = failure;
    Optional<StackTraceElement> place = place(root);
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
      Optional<StackTraceElement> nearer = place(root);
      if (nearer.isPresent()) {
        place = nearer;
      }
    }
    // A task's failure arrives as text: its first lines hold the exception and its first frames.
    String message = Stream.of(String.valueOf(root.getMessage()).split("\\R")).findFirst().get();
    return root.getClass().getSimpleName()
        + ": "
        + message
        + place.map(frame -> " (at " + frame + ")").orElse("");
  }

  private static Optional<StackTraceElement> place(Throwable cause) {
    return Stream.of(cause.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("sparklab."))
        .filter(frame -> !frame.getClassName().matches("sparklab\\.(cli|lesson)\\..*"))
        .findFirst();
  }
}
