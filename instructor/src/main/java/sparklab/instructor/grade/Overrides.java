package sparklab.instructor.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import sparklab.cli.Mistake;
import sparklab.lab.exercise.Exercise;

/**
 * Points and comments by hand, in {@code overrides.csv} beside the grades: student, exercise, task,
 * points, reason, marker, date. They are put over the grader's points at every run; without points
 * a line is a comment. Of several for one task the last one counts.
 */
final class Overrides {

  private static final List<String> HEADING =
      List.of("student", "exercise", "task", "points", "reason", "marker", "date");

  /** A line of the file. */
  private record Given(
      long line, String student, String exercise, int task, TaskGrade.ByHand hand) {}

  private final Path file;
  private final List<Given> lines = new ArrayList<>();
  private final Map<List<String>, Map<Integer, Given>> bySubmission = new HashMap<>();

  private Overrides(Path file) {
    this.file = file;
  }

  /** Reads the file; the first run makes one that has only a heading. */
  static Overrides read(Path file, List<Exercise> exercises) throws IOException {
    Overrides overrides = new Overrides(file);
    if (!Files.exists(file)) {
      Files.writeString(file, Csv.line(HEADING));
      return overrides;
    }
    String text = SourceText.decode(file.toString(), Files.readAllBytes(file), new ArrayList<>());
    List<Csv.Line> lines = Csv.read(text);
    for (Csv.Line line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      overrides.lines.add(overrides.given(line, exercises));
    }
    return overrides;
  }

  private Given given(Csv.Line line, List<Exercise> exercises) {
    List<String> cells = line.cells();
    Given given;
    try {
      given =
          new Given(
              line.number(),
              cells.get(0),
              cells.get(1),
              Integer.parseInt(cells.get(2)),
              new TaskGrade.ByHand(
                  // a spreadsheet may write a comma
                  cells.get(3).isEmpty() ? null : Double.valueOf(cells.get(3).replace(',', '.')),
                  cell(cells, 4),
                  cell(cells, 5),
                  cell(cells, 6)));
    } catch (IndexOutOfBoundsException | NumberFormatException wrong) {
      throw mistake(
          line.number(),
          "it takes student, exercise, task, points and a reason, not '%s'",
          String.join(",", cells));
    }
    Exercise exercise =
        exercises.stream()
            .filter(one -> one.name().equals(given.exercise()))
            .findFirst()
            .orElseThrow(
                () -> mistake(line.number(), "there is no exercise '%s'", given.exercise()));
    double most =
        exercise
            .task(given.task())
            .orElseThrow(
                () -> mistake(line.number(), "%s has no task %d", given.exercise(), given.task()))
            .points();
    Double points = given.hand().points();
    if (points == null && given.hand().reason().isEmpty()) {
      throw mistake(line.number(), "there are neither points nor a reason");
    }
    if (points != null && !(points >= 0 && points <= most)) {
      throw mistake(
          line.number(),
          "task %d of %s takes 0 to %s points, not '%s'",
          given.task(),
          given.exercise(),
          Points.text(most),
          cells.get(3));
    }
    return given;
  }

  private static String cell(List<String> cells, int at) {
    return at < cells.size() ? cells.get(at) : "";
  }

  private Mistake mistake(long line, String what, Object... details) {
    return Mistake.usage("'%s', line %d: %s.", file, line, what.formatted(details));
  }

  /**
   * Finds out whom the lines are for.
   *
   * @param rows what was handed in, whatever its grades
   * @param shownId the number that grades.csv shows of a submission
   * @return the lines that are for nobody, in sentences
   */
  List<String> match(List<StudentResult> rows, Function<StudentResult, String> shownId) {
    List<StudentResult> handed = rows.stream().filter(row -> row.handedIn() != null).toList();
    List<String> forNobody = new ArrayList<>();
    for (Given line : lines) {
      List<HandedIn> whom =
          handed.stream()
              .filter(row -> row.exercise().equals(line.exercise()))
              .filter(
                  row ->
                      Stream.of(
                              row.handedIn().key(),
                              row.name(),
                              row.handedIn().id(),
                              shownId.apply(row))
                          .anyMatch(name -> !name.isEmpty() && isSame(name, line.student())))
              .map(StudentResult::handedIn)
              .toList();
      if (whom.size() > 1) {
        throw mistake(
            line.line(),
            "there are several '%s': write the id of the one who is meant",
            line.student());
      }
      if (whom.isEmpty()) {
        forNobody.add(
            "'%s', line %d: no '%s' has handed in %s."
                .formatted(file, line.line(), line.student(), line.exercise()));
      }
      whom.forEach(
          one ->
              bySubmission
                  .computeIfAbsent(name(one), name -> new HashMap<>())
                  .put(line.task(), line));
    }
    return forNobody;
  }

  /** Also as grades.csv has it: in front of what would be a formula there is a quote. */
  private static boolean isSame(String name, String written) {
    return name.strip().equals(written) || ("'" + name.strip()).equals(written);
  }

  private static List<String> name(HandedIn handed) {
    return List.of(handed.key(), handed.exerciseName());
  }

  /** A grade with what was given by hand. */
  Grade apply(HandedIn handed, Grade graded) {
    Map<Integer, Given> given = bySubmission.getOrDefault(name(handed), Map.of());
    return new Grade(
        graded.tasks().stream()
            .map(
                task -> {
                  Given points = given.get(task.number());
                  return points == null ? task : task.byHand(points.hand());
                })
            .toList(),
        graded.problems(),
        graded.sandbox(),
        graded.time(),
        graded.seed());
  }
}
