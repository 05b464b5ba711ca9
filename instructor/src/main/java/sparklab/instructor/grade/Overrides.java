package sparklab.instructor.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sparklab.data.Mistake;

/**
 * Points that the instructor gave by hand, in {@code overrides.csv} beside the grades: student,
 * exercise, task, points, reason. They are put over the grader's points at every run.
 */
final class Overrides {

  private static final List<String> HEADING =
      List.of("student", "exercise", "task", "points", "reason");

  private final Map<List<String>, Given> given = new HashMap<>();

  private record Given(double points, String reason) {}

  private Overrides() {}

  /** Reads the file; the first run makes one that has only a heading. */
  static Overrides read(Path file) throws IOException {
    Overrides overrides = new Overrides();
    if (!Files.exists(file)) {
      Files.writeString(file, Csv.line(HEADING));
      return overrides;
    }
    List<List<String>> lines = Csv.read(Files.readString(file));
    for (int at = 1; at < lines.size(); at++) {
      List<String> cells = lines.get(at);
      try {
        overrides.given.put(
            List.of(cells.get(0), cells.get(1), cells.get(2)),
            new Given(Double.parseDouble(cells.get(3)), cells.size() > 4 ? cells.get(4) : ""));
      } catch (IndexOutOfBoundsException | NumberFormatException wrong) {
        throw Mistake.usage(
            "'%s', line %d: it takes student, exercise, task, points and a reason, not '%s'.",
            file, at + 1, String.join(",", cells));
      }
    }
    return overrides;
  }

  /** A grade with what was given by hand. */
  Graded apply(Handed handed, Graded graded) {
    return new Graded(
        graded.tasks().stream()
            .map(
                task -> {
                  Given points = find(handed, task.number());
                  return points == null
                      ? task
                      : task.byHand(
                          points.points(), points.reason().isEmpty() ? "by hand" : points.reason());
                })
            .toList(),
        graded.problems(),
        graded.sandbox(),
        graded.seed());
  }

  private Given find(Handed handed, int task) {
    for (String student : List.of(handed.key(), handed.student(), handed.id())) {
      Given points = given.get(List.of(student, handed.exerciseName(), "" + task));
      if (points != null && !student.isEmpty()) {
        return points;
      }
    }
    return null;
  }
}
