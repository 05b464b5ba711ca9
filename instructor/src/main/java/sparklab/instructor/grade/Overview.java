package sparklab.instructor.grade;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What the page of the class shows.
 *
 * @param warning null if all marks are safe
 * @param byHand what somebody must look at
 * @param changes what this run changed of the marks of the last one
 */
record Overview(
    String heading,
    String warning,
    List<ByHand> byHand,
    List<Changes.Change> changes,
    List<Section> exercises,
    List<Entry> everybody) {

  /** A submission that no program can grade, and what is in it. */
  record ByHand(String name, String page, String exercise, String found) {}

  /**
   * An exercise.
   *
   * @param figures null if nothing of it is graded
   */
  record Section(String name, Figures figures) {}

  /**
   * What the class got in an exercise, of 10 points.
   *
   * @param zero those who earned nothing, by what became of them
   */
  record Figures(
      int graded,
      String mean,
      String median,
      List<Bar> distribution,
      List<Bar> zero,
      ItemAnalysis tasks) {}

  /** How many students there are of a kind; the percents are of the most of a kind. */
  record Bar(String label, long students, long percent) {}

  /**
   * A student of the class.
   *
   * @param page null if nothing was handed in
   */
  record Entry(String name, String page, String exercise, String points, String status) {}

  static Overview of(List<StudentResult> rows, List<Changes.Change> changes) {
    Map<String, List<StudentResult>> byExercise =
        rows.stream()
            .filter(StudentResult::hasTasks)
            .collect(
                Collectors.groupingBy(StudentResult::exercise, TreeMap::new, Collectors.toList()));
    return new Overview(
        "Grades of the class",
        rows.stream().anyMatch(StudentResult::isUnsafe) ? Pages.NO_SANDBOX : null,
        rows.stream()
            .filter(StudentResult::needsPerson)
            .map(
                row ->
                    new ByHand(
                        row.shownName(), row.page(), row.exercise(), row.handedIn().refusal()))
            .toList(),
        changes,
        byExercise.entrySet().stream()
            .map(exercise -> new Section(exercise.getKey(), figures(exercise.getValue())))
            .toList(),
        rows.stream().map(Overview::entry).toList());
  }

  private static Entry entry(StudentResult row) {
    boolean hasPoints = row.hasTasks() && row.grade().total() != null;
    return new Entry(
        row.shownName(),
        row.grade() == null ? null : row.page(),
        row.exercise(),
        hasPoints ? Points.text(row.grade().total()) : "",
        row.status());
  }

  private static Figures figures(List<StudentResult> rows) {
    List<Double> totals =
        rows.stream()
            .map(StudentResult::grade)
            .filter(graded -> graded.total() != null)
            .map(graded -> 10 * graded.total() / graded.maximum())
            .sorted()
            .toList();
    if (totals.isEmpty()) {
      return null;
    }
    return new Figures(
        totals.size(),
        Points.text(totals.stream().mapToDouble(total -> total).average().orElse(0)),
        Points.text(median(totals)),
        distribution(totals),
        zero(rows),
        ItemAnalysis.of(rows));
  }

  private static List<Bar> distribution(List<Double> totals) {
    long[] students = new long[11];
    totals.forEach(total -> students[Math.max(0, Math.min(10, (int) Math.floor(total)))]++);
    return bars(
        IntStream.rangeClosed(0, 10)
            .mapToObj(points -> points == 10 ? "10" : points + " – " + (points + 1))
            .toList(),
        students);
  }

  private static List<Bar> zero(List<StudentResult> rows) {
    Map<String, Long> byStatus =
        rows.stream()
            .filter(row -> row.grade().total() != null && row.grade().total() == 0)
            .collect(
                Collectors.groupingBy(StudentResult::status, TreeMap::new, Collectors.counting()));
    return bars(
        List.copyOf(byStatus.keySet()),
        byStatus.values().stream().mapToLong(count -> count).toArray());
  }

  private static List<Bar> bars(List<String> labels, long[] students) {
    long most = Math.max(1, LongStream.of(students).max().orElse(1));
    return IntStream.range(0, students.length)
        .mapToObj(at -> new Bar(labels.get(at), students[at], 100 * students[at] / most))
        .toList();
  }

  /** The middle one of sorted values, or the mean of the two in the middle. */
  private static double median(List<Double> sorted) {
    return sorted.stream()
        .skip((sorted.size() - 1) / 2)
        .limit(2 - sorted.size() % 2)
        .mapToDouble(value -> value)
        .average()
        .orElse(0);
  }
}
