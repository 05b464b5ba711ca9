package sparklab.instructor.grade;

/**
 * A line of the results: a submission and its grade, or somebody who handed in nothing.
 *
 * @param student of the roster; null if there is no roster or the roster does not know the student
 * @param handed null if nothing was handed in
 * @param graded null if nothing was handed in
 * @param page the name of the feedback page without its ending
 */
record Row(Roster.Student student, Handed handed, Graded graded, String page) {

  static final String MISSING = "not handed in";

  String name() {
    return handed == null
        ? student.name().isEmpty() ? student.id() + student.email() : student.name()
        : handed.student();
  }

  /** The name, and Moodle's number: there may be two of one name. */
  String shownName() {
    return handed == null || handed.id().isEmpty()
        ? name()
        : "%s (participant %s)".formatted(name(), handed.id());
  }

  /** Whether the code ran with the grader's rights. */
  boolean isUnsafe() {
    return graded != null && graded.sandbox().equals(Sandbox.NONE);
  }

  /** Whether there is something to give points for. */
  boolean hasTasks() {
    return graded != null && !graded.tasks().isEmpty();
  }

  String id() {
    return student != null && !student.id().isEmpty()
        ? student.id()
        : handed == null ? "" : handed.id();
  }

  String exercise() {
    return handed == null ? "" : handed.exerciseName();
  }

  String status() {
    return graded == null ? MISSING : graded.status();
  }
}
