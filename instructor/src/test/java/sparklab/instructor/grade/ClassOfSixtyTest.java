package sparklab.instructor.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.exercise.Verdict;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/**
 * The tables of a made-up class: two late, one with an extension, one marked by hand, two of one
 * name, ten that no program can read. Everything but the workers: what each of them got is written
 * in its submission.
 */
class ClassOfSixtyTest {

  private static final int FIRST = 101;
  private static final int LAST = 160;

  private static final Exercise WORDS =
      new Exercise(
          "words",
          "sparklab.base.WordsExercise",
          "Words",
          List.of(
              new Exercise.Task(1, "count", "count", 5), new Exercise.Task(2, "top", "top", 5)));

  @TempDir Path folder;

  private static String name(int number) {
    return number <= 102 ? "Ana Gil" : "Núria Peña " + (char) ('A' + number % 26) + number;
  }

  private static boolean isUnreadable(int number) {
    return number > 110 && number <= 120;
  }

  private void handIn() throws IOException {
    StringBuilder worksheet =
        new StringBuilder("Identificador,Nombre completo,Dirección de correo,entregado,prórroga\n");
    for (int number = FIRST; number <= LAST + 1; number++) {
      String submitted =
          switch (number) {
            case 103 -> "2026-12-02T10:00";
            case 104, 105 -> "2026-12-04T10:00";
            default -> "2026-12-01T10:00";
          };
      worksheet.append(
          "Participante %d,%s,s%1$d@a.es,%s,%s\n"
              .formatted(number, name(number), submitted, number == 105 ? "2026-12-05" : ""));
      if (number > LAST) {
        continue; // has handed in nothing
      }
      Path own =
          Files.createDirectories(
              folder.resolve("in/%s_%d_assignsubmission_file_".formatted(name(number), number)));
      if (isUnreadable(number)) {
        Files.writeString(own.resolve("memoria.pdf"), "%PDF");
      } else {
        Files.writeString(
            own.resolve("WordsExercise.java"),
            """
            package sparklab.base;
            class WordsExercise {
              static int count(int a) { return %d; }
              static int top(int a) { return %d; }
            }
            """
                .formatted(number % 3 == 0 ? 5 : 4, number % 2 == 0 ? 5 : 0));
      }
    }
    Files.writeString(folder.resolve("worksheet.csv"), worksheet);
  }

  /** What the source says that it gets. */
  private static Grade graded(HandedIn one) {
    List<TaskGrade> tasks = new ArrayList<>();
    for (Exercise.Task task : WORDS.tasks()) {
      Double points =
          one.refusal() != null
              ? null
              : Double.valueOf(
                  one.sources()
                      .values()
                      .iterator()
                      .next()
                      .replaceFirst(
                          "(?s).*" + task.method() + "\\(int a\\) \\{ return (\\d).*", "$1"));
      tasks.add(
          new TaskGrade(
              task.number(),
              task.title(),
              points,
              5,
              points == null
                  ? Verdict.NEEDS_A_PERSON
                  : points == 5 ? Verdict.DONE : Verdict.WRONG_ANSWER,
              points == null || points == 5 ? List.of() : List.of("Something is missed."),
              0,
              List.of(),
              null));
    }
    return new Grade(tasks, List.of(), Sandbox.LEVEL, "30 s", 7);
  }

  private List<HandedIn> read() throws IOException {
    ExerciseFiles files =
        new ExerciseFiles(new LabModule(new Home(folder.resolve("lab")), "base-streaming"), WORDS);
    return Intake.of(files).read(folder.resolve("in"));
  }

  private List<StudentResult> run(List<HandedIn> handed, Path out, Function<HandedIn, String> names)
      throws IOException {
    Files.createDirectories(out);
    Files.writeString(
        out.resolve("overrides.csv"),
        "student,exercise,task,points,reason,marker,date\n"
            + "107,words,2,4,explained it,Dr. Ruiz,2026-12-07\n");
    Overrides overrides = Overrides.read(out.resolve("overrides.csv"), List.of(WORDS));
    Results results =
        new Results(
            out,
            handed,
            overrides,
            Roster.read(folder.resolve("worksheet.csv")),
            Deadline.of("2026-12-01T23:59", "10%/day,max 2"),
            names);
    assertThat(overrides.match(results.rows(), StudentResult::id)).isEmpty();
    handed.forEach(one -> results.put(one, graded(one)));
    return results.write(Moodle.Language.ES, Map.of());
  }

  private static Map<String, List<String>> table(Path file, String key) throws IOException {
    List<Csv.Line> lines = Csv.read(Files.readString(file));
    int at = lines.get(0).cells().indexOf(key);
    return lines.stream()
        .skip(1)
        .map(Csv.Line::cells)
        .collect(
            Collectors.toMap(
                cells -> cells.get(at).replaceAll("\\D", ""),
                Function.identity(),
                (one, other) -> other,
                TreeMap::new));
  }

  @Test
  void hasTheTablesThatAreExpected() throws IOException {
    handIn();
    Path out = folder.resolve("out");
    List<HandedIn> handed = read();
    List<StudentResult> rows = run(handed, out, null);
    assertThat(
            rows.stream()
                .collect(Collectors.groupingBy(StudentResult::status, Collectors.counting())))
        .isEqualTo(
            Map.of("full", 8L, "partial", 42L, "needs a person", 10L, StudentResult.MISSING, 1L));

    Map<String, List<String>> moodle = table(out.resolve("moodle.csv"), "Identificador");
    assertThat(moodle).hasSize(60);
    assertThat(moodle.get("101").subList(1, 6))
        .containsExactly("Ana Gil", "", "s101@a.es", "4", "10");
    assertThat(moodle.get("102").subList(3, 5)).containsExactly("s102@a.es", "10");
    assertThat(moodle.get("103").get(4)).isEqualTo("3.6"); // 4 points, a day late
    assertThat(moodle.get("104").get(4)).isEqualTo("0"); // three days
    assertThat(moodle.get("105").get(4)).isEqualTo("5"); // has an extension
    assertThat(moodle.get("107").get(4)).isEqualTo("8"); // 4 and 4 by hand
    assertThat(moodle.get("107").get(7)).contains("by Dr. Ruiz, 2026-12-07: explained it");
    assertThat(moodle.get("111").get(4)).isEmpty();
    try (ZipFile zip = ZipFile.builder().setPath(out.resolve("moodle-feedback.zip")).get()) {
      assertThat(zip.getEntry("Ana Gil_102_assignfeedback_file_feedback.html")).isNotNull();
    }

    Overview overview = Overview.of(rows, List.of());
    assertThat(overview.byHand()).hasSize(10);
    assertThat(overview.exercises().get(0).figures().graded()).isEqualTo(50);
    ItemAnalysis tasks = overview.exercises().get(0).figures().tasks();
    assertThat(tasks.items()).extracting(ItemAnalysis.Item::full).containsExactly(16L, 25L);

    // nothing of it depends on the run
    String grades = Files.readString(out.resolve("grades.csv"));
    for (int again = 0; again < 9; again++) {
      run(handed, out, null);
      assertThat(out.resolve("grades.csv")).hasContent(grades);
    }
    assertThat(out.resolve("changes.csv")).doesNotExist();
  }

  @Test
  void namesNobodyWhereNobodyIsToKnow() throws IOException {
    handIn();
    Path out = folder.resolve("out");
    run(read(), out, one -> Store.anonymousName(one, 7));
    try (Stream<Path> files = Files.walk(out)) {
      List<Path> shown =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().matches("names.csv|moodle.*"))
              .toList();
      assertThat(shown).hasSizeGreaterThan(120);
      for (Path file : shown) {
        assertThat(Files.readString(file))
            .as("" + file)
            .doesNotContain("Ana Gil", "Peña", "memoria");
        assertThat(file.getFileName().toString()).doesNotContain("ana", "pe\u00f1a");
      }
    }
    assertThat(out.resolve("names.csv")).content().hasLineCount(62).contains(",Ana Gil,101,");
    // Moodle is to know whose they are
    assertThat(table(out.resolve("moodle.csv"), "Identificador").get("107").get(4)).isEqualTo("8");
  }
}
