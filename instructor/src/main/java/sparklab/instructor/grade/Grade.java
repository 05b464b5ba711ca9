package sparklab.instructor.grade;

import static sparklab.cli.Text.key;

import java.util.List;
import java.util.Objects;
import sparklab.lab.exercise.Verdict;
import sparklab.worker.Reply;

/**
 * A graded submission of one exercise.
 *
 * @param tasks empty if the exercise is unknown
 * @param problems why it does not compile; empty if it does
 * @param sandbox the level of the sandbox it ran in
 * @param time what it was allowed, in words
 * @param seed of the hidden tests' inputs
 */
record Grade(
    List<TaskGrade> tasks, List<Reply.Problem> problems, String sandbox, String time, long seed) {

  /** The points of its tasks; null if some have none yet. */
  Double total() {
    return isOurFault() || needsPerson()
        ? null
        : tasks.stream().map(TaskGrade::points).filter(Objects::nonNull).reduce(0.0, Double::sum);
  }

  double maximum() {
    return tasks.stream().mapToDouble(TaskGrade::maximum).sum();
  }

  /** Whether the harness failed and nobody has given the points by hand. */
  boolean isOurFault() {
    return tasks.stream()
        .anyMatch(task -> task.points() == null && task.verdict() == Verdict.OUR_FAULT);
  }

  /** Whether somebody must look at what was handed in, and has not given the points by hand. */
  boolean needsPerson() {
    return tasks.isEmpty()
        || tasks.stream()
            .anyMatch(task -> task.points() == null && task.verdict() != Verdict.OUR_FAULT);
  }

  /** The verdict on the whole: what is worst of it if nothing is earned. */
  String status() {
    if (isOurFault()) {
      return Verdict.OUR_FAULT.text();
    }
    if (needsPerson()) {
      return Verdict.NEEDS_A_PERSON.text();
    }
    double total = total();
    if (total >= maximum()) {
      return key("full");
    }
    if (total > 0) {
      return key("partial");
    }
    return List.of(
            Verdict.DOES_NOT_COMPILE,
            Verdict.CRASHED,
            Verdict.TOO_SLOW,
            Verdict.WRONG_STRUCTURE,
            Verdict.WRONG_ANSWER,
            Verdict.UNDONE)
        .stream()
        .filter(verdict -> tasks.stream().anyMatch(task -> task.verdict() == verdict))
        .findFirst()
        .orElse(Verdict.WRONG_STRUCTURE)
        .text();
  }
}
