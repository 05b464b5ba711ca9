package sparklab.instructor.grade;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sparklab.lab.exercise.Verdict;

/**
 * What the page of the class shows.
 *
 * @param warning null if all marks are safe
 * @param byHand what somebody must look at
 */
record Overview(
    String heading,
    String warning,
    List<ByHand> byHand,
    List<Section> exercises,
    List<Entry> everybody) {

  private static final int COMMON = 5;

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
   * @param hardest null if no task has points
   */
  record Figures(
      int graded,
      String mean,
      String median,
      List<Bar> distribution,
      Hardest hardest,
      List<CommonMistake> mistakes) {}

  /** How many students got so many points. */
  record Bar(String points, long students, long percent) {}

  /** The task that earned the smallest part of its points. */
  record Hardest(int number, String title, String percent) {}

  /** What several students got wrong. */
  record CommonMistake(String sentence, String students) {}

  /**
   * A student of the class.
   *
   * @param page null if nothing was handed in
   */
  record Entry(String name, String page, String exercise, String points, String status) {}

  static Overview of(List<StudentResult> rows) {
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
        IntStream.rangeClosed(0, 10).mapToObj(points -> bar(points, totals)).toList(),
        hardest(rows),
        mistakes(rows));
  }

  private static Bar bar(int points, List<Double> totals) {
    long students = totals.stream().filter(total -> (int) Math.floor(total) == points).count();
    return new Bar(points == 10 ? "10" : points + " –", students, 100 * students / totals.size());
  }

  private static Hardest hardest(List<StudentResult> rows) {
    Map<Integer, List<TaskGrade>> tasks =
        rows.stream()
            .flatMap(row -> row.grade().tasks().stream())
            .filter(task -> task.points() != null)
            .collect(Collectors.groupingBy(TaskGrade::number, TreeMap::new, Collectors.toList()));
    return tasks.values().stream()
        .min(Comparator.comparingDouble(Overview::share))
        .map(
            grades ->
                new Hardest(
                    grades.get(0).number(),
                    grades.get(0).title(),
                    "%.0f".formatted(100 * share(grades))))
        .orElse(null);
  }

  private static List<CommonMistake> mistakes(List<StudentResult> rows) {
    Map<String, Long> mistakes =
        rows.stream()
            .flatMap(row -> mistakesIn(row.grade().tasks()))
            .collect(Collectors.groupingBy(remark -> remark, Collectors.counting()));
    return mistakes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(COMMON)
        .map(
            one ->
                new CommonMistake(
                    one.getKey(),
                    one.getValue() + (one.getValue() == 1 ? " student" : " students")))
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

  /** What a student got wrong; what is said of every task is one mistake. */
  private static Stream<String> mistakesIn(List<TaskGrade> tasks) {
    if (tasks.stream().allMatch(task -> task.verdict() == Verdict.NEEDS_A_PERSON)) {
      return Stream.empty();
    }
    List<String> first = tasks.get(0).remarks();
    if (tasks.size() > 1
        && !tasks.get(0).status().equals("undone")
        && tasks.stream().allMatch(task -> task.remarks().equals(first))) {
      return first.stream().distinct();
    }
    return tasks.stream()
        .filter(task -> !task.status().equals("undone"))
        .flatMap(
            task ->
                task.remarks().stream()
                    .distinct()
                    .map(remark -> "Task " + task.number() + ": " + remark));
  }

  private static double share(List<TaskGrade> grades) {
    double maximum = grades.stream().mapToDouble(TaskGrade::maximum).sum();
    return grades.stream().mapToDouble(TaskGrade::points).sum() / maximum;
  }
}
