package sparklab.instructor.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparklab.worker.Reply;

/**
 * The results for people: a page for each student, in HTML and as text, and one of the class. What
 * a student wrote is escaped; no page loads or runs anything.
 */
final class Pages {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width">
      <title>%s</title>
      <style>
      body { font: 16px/1.5 sans-serif; max-width: 50em; margin: 2em auto; padding: 0 1em; }
      table { border-collapse: collapse; } td, th { padding: .2em .8em; text-align: left; }
      tr { border-bottom: 1px solid #ccc; } pre { background: #f3f3f3; padding: .6em; overflow: auto; }
      .bar { background: #47a; height: 1em; } .number { text-align: right; }
      .stamp { border: 2px solid #a00; color: #a00; padding: .4em; }
      </style>
      </head>
      <body>
      """;

  static final String NO_SANDBOX =
      "Graded without a sandbox: the code ran with the grader's rights, and the marks are not safe.";

  private static final int COMMON = 5;

  private final List<Row> rows;

  Pages(List<Row> rows) {
    this.rows = rows;
  }

  /** A page for each student, of all exercises. */
  void feedback(Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, List<Row>> byPage = new LinkedHashMap<>();
    rows.stream()
        .filter(row -> row.graded() != null)
        .forEach(row -> byPage.computeIfAbsent(row.page(), page -> new ArrayList<>()).add(row));
    for (Map.Entry<String, List<Row>> page : byPage.entrySet()) {
      StringBuilder html =
          new StringBuilder(HEAD.formatted(escape(page.getValue().get(0).shownName())));
      StringBuilder text = new StringBuilder();
      for (Row row : page.getValue()) {
        html(row, html);
        text(row, text);
      }
      html.append("</body>\n</html>\n");
      Files.writeString(folder.resolve(page.getKey() + ".html"), html);
      Files.writeString(folder.resolve(page.getKey() + ".txt"), text);
    }
  }

  private static void html(Row row, StringBuilder out) {
    Graded graded = row.graded();
    out.append("<h1>%s</h1>\n".formatted(escape(title(row))));
    out.append(
        "<p>%s: <strong>%s</strong></p>\n".formatted(escape(row.shownName()), escape(sum(row))));
    if (row.isUnsafe()) {
      out.append("<p class=\"stamp\">%s</p>\n".formatted(NO_SANDBOX));
    }
    list(out, "What was put right before grading", row.handed().repairs());
    for (Reply.Problem problem : graded.problems()) {
      out.append("<p>%s</p>\n".formatted(escape(place(problem))));
      if (problem.source() != null) {
        out.append("<pre>%s</pre>\n".formatted(escape(problem.pointedAt())));
      }
    }
    for (TaskGrade task : graded.tasks()) {
      out.append(
          "<h2>Task %d: %s</h2>\n<p>%s</p>\n"
              .formatted(task.number(), escape(task.title()), escape(points(task))));
      if (graded.problems().isEmpty()) {
        list(out, null, task.remarks());
      }
      String line = sourceLine(row, task);
      if (line != null) {
        out.append("<p>Line %d:</p>\n<pre>%s</pre>\n".formatted(task.line(), escape(line)));
      }
    }
  }

  private static void text(Row row, StringBuilder out) {
    Graded graded = row.graded();
    out.append("%s%n%s: %s%n".formatted(title(row), line(row.shownName()), line(sum(row))));
    if (row.isUnsafe()) {
      out.append(NO_SANDBOX).append('\n');
    }
    row.handed().repairs().forEach(repair -> out.append("- ").append(line(repair)).append('\n'));
    for (Reply.Problem problem : graded.problems()) {
      out.append('\n').append(line(place(problem))).append('\n');
      if (problem.source() != null) {
        printable(problem.pointedAt())
            .lines()
            .forEach(line -> out.append("    ").append(line).append('\n'));
      }
    }
    for (TaskGrade task : graded.tasks()) {
      out.append("%nTask %d: %s%n%s%n".formatted(task.number(), task.title(), line(points(task))));
      if (graded.problems().isEmpty()) {
        task.remarks().forEach(remark -> out.append("- ").append(line(remark)).append('\n'));
      }
      String line = sourceLine(row, task);
      if (line != null) {
        out.append("Line %d:%n    %s%n".formatted(task.line(), line));
      }
    }
    out.append('\n');
  }

  private static String title(Row row) {
    return row.handed().exercise() == null
        ? "No exercise recognised"
        : row.exercise() + ": " + row.handed().exercise().exercise().title();
  }

  private static String sum(Row row) {
    Graded graded = row.graded();
    if (graded.tasks().isEmpty()) {
      return row.status() + ". " + row.handed().refusal();
    }
    return graded.total() == null
        ? row.status() + ": the grader failed; it will be graded again"
        : "%s of %s points, %s"
            .formatted(Points.text(graded.total()), Points.text(graded.maximum()), graded.status());
  }

  private static String points(TaskGrade task) {
    return (task.points() == null
            ? task.status()
            : "%s of %s points: %s"
                .formatted(Points.text(task.points()), Points.text(task.maximum()), task.status()))
        + (task.byHand() == null ? "" : " (points given by hand: " + task.byHand() + ")");
  }

  /** The line of the student's own file that is to blame. */
  private static String sourceLine(Row row, TaskGrade task) {
    if (task.line() == 0) {
      return null;
    }
    return row.handed().sources().values().stream()
        .findFirst()
        .flatMap(text -> text.lines().skip(task.line() - 1L).findFirst())
        .map(line -> line(line.strip()))
        .orElse(null);
  }

  private static String place(Reply.Problem problem) {
    String message = problem.message().replaceAll("\\R\\s*", "; ");
    return problem.file() == null || problem.line() == 0
        ? message
        : "%s, line %d: %s"
            .formatted(
                problem.file().substring(problem.file().lastIndexOf('/') + 1),
                problem.line(),
                message);
  }

  private static void list(StringBuilder out, String heading, List<String> sentences) {
    if (sentences.isEmpty()) {
      return;
    }
    if (heading != null) {
      out.append("<p>%s:</p>\n".formatted(heading));
    }
    out.append("<ul>\n");
    sentences.forEach(one -> out.append("<li>%s</li>\n".formatted(escape(one))));
    out.append("</ul>\n");
  }

  /** The class at a glance: distribution, hardest task, most common mistakes, everybody. */
  void overview(Path file) throws IOException {
    StringBuilder out = new StringBuilder(HEAD.formatted("Grades of the class"));
    out.append("<h1>Grades of the class</h1>\n");
    if (rows.stream().anyMatch(Row::isUnsafe)) {
      out.append("<p class=\"stamp\">%s</p>\n".formatted(NO_SANDBOX));
    }
    Map<String, List<Row>> byExercise =
        rows.stream()
            .filter(row -> row.graded() != null && !row.graded().tasks().isEmpty())
            .collect(Collectors.groupingBy(Row::exercise, TreeMap::new, Collectors.toList()));
    byExercise.forEach((name, those) -> overview(name, those, out));
    out.append(
        "<h2>Everybody</h2>\n<table>\n<tr><th>student<th>exercise<th>points<th>status</tr>\n");
    for (Row row : rows) {
      String name = escape(row.shownName());
      boolean hasPoints =
          row.graded() != null && row.graded().total() != null && !row.graded().tasks().isEmpty();
      out.append(
          "<tr><td>%s<td>%s<td class=\"number\">%s<td>%s</tr>\n"
              .formatted(
                  row.graded() == null
                      ? name
                      : "<a href=\"feedback/%s.html\">%s</a>".formatted(escape(row.page()), name),
                  escape(row.exercise()),
                  hasPoints ? Points.text(row.graded().total()) : "",
                  escape(row.status())));
    }
    out.append("</table>\n</body>\n</html>\n");
    Files.writeString(file, out);
  }

  private static void overview(String name, List<Row> rows, StringBuilder out) {
    out.append("<h2>%s</h2>\n".formatted(escape(name)));
    List<Double> totals =
        rows.stream()
            .map(Row::graded)
            .filter(graded -> graded.total() != null)
            .map(graded -> 10 * graded.total() / graded.maximum())
            .sorted()
            .toList();
    if (totals.isEmpty()) {
      return;
    }
    out.append(
        "<p>%d graded, mean %s of 10, median %s.</p>\n"
            .formatted(
                totals.size(),
                Points.text(totals.stream().mapToDouble(d -> d).average().orElse(0)),
                Points.text(median(totals))));
    out.append("<table>\n<tr><th>points<th>students<th></tr>\n");
    for (int points = 0; points <= 10; points++) {
      int low = points;
      long count = totals.stream().filter(total -> (int) Math.floor(total) == low).count();
      out.append(
          "<tr><td>%s<td class=\"number\">%d<td style=\"width:20em\"><div class=\"bar\""
                  .formatted(points == 10 ? "10" : points + " –", count)
              + " style=\"width:%d%%\"></div></tr>\n".formatted(100 * count / totals.size()));
    }
    out.append("</table>\n");
    Map<Integer, List<TaskGrade>> tasks =
        rows.stream()
            .flatMap(row -> row.graded().tasks().stream())
            .filter(task -> task.points() != null)
            .collect(Collectors.groupingBy(TaskGrade::number, TreeMap::new, Collectors.toList()));
    tasks.values().stream()
        .min(Comparator.comparingDouble(Pages::share))
        .ifPresent(
            hardest ->
                out.append(
                    "<p>Hardest task: %d, %s; %.0f %% of its points were earned.</p>\n"
                        .formatted(
                            hardest.get(0).number(),
                            escape(hardest.get(0).title()),
                            100 * share(hardest))));
    Map<String, Long> mistakes =
        rows.stream()
            .flatMap(row -> mistakes(row.graded().tasks()))
            .collect(Collectors.groupingBy(remark -> remark, Collectors.counting()));
    if (!mistakes.isEmpty()) {
      out.append("<p>Most common mistakes:</p>\n<ol>\n");
      mistakes.entrySet().stream()
          .sorted(
              Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(COMMON)
          .forEach(
              one ->
                  out.append(
                      "<li>%s (%d %s)</li>\n"
                          .formatted(
                              escape(one.getKey()),
                              one.getValue(),
                              one.getValue() == 1 ? "student" : "students")));
      out.append("</ol>\n");
    }
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
  private static Stream<String> mistakes(List<TaskGrade> tasks) {
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

  /** Text without signs that a terminal or XML would take for commands. */
  static String printable(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .map(
            c ->
                c == '\t' || c == '\n'
                    ? c
                    : Character.isISOControl(c)
                            || c >= 0xD800 && c <= 0xDFFF
                            || c == 0xFFFE
                            || c == 0xFFFF
                        ? '?'
                        : c)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /** The same on one line, read from left to right: nothing in it can pass for lines of ours. */
  static String line(String text) {
    return printable(text).replaceAll("[\\n\\t\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]", " ");
  }

  static String escape(String text) {
    return printable(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** The name of a student's page; Moodle's number tells two of one name apart. */
  static String fileName(Handed handed) {
    return fileName(handed.student())
        + (handed.id().isEmpty() ? "" : "-" + handed.id().replaceAll("\\W", "_"));
  }

  /** A file name made of a student's, that every system takes. */
  static String fileName(String student) {
    String safe = student.replaceAll("[^\\p{L}\\p{N}_-]+", "_").replaceAll("^_+|_+$", "");
    safe = safe.isEmpty() ? "student" : safe;
    return (safe.length() > 80 ? safe.substring(0, 80) : safe).toLowerCase(Locale.ROOT);
  }
}
