package sparklab.instructor.grade;

import static sparklab.cli.Text.retell;
import static sparklab.cli.Text.tr;

import java.util.List;
import sparklab.cli.Text;
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
      String conditions) {

    String repaired() {
      return tr("What was put right before grading:");
    }
  }

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
  record Task(int number, String title, String points, List<String> remarks, SourceLine blamed) {

    String heading() {
      return tr("Task %d: %s", number, title);
    }
  }

  /** A line of the student's own file. */
  record SourceLine(int number, String code) {

    String heading() {
      return tr("Line %d:", number);
    }
  }

  /** What browsers and screen readers are to take the page for. */
  boolean spanish() {
    return Text.isSpanish();
  }

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
        row.isUnsafe() ? tr(Pages.NO_SANDBOX) : null,
        row.handedIn().repairs().stream().map(Text::retell).toList(),
        graded.problems().stream().map(Feedback::problem).toList(),
        graded.tasks().stream()
            .map(
                task ->
                    new Task(
                        task.number(),
                        tr(task.title()),
                        points(task),
                        compiles ? task.remarks().stream().map(Text::retell).toList() : List.of(),
                        blamed(row, task)))
            .toList(),
        graded.tasks().isEmpty() || row.handedIn().refusal() != null ? null : conditions(graded));
  }

  private static String conditions(Grade graded) {
    return tr("Sandbox: %s. Time: %s.", retell(graded.sandbox()), retell(graded.time()));
  }

  private static Problem problem(Reply.Problem problem) {
    return new Problem(
        sentence(problem),
        problem.source() == null ? List.of() : problem.pointedAt().lines().toList());
  }

  private static String title(StudentResult row) {
    return row.handedIn().exercise() == null
        ? tr("No exercise recognised")
        : row.exercise() + ": " + tr(row.handedIn().exercise().exercise().title());
  }

  private static String sum(StudentResult row) {
    Grade graded = row.grade();
    if (graded.needsPerson()) {
      return tr(
          "%s: it is not graded by a program. %s",
          tr(row.status()), retell(row.handedIn().refusal()));
    }
    return graded.total() == null
        ? tr("%s: the grader failed; it will be graded again", tr(row.status()))
        : tr(
            "%s of %s points, %s%s",
            Points.text(graded.total()),
            Points.text(graded.maximum()),
            tr(graded.status()),
            late(row));
  }

  private static String late(StudentResult row) {
    return row.lateness() == null || row.lateness().days() == 0
        ? ""
        : tr(
            row.lateness().days() == 1
                ? "; handed in %s, which is late (%d day): %s points count"
                : "; handed in %s, which is late (%d days): %s points count",
            row.lateness().submitted(),
            row.lateness().days(),
            Points.text(row.counted()));
  }

  private static String points(TaskGrade task) {
    return (task.points() == null
            ? tr(task.status())
            : tr(
                "%s of %s points: %s",
                Points.text(task.points()), Points.text(task.maximum()), tr(task.status())))
        + (task.byHand() == null ? "" : " (" + retell(task.byHand().text()) + ")");
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
        : tr(
            "%s, line %d: %s",
            problem.file().substring(problem.file().lastIndexOf('/') + 1), problem.line(), message);
  }
}
