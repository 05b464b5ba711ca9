package sparklab.instructor.hidden;

import java.util.function.Supplier;

/**
 * A run that several tests look at: made when the first of them asks for it, and made once, be it
 * with an answer or with a failure. Each run of a submission costs seconds.
 */
final class Once<T> {

  private T value;
  private RuntimeException failure;

  /** The run, made now if it is not there yet. */
  synchronized T get(Supplier<T> make) {
    if (value == null && failure == null) {
      try {
        value = make.get();
      } catch (RuntimeException failed) {
        failure = failed;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return value;
  }
}
