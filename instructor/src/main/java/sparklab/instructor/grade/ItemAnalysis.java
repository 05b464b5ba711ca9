package sparklab.instructor.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sparklab.lab.exercise.Verdict;

/**
 * What the class made of each task of an exercise.
 *
 * @param discriminates whether the class is large enough to tell how well a task tells strong from
 *     weak
 */
record ItemAnalysis(boolean discriminates, List<Item> items) {

  /** With fewer students a correlation says nothing. */
  private static final int FEWEST = 10;

  private static final int COMMON = 6;

  /**
   * A task.
   *
   * @param earned the part of its points that the class got, in percent: how easy it is
   * @param discrimination the correlation of its points with those of the other tasks, -1 to 1
   * @param others how many students have wrong answers that are not listed; null if none
   */
  record Item(
      int number,
      String title,
      long earned,
      String discrimination,
      long full,
      long partial,
      long none,
      List<TestPoints> tests,
      List<WrongAnswer> wrong,
      String others) {}

  /** A hidden test: what it is worth, and how many have its points. */
  record TestPoints(String points, String mistake, long passed, long of, long percent) {}

  /**
   * What several students got wrong in the same way.
   *
   * @param like the wrong answers in {@code variants/} that get the same messages; null if none
   */
  record WrongAnswer(
      String status, List<String> remarks, String like, String students, long percent) {}

  /** The tasks of an exercise's rows; those that have no points yet do not count. */
  static ItemAnalysis of(List<StudentResult> rows) {
    List<StudentResult> counted = rows.stream().filter(row -> row.grade().total() != null).toList();
    Variants variants = variants(rows);
    List<Item> items =
        IntStream.range(0, counted.isEmpty() ? 0 : counted.get(0).grade().tasks().size())
            .mapToObj(task -> item(task, counted, variants))
            .toList();
    return new ItemAnalysis(counted.size() >= FEWEST, items);
  }

  private static Variants variants(List<StudentResult> rows) {
    try {
      return Variants.of(rows.get(0).handedIn().exercise());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Item item(int at, List<StudentResult> rows, Variants variants) {
    List<TaskGrade> grades = rows.stream().map(row -> row.grade().tasks().get(at)).toList();
    double[] points = grades.stream().mapToDouble(TaskGrade::points).toArray();
    double[] rest =
        IntStream.range(0, points.length)
            .mapToDouble(row -> rows.get(row).grade().total() - points[row])
            .toArray();
    TaskGrade first = grades.get(0);
    List<List<TaskGrade>> wrong = wrong(grades);
    long listed = wrong.stream().limit(COMMON).mapToLong(List::size).sum();
    long all = wrong.stream().mapToLong(List::size).sum();
    return new Item(
        first.number(),
        first.title(),
        Math.round(
            100
                * grades.stream().mapToDouble(TaskGrade::points).sum()
                / grades.stream().mapToDouble(TaskGrade::maximum).sum()),
        discrimination(points, rest),
        grades.stream().filter(TaskGrade::isFull).count(),
        grades.stream().filter(grade -> grade.points() > 0 && !grade.isFull()).count(),
        grades.stream().filter(grade -> grade.points() == 0).count(),
        tests(grades),
        wrong.stream().limit(COMMON).map(same -> wrongAnswer(same, rows.size(), variants)).toList(),
        all == listed ? null : Points.students(all - listed));
  }

  /** The correlation of two lists of points; a dash where one of them is the same for all. */
  static String discrimination(double[] points, double[] rest) {
    if (points.length < FEWEST) {
      return "–";
    }
    double meanOfPoints =
        IntStream.range(0, points.length).mapToDouble(at -> points[at]).average().orElse(0);
    double meanOfRest =
        IntStream.range(0, rest.length).mapToDouble(at -> rest[at]).average().orElse(0);
    double together = 0;
    double ofPoints = 0;
    double ofRest = 0;
    for (int at = 0; at < points.length; at++) {
      together += (points[at] - meanOfPoints) * (rest[at] - meanOfRest);
      ofPoints += Math.pow(points[at] - meanOfPoints, 2);
      ofRest += Math.pow(rest[at] - meanOfRest, 2);
    }
    return ofPoints * ofRest < 1e-9 ? "–" : Points.text(together / Math.sqrt(ofPoints * ofRest));
  }

  /** By mistake, as the file of hidden tests has them. */
  private static List<TestPoints> tests(List<TaskGrade> grades) {
    Map<String, List<TaskGrade.Test>> byName = new TreeMap<>();
    grades.stream()
        .flatMap(grade -> grade.tests().stream())
        .forEach(test -> byName.computeIfAbsent(test.name(), name -> new ArrayList<>()).add(test));
    return byName.values().stream()
        .map(
            results -> {
              TaskGrade.Test test = results.get(0);
              long passed = results.stream().filter(TaskGrade.Test::passed).count();
              return new TestPoints(
                  Points.text(test.points()),
                  test.mistake(),
                  passed,
                  grades.size(),
                  100 * passed / grades.size());
            })
        .sorted(Comparator.comparing(TestPoints::passed))
        .toList();
  }

  /** Those that lost something, together with those that lost it in the same way; most first. */
  private static List<List<TaskGrade>> wrong(List<TaskGrade> grades) {
    Map<List<Object>, List<TaskGrade>> groups =
        grades.stream()
            .filter(grade -> !grade.isFull() && grade.byHand() == null)
            .collect(
                Collectors.groupingBy(
                    grade ->
                        grade.verdict() == Verdict.UNDONE
                            ? List.of(grade.verdict())
                            : List.of(grade.verdict(), grade.remarks()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return groups.values().stream()
        .sorted(Comparator.comparing((List<TaskGrade> same) -> same.size()).reversed())
        .toList();
  }

  private static WrongAnswer wrongAnswer(List<TaskGrade> same, int students, Variants variants) {
    TaskGrade one = same.get(0);
    List<String> like = variants.like(one);
    return new WrongAnswer(
        one.verdict() == Verdict.WRONG_ANSWER ? null : one.status(),
        one.verdict() == Verdict.UNDONE ? List.of() : one.remarks(),
        like.isEmpty() ? null : String.join(", ", like),
        Points.students(same.size()),
        Math.max(1, 100L * same.size() / students));
  }
}
