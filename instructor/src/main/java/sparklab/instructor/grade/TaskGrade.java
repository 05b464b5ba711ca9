package sparklab.instructor.grade;

import java.util.List;
import sparklab.lab.exercise.Verdict;

/**
 * What one task of a submission got.
 *
 * @param points null if it was our fault: that is no zero
 * @param remarks what was wrong, in sentences for the author
 * @param line of the author's source, from 1; 0 if none is to blame
 * @param byHand why the points are not the grader's; null if they are
 */
record TaskGrade(
    int number,
    String title,
    Double points,
    double maximum,
    Verdict verdict,
    List<String> remarks,
    int line,
    String byHand) {

  /** In words: a task that has all points is full, one that has some is partial. */
  String status() {
    if (points != null && points > 0 && verdict == Verdict.WRONG_ANSWER) {
      return "partial";
    }
    return verdict == Verdict.DONE ? "full" : verdict.text();
  }

  TaskGrade byHand(double given, String why) {
    return new TaskGrade(number, title, given, maximum, verdict, remarks, line, why);
  }
}
