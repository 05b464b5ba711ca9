package sparklab.instructor.hidden;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A hidden test: what it is worth, and what a failure of it tells the author. Its method takes the
 * {@link sparklab.worker.Submission} and a {@link java.util.random.RandomGenerator}, both of the
 * run that {@link HiddenTests} makes.
 */
@Test
@ExtendWith(RunParameters.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Hidden {

  /** The number of the task it belongs to. */
  int task();

  /** What it is worth; the tests of a task add up to the task's points. */
  double points();

  /**
   * The mistake, in a sentence for the author: what the solution does wrong, never an expected
   * value.
   */
  String mistake();
}
