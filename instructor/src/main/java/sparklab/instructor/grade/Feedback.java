package sparklab.instructor.grade;

import java.util.List;
import sparklab.worker.Reply;

/**
 * What the page of one student shows.
 *
 * @param heading the student's name
 */
record Feedback(String heading, List<Section> sections) {

  /**
   * One exercise of the student.
   *
   * @param sum the points together, or why there are none
   * @param warning null if the marks are safe
   * @param conditions the sandbox that it ran in and the time allowed; null if nothing ran
   */
  record Section(
      String title,
      String name,
      String sum,
      String warning,
      List<String> repairs,
      List<Problem> problems,
      List<Task> tasks,
      String conditions) {}

  /**
   * What the compiler says.
   *
   * @param code the line that it points at, in two lines; empty if it knows none
   */
  record Problem(String sentence, List<String> code) {}

  /**
   * What became of a task.
   *
   * @param blamed null if no line is
   */
  record Task(int number, String title, String points, List<String> remarks, SourceLine blamed) {}

  /** A line of the student's own file. */
  record SourceLine(int number, String code) {}

  static Feedback of(List<StudentResult> ofStudent) {
    return new Feedback(
        ofStudent.get(0).shownName(), ofStudent.stream().map(Feedback::section).toList());
  }

  private static Section section(StudentResult row) {
    Grade graded = row.grade();
    boolean compiles = graded.problems().isEmpty();
    return new Section(
        title(row),
        row.shownName(),
        sum(row),
        row.isUnsafe() ? Pages.NO_SANDBOX : null,
        row.handedIn().repairs(),
        graded.problems().stream().map(Feedback::problem).toList(),
        graded.tasks().stream()
            .map(
                task ->
                    new Task(
                        task.number(),
                        task.title(),
                        points(task),
                        compiles ? task.remarks() : List.of(),
                        blamed(row, task)))
            .toList(),
        graded.tasks().isEmpty() || row.handedIn().refusal() != null ? null : conditions(graded));
  }

  private static String conditions(Grade graded) {
    return "Sandbox: %s. Time: %s.".formatted(graded.sandbox(), graded.time());
  }

  private static Problem problem(Reply.Problem problem) {
    return new Problem(
        sentence(problem),
        problem.source() == null ? List.of() : problem.pointedAt().lines().toList());
  }

  private static String title(StudentResult row) {
    return row.handedIn().exercise() == null
        ? "No exercise recognised"
        : row.exercise() + ": " + row.handedIn().exercise().exercise().title();
  }

  private static String sum(StudentResult row) {
    Grade graded = row.grade();
    if (graded.needsPerson()) {
      return row.status() + ": it is not graded by a program. " + row.handedIn().refusal();
    }
    return graded.total() == null
        ? row.status() + ": the grader failed; it will be graded again"
        : "%s of %s points, %s%s"
            .formatted(
                Points.text(graded.total()),
                Points.text(graded.maximum()),
                graded.status(),
                late(row));
  }

  private static String late(StudentResult row) {
    return row.lateness() == null || row.lateness().days() == 0
        ? ""
        : "; handed in %s, which is late (%d %s): %s points count"
            .formatted(
                row.lateness().submitted(),
                row.lateness().days(),
                row.lateness().days() == 1 ? "day" : "days",
                Points.text(row.counted()));
  }

  private static String points(TaskGrade task) {
    return (task.points() == null
            ? task.status()
            : "%s of %s points: %s"
                .formatted(Points.text(task.points()), Points.text(task.maximum()), task.status()))
        + (task.byHand() == null ? "" : " (" + task.byHand().text() + ")");
  }

  private static SourceLine blamed(StudentResult row, TaskGrade task) {
    if (task.line() == 0) {
      return null;
    }
    return row.handedIn().sources().values().stream()
        .findFirst()
        .flatMap(text -> text.lines().skip(task.line() - 1L).findFirst())
        .map(line -> new SourceLine(task.line(), Pages.line(line.strip())))
        .orElse(null);
  }

  private static String sentence(Reply.Problem problem) {
    String message = problem.message().replaceAll("\\R\\s*", "; ");
    return problem.file() == null || problem.line() == 0
        ? message
        : "%s, line %d: %s"
            .formatted(
                problem.file().substring(problem.file().lastIndexOf('/') + 1),
                problem.line(),
                message);
  }
}
