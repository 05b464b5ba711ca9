package sparklab.instructor.grade;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a run changed of the marks that the last one gave, for whom and why: {@code changes.csv},
 * which grows, and the run's own on the overview.
 */
final class Changes {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final List<String> HEADING =
      List.of("time", "student", "exercise", "of", "before", "after", "why");

  /**
   * A changed mark.
   *
   * @param of the task, or what counts after a late day's loss
   */
  record Change(
      String student, String exercise, String of, String before, String after, String why) {}

  /**
   * The marks of a submission.
   *
   * @param solution a digest of what was handed in
   * @param grader all else that a mark depends on
   */
  record Marks(
      Map<Integer, Double> points,
      Map<Integer, String> byHand,
      Double counted,
      String solution,
      String grader) {

    static Marks of(StudentResult row, String grader) {
      Map<Integer, Double> points = new TreeMap<>();
      Map<Integer, String> byHand = new TreeMap<>();
      for (TaskGrade task : row.grade().tasks()) {
        points.put(task.number(), task.points());
        if (task.byHand() != null && task.byHand().points() != null) {
          byHand.put(task.number(), task.byHand().text());
        }
      }
      return new Marks(points, byHand, row.counted(), Store.key(row.handedIn(), ""), grader);
    }
  }

  private Changes() {}

  /**
   * Compares with the last run, adds what changed to {@code changes.csv} and keeps the marks for
   * the next one.
   *
   * @param graders what a mark depends on, by exercise
   */
  static List<Change> keep(Path out, List<StudentResult> rows, Map<String, String> graders)
      throws IOException {
    Path file = out.resolve(".grade").resolve("marks");
    Map<String, Marks> before = Files.exists(file) ? read(file) : Map.of();
    Map<String, Marks> after = new TreeMap<>(before);
    List<Change> changes = new ArrayList<>();
    for (StudentResult row : rows) {
      if (row.hasTasks()) {
        String key = row.handedIn().key() + "\n" + row.exercise();
        Marks marks = Marks.of(row, graders.getOrDefault(row.exercise(), ""));
        after.put(key, marks);
        if (before.containsKey(key)) {
          changes.addAll(between(row, before.get(key), marks));
        }
      }
    }
    Files.createDirectories(file.getParent());
    JSON.writeValue(file.toFile(), after);
    write(out.resolve("changes.csv"), changes);
    return changes;
  }

  private static Map<String, Marks> read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, Marks>>() {});
  }

  private static List<Change> between(StudentResult row, Marks before, Marks after) {
    List<Change> changes = new ArrayList<>();
    after
        .points()
        .forEach(
            (task, points) -> {
              Double old = before.points().get(task);
              if (!Objects.equals(old, points)) {
                changes.add(change(row, "task " + task, old, points, why(task, before, after)));
              }
            });
    if (changes.isEmpty() && !Objects.equals(before.counted(), after.counted())) {
      changes.add(
          change(
              row, "counted", before.counted(), after.counted(), "another deadline or extension"));
    }
    return changes;
  }

  private static Change change(
      StudentResult row, String of, Double before, Double after, String why) {
    return new Change(
        row.shownName(),
        row.exercise(),
        of,
        before == null ? "none" : Points.text(before),
        after == null ? "none" : Points.text(after),
        why);
  }

  private static String why(int task, Marks before, Marks after) {
    String given = after.byHand().get(task);
    if (given != null) {
      return given;
    }
    if (before.byHand().get(task) != null) {
      return "no longer: " + before.byHand().get(task);
    }
    if (!before.solution().equals(after.solution())) {
      return "another solution was handed in";
    }
    return before.grader().equals(after.grader())
        ? "graded again"
        : "hidden tests, seed, sandbox or limits are others";
  }

  private static void write(Path file, List<Change> changes) throws IOException {
    if (changes.isEmpty()) {
      return;
    }
    String now = LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString();
    StringBuilder text = new StringBuilder(Files.exists(file) ? "" : Csv.line(HEADING));
    for (Change one : changes) {
      text.append(
          Csv.line(
              List.of(
                  now,
                  one.student(),
                  one.exercise(),
                  one.of(),
                  one.before(),
                  one.after(),
                  one.why())));
    }
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
