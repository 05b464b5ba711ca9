package sparklab.instructor.grade;

import java.util.List;

/**
 * A line of the results: a submission and its grade, or somebody who handed in nothing.
 *
 * @param student of the roster; null if there is no roster or the roster does not know the student
 * @param handedIn null if nothing was handed in
 * @param grade null if nothing was handed in, or if it has not been graded yet
 * @param page the name of the feedback page without its ending
 * @param lateness null if there is no deadline, or nobody knows when it was handed in
 */
record StudentResult(
    Roster.Student student,
    HandedIn handedIn,
    Grade grade,
    String page,
    Deadline.Lateness lateness) {

  static final String MISSING = "not handed in";
  static final String OPEN = "not graded yet";

  /** The points that count after a late day's loss; null if there are none yet. */
  Double counted() {
    Double total = grade == null ? null : grade.total();
    return total == null || lateness == null ? total : (Double) (total * lateness.counts());
  }

  /**
   * The same without who it is: under the name of its page, without remarks on files, whose names
   * may tell it.
   */
  StudentResult anonymous() {
    return new StudentResult(null, handedIn.anonymous(page), grade, page, lateness);
  }

  /** The same with more remarks. */
  StudentResult with(List<String> remarks) {
    HandedIn told = handedIn;
    for (String remark : remarks) {
      told = told.with(remark);
    }
    return new StudentResult(student, told, grade, page, lateness);
  }

  /** The group that it counts for; empty if it counts for one student, or nobody is to know. */
  String group() {
    return student == null ? "" : student.group();
  }

  String name() {
    return handedIn == null
        ? student.name().isEmpty() ? student.id() + student.email() : student.name()
        : handedIn.student();
  }

  /** The name, and Moodle's number: there may be two of one name. */
  String shownName() {
    return handedIn == null || handedIn.id().isEmpty()
        ? name()
        : "%s (participant %s)".formatted(name(), handedIn.id());
  }

  /** Moodle's number of the participant; empty if nobody knows it. */
  String participant() {
    return handedIn != null && !handedIn.id().isEmpty()
        ? handedIn.id()
        : student == null ? "" : student.participant();
  }

  /** Whether the code ran with the grader's rights. */
  boolean isUnsafe() {
    return grade != null && grade.sandbox().equals(Sandbox.NONE);
  }

  /** Whether somebody must look at it. */
  boolean needsPerson() {
    return grade != null && grade.needsPerson();
  }

  /** Whether there is something to give points for. */
  boolean hasTasks() {
    return grade != null && !grade.tasks().isEmpty();
  }

  String id() {
    return student != null && !student.id().isEmpty()
        ? student.id()
        : handedIn == null ? "" : handedIn.id();
  }

  String exercise() {
    return handedIn == null ? "" : handedIn.exerciseName();
  }

  String status() {
    return grade != null ? grade.status() : handedIn == null ? MISSING : OPEN;
  }
}
