package sparklab.instructor.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.lab.Home;
import sparklab.lab.Module;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.exercise.Verdict;

/** What is written of grades, and that it is safe to open. */
class ReportsTest {

  @TempDir Path folder;

  private Row row(String student, TaskGrade... tasks) {
    ExerciseFiles files =
        new ExerciseFiles(
            new Module(new Home(folder), "base-streaming"),
            new Exercise("words", "sparklab.base.WordsExercise", "Words", List.of()));
    return new Row(
        null,
        new Handed(student, student, "", files, "", Map.of(), List.of(), null),
        new Graded(List.of(tasks), List.of(), "none", 7),
        Pages.fileName(student));
  }

  private static TaskGrade task(int number, Double points, Verdict verdict, String... remarks) {
    return new TaskGrade(number, "t" + number, points, 5, verdict, List.of(remarks), 0, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"x\",\"y\")"})
  void writesNoFormulas(String text) {
    assertThat(Csv.line(List.of(text))).doesNotStartWith(text.substring(0, 1));
    assertThat(Csv.read(Csv.line(List.of(text))).get(0).get(0)).startsWith("'");
  }

  @Test
  void readsWhatItWrites() {
    List<String> cells = List.of("a,b", "say \"x\"", "two\nlines", "ñ");
    assertThat(Csv.read(Csv.line(cells))).containsExactly(cells);
  }

  @Test
  void ourFaultIsNoZero() throws IOException {
    Tables tables =
        new Tables(
            List.of(
                row(
                    "ana",
                    task(1, 5.0, Verdict.DONE),
                    task(2, null, Verdict.OUR_FAULT, "The worker did not start."))));
    tables.grades(folder.resolve("grades.csv"));
    tables.junit(folder.resolve("grades.xml"));
    assertThat(Csv.read(Files.readString(folder.resolve("grades.csv"))).get(1).subList(3, 8))
        .containsExactly("5", "", "", "10", "our fault");
    assertThat(folder.resolve("grades.xml")).content().contains("errors=\"1\" failures=\"0\"");
  }

  @Test
  void tellsWhatWasWrongInStatusAndByTask() {
    assertThat(row("a", task(1, 5.0, Verdict.DONE), task(2, 5.0, Verdict.DONE)).status())
        .isEqualTo("full");
    assertThat(row("a", task(1, 5.0, Verdict.DONE), task(2, 0.0, Verdict.TOO_SLOW)).status())
        .isEqualTo("partial");
    assertThat(row("a", task(1, 0.0, Verdict.UNDONE), task(2, 0.0, Verdict.TOO_SLOW)).status())
        .isEqualTo("too slow");
    assertThat(row("a", task(1, 0.0, Verdict.UNDONE)).status()).isEqualTo("undone");
    assertThat(task(1, 2.0, Verdict.WRONG_ANSWER).status()).isEqualTo("partial");
  }

  @Test
  void pagesAreSafeToOpenAndStamped() throws IOException {
    Pages pages =
        new Pages(
            List.of(
                row(
                    "<script>alert(1)</script>",
                    task(1, 0.0, Verdict.CRASHED, "<img src=x onerror=alert(1)> \u001b[2J"))));
    pages.feedback(folder.resolve("feedback"));
    pages.overview(folder.resolve("overview.html"));
    try (var all = Files.walk(folder)) {
      for (Path page : all.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(page);
        assertThat(text).doesNotContain("\u001b").contains("without a sandbox");
        if (page.toString().endsWith(".html")) {
          assertThat(text).doesNotContain("<script", "<img").contains("Content-Security-Policy");
        }
      }
    }
  }

  @Test
  void pointsGivenByHandStay() throws IOException {
    Path file = folder.resolve("overrides.csv");
    Files.writeString(file, "student,exercise,task,points,reason\nana,words,2,4.5,seen in class\n");
    Row row = row("ana", task(1, 5.0, Verdict.DONE), task(2, null, Verdict.OUR_FAULT));
    Graded graded = Overrides.read(file).apply(row.handed(), row.graded());
    assertThat(graded.total()).isEqualTo(9.5);
    assertThat(graded.tasks().get(1).byHand()).isEqualTo("seen in class");
  }

  @Test
  void findsStudentsOfTheRosterByNumberOrName() throws IOException {
    Path file = folder.resolve("class.csv");
    Files.writeString(file, "Surname;First name;ID number\nGarcía;Ana;17\nRuiz;Luis;18\n");
    Roster roster = Roster.read(file);
    Handed ana = row("ana garcia").handed();
    assertThat(roster.find(ana).orElseThrow().id()).isEqualTo("17");
    assertThat(roster.without(List.of(ana))).extracting(Roster.Student::id).containsExactly("18");
  }

  private static Handed by(String student, String id) {
    return new Handed(student + id, student, id, null, "", Map.of(), List.of(), null);
  }

  @Test
  void findsStudentsByNumberAndNameAsLabSubmitWritesThem() throws IOException {
    Path file = folder.resolve("class.csv");
    Files.writeString(
        file,
        """
        id,name,email
        12345678,Ana Pérez,ana@a.es
        22345678,Ana Pérez,ana2@a.es
        7,Luis Ruiz Gil,luis@a.es
        8,Eva Sol,eva@a.es
        """);
    Roster roster = Roster.read(file);
    assertThat(roster.find(by("ana-perez-12345678", "")).orElseThrow().email())
        .isEqualTo("ana@a.es");
    assertThat(roster.find(by("ana-perez-22345678", "")).orElseThrow().email())
        .isEqualTo("ana2@a.es");
    assertThat(roster.find(by("ana-perez", ""))).isEmpty(); // there are two
    assertThat(roster.find(by("Luis Ruiz", "7")).orElseThrow().id()).isEqualTo("7");
    assertThat(roster.find(by("Eva Sol", "7")).orElseThrow().id()).isEqualTo("8");
    assertThat(roster.find(by("22345678", "")).orElseThrow().email()).isEqualTo("ana2@a.es");
    assertThat(roster.find(by("eva", "")).orElseThrow().id()).isEqualTo("8");
    assertThat(roster.find(by("Somebody Else", "8"))).isEmpty();
  }
}
