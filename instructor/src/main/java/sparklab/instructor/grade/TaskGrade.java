package sparklab.instructor.grade;

import static sparklab.cli.Text.key;

import java.util.List;
import sparklab.lab.exercise.Verdict;

/**
 * What one task of a submission got.
 *
 * @param points null if it was our fault: that is no zero
 * @param remarks what was wrong, in sentences for the author
 * @param line of the author's source, from 1; 0 if none is to blame
 * @param tests the hidden tests; empty if none was run
 * @param byHand what a person gave or said; null if nobody did
 */
record TaskGrade(
    int number,
    String title,
    Double points,
    double maximum,
    Verdict verdict,
    List<String> remarks,
    int line,
    List<Test> tests,
    ByHand byHand) {

  /** A hidden test: what it is worth, and the mistake that it finds, in a sentence. */
  record Test(String name, double points, String mistake, boolean passed) {}

  /** In words: a task that has all points is full, one that has some is partial. */
  String status() {
    if (points != null && points > 0 && verdict == Verdict.WRONG_ANSWER) {
      return key("partial");
    }
    return verdict == Verdict.DONE ? key("full") : verdict.text();
  }

  /** Whether nothing was lost. */
  boolean isFull() {
    return points != null && points >= maximum;
  }

  /**
   * What a person gave or said.
   *
   * @param points null if it is a comment only, and the points are the grader's
   * @param marker who; empty if nobody wrote it
   * @param when as it was written; empty if nobody wrote it
   */
  record ByHand(Double points, String reason, String marker, String when) {

    /** Who, when and why. */
    String text() {
      String who = marker.isEmpty() ? "" : " by " + marker;
      return (points == null ? "comment" : "points given by hand")
          + who
          + (when.isEmpty() ? "" : who.isEmpty() ? " on " + when : ", " + when)
          + (reason.isEmpty() ? "" : ": " + reason);
    }
  }

  TaskGrade byHand(ByHand hand) {
    return new TaskGrade(
        number,
        title,
        hand.points() == null ? points : hand.points(),
        maximum,
        verdict,
        remarks,
        line,
        tests,
        hand);
  }
}
