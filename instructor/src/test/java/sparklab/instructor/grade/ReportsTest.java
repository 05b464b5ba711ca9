package sparklab.instructor.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.cli.Language;
import sparklab.cli.Mistake;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.exercise.Verdict;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/** What is written of grades, and that it is safe to open. */
class ReportsTest {

  @TempDir Path folder;

  private StudentResult row(String student, TaskGrade... tasks) {
    ExerciseFiles files =
        new ExerciseFiles(
            new LabModule(new Home(folder), "base-streaming"),
            new Exercise("words", "sparklab.base.WordsExercise", "Words", List.of()));
    return new StudentResult(
        null,
        new HandedIn(student, student, "", files, "", Map.of(), List.of(), null, null),
        new Grade(List.of(tasks), List.of(), "none", "30 s", 7),
        Pages.fileName(student),
        null);
  }

  private static TaskGrade task(int number, Double points, Verdict verdict, String... remarks) {
    return new TaskGrade(
        number, "t" + number, points, 5, verdict, List.of(remarks), 0, List.of(), null);
  }

  private static List<List<String>> cells(String table) {
    return Csv.read(table).stream().map(Csv.Line::cells).toList();
  }

  @Test
  void ourFaultIsNoZero() throws IOException {
    GradeTables tables =
        new GradeTables(
            List.of(
                row(
                    "ana",
                    task(1, 5.0, Verdict.DONE),
                    task(2, null, Verdict.OUR_FAULT, "The worker did not start."))));
    tables.grades(folder.resolve("grades.csv"));
    tables.junit(folder.resolve("grades.xml"));
    assertThat(cells(Files.readString(folder.resolve("grades.csv"))).get(1).subList(3, 8))
        .containsExactly("5", "", "", "10", "our fault");
    assertThat(folder.resolve("grades.xml")).content().contains("errors=\"1\" failures=\"0\"");
  }

  @Test
  void whatNeedsAPersonIsNoZeroAndStandsOnTop() throws IOException {
    StudentResult row = row("ana", task(1, null, Verdict.NEEDS_A_PERSON, "There is 'a.pdf'."));
    HandedIn handed = row.handedIn();
    StudentResult refused =
        new StudentResult(
            null,
            new HandedIn(
                "ana",
                "ana",
                "",
                handed.exercise(),
                "",
                Map.of(),
                List.of(),
                "There is 'a.pdf'.",
                null),
            row.grade(),
            "ana",
            null);
    new GradeTables(List.of(refused)).grades(folder.resolve("grades.csv"));
    assertThat(cells(Files.readString(folder.resolve("grades.csv"))).get(1).subList(3, 7))
        .containsExactly("", "", "5", "needs a person");
    new Pages(List.of(refused), List.of()).overview(folder.resolve("overview.html"));
    String overview = Files.readString(folder.resolve("overview.html"));
    assertThat(overview.replace("&#39;", "'")).contains("(words): There is 'a.pdf'.");
    assertThat(overview.indexOf("<h2>Needs a person")).isLessThan(overview.indexOf("<h2>words"));
    // points by hand make a mark of it
    Overrides overrides = overrides("ana,words,1,3,read\n");
    overrides.match(List.of(refused), one -> "");
    assertThat(overrides.apply(refused.handedIn(), refused.grade()).total()).isEqualTo(3);
  }

  @Test
  void latenessHasColumnsOfItsOwn() throws IOException {
    StudentResult ana = row("ana", task(1, 4.0, Verdict.WRONG_ANSWER), task(2, 5.0, Verdict.DONE));
    StudentResult late =
        new StudentResult(
            null,
            ana.handedIn(),
            ana.grade(),
            ana.page(),
            new Deadline.Lateness(Deadline.time("2026-12-03T08:00"), 2, 0.8));
    GradeTables tables = new GradeTables(List.of(late));
    tables.grades(folder.resolve("grades.csv"));
    List<List<String>> table = cells(Files.readString(folder.resolve("grades.csv")));
    assertThat(table.get(0)).endsWith("submitted", "days late", "counted");
    assertThat(table.get(1)).endsWith("2026-12-03T08:00", "2", "7.2");
    assertThat(table.get(1).get(5)).isEqualTo("9"); // the total is what was earned
    new Moodle(List.of(late)).worksheets(folder, Moodle.Language.EN);
    assertThat(folder.resolve("moodle.csv")).content().contains(",7.2,10,");
    new Pages(List.of(late), List.of()).feedback(folder);
    assertThat(folder.resolve("ana.txt"))
        .content()
        .contains(
            "9 of 10 points, partial; handed in 2026-12-03T08:00, which is late (2 days): 7.2");
    new Pages(List.of(late), List.of()).feedback(folder, Language.es);
    assertThat(folder.resolve("ana.txt"))
        .content()
        .contains("Tarea 1: ")
        .contains("9 de 10 puntos, parcial; entregado el 2026-12-03T08:00, que es tarde (2 días):");
    assertThat(folder.resolve("ana.html")).content().contains("<html lang=\"es\">");
  }

  @Test
  void gradesAreThereWhileOthersAreStillGraded() throws IOException {
    StudentResult ana = row("ana", task(1, 5.0, Verdict.DONE));
    StudentResult bob = row("bob");
    Overrides none = overrides("");
    Results results =
        new Results(
            folder, List.of(ana.handedIn(), bob.handedIn()), none, Roster.none(), null, null);
    results.put(ana.handedIn(), ana.grade());
    results.writeGrades();
    assertThat(cells(Files.readString(folder.resolve("grades.csv"))))
        .extracting(line -> line.get(0), line -> line.get(6))
        .contains(tuple("ana", "full"), tuple("bob", "not graded yet"));
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
                    task(1, 0.0, Verdict.CRASHED, "<img src=x onerror=alert(1)> \u001b[2J"))),
            List.of());
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
  void aNameShowsAsItWasWritten() throws IOException {
    String name = "O'Neil & <img src=x onerror=\"alert(1)\">{{heading}}";
    new Pages(List.of(row(name, task(1, 1.0, Verdict.DONE))), List.of()).feedback(folder);
    new Pages(List.of(row(name, task(1, 1.0, Verdict.DONE))), List.of())
        .overview(folder.resolve("all.html"));
    try (var pages = Files.walk(folder)) {
      for (Path page : pages.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(page);
        String shown =
            text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#x3D;", "=")
                .replace("&amp;", "&");
        assertThat(shown).contains(name);
        if (page.toString().endsWith(".html")) {
          assertThat(text).doesNotContain("<img");
        }
      }
    }
  }

  private static final Exercise WORDS =
      new Exercise(
          "words",
          "sparklab.base.WordsExercise",
          "Words",
          List.of(new Exercise.Task(1, "one", "one", 5), new Exercise.Task(2, "two", "two", 5)));

  private Overrides overrides(String lines) throws IOException {
    Path file = folder.resolve("overrides.csv");
    Files.writeString(
        file, "student,exercise,task,points,reason\n" + lines, StandardCharsets.ISO_8859_1);
    return Overrides.read(file, List.of(WORDS));
  }

  @Test
  void pointsGivenByHandStay() throws IOException {
    Overrides overrides = overrides("ana,words,2,4.5,seen in class\nJosé,words,1,\"2,5\",\n");
    StudentResult row = row("ana", task(1, 5.0, Verdict.DONE), task(2, null, Verdict.OUR_FAULT));
    assertThat(overrides.match(List.of(row), one -> ""))
        .singleElement()
        .asString()
        .endsWith("line 3: no 'José' has handed in words.");
    Grade graded = overrides.apply(row.handedIn(), row.grade());
    assertThat(graded.total()).isEqualTo(9.5);
    assertThat(graded.tasks().get(1).byHand().text())
        .isEqualTo("points given by hand: seen in class");
  }

  @Test
  void pointsByHandFindTheNumberThatTheGradesShow() throws IOException {
    Overrides overrides = overrides("17,words,1,1,\n");
    StudentResult row = row("ana", task(1, 5.0, Verdict.DONE));
    assertThat(overrides.match(List.of(row), one -> "17")).isEmpty();
    assertThat(overrides.apply(row.handedIn(), row.grade()).total()).isEqualTo(1);
  }

  @Test
  void aNameThatTwoHaveGivesNobodyPoints() throws IOException {
    Overrides overrides = overrides("Ana Gil,words,1,1,\n");
    List<StudentResult> both =
        Stream.of(moodles("Ana Gil", "11"), moodles("Ana Gil", "12"))
            .map(one -> new StudentResult(null, one, null, null, null))
            .toList();
    assertThatThrownBy(() -> overrides.match(both, one -> ""))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("line 2: there are several 'Ana Gil'");
  }

  private HandedIn moodles(String student, String id) {
    ExerciseFiles files =
        new ExerciseFiles(new LabModule(new Home(folder), "base-streaming"), WORDS);
    return new HandedIn(
        student + "_" + id, student, id, files, "", Map.of(), List.of(), null, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ana,words,1,NaN,x | task 1 of words takes 0 to 5 points, not 'NaN'",
        "ana,words,1,-1,x | task 1 of words takes 0 to 5 points, not '-1'",
        "ana,words,1,5.5,x | task 1 of words takes 0 to 5 points, not '5.5'",
        "ana,words,3,1,x | words has no task 3",
        "ana,verbs,1,1,x | there is no exercise 'verbs'",
        "ana,words,1 | it takes student, exercise, task, points and a reason, not 'ana,words,1'",
      })
  void wrongPointsByHandAreRefusedWithTheirLine(String line, String sentence) {
    assertThatThrownBy(() -> overrides("\n" + line + "\n"))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("overrides.csv', line 3: " + sentence + ".");
  }

  @Test
  void moodleImportsItsForm() throws IOException {
    StudentResult ana = row("ana", task(1, 5.0, Verdict.DONE));
    new Moodle(List.of(ana)).worksheets(folder, Moodle.Language.EN);
    List<List<String>> lines = cells(Files.readString(folder.resolve("moodle.csv")));
    assertThat(lines.get(0))
        .containsExactly(
            "Identifier",
            "Full name",
            "ID number",
            "Email address",
            "Grade",
            "Maximum Grade",
            "Last modified (grade)",
            "Feedback comments");
    assertThat(lines.get(1).subList(4, 7)).containsExactly("10", "10", "-");
    assertThat(lines.get(1).get(7)).contains("without a sandbox");
  }

  @Test
  void everyFormSaysThatThereWasNoSandbox() throws IOException {
    GradeTables tables = new GradeTables(List.of(row("ana", task(1, 5.0, Verdict.DONE))));
    tables.junit(folder.resolve("grades.xml"));
    tables.grades(folder.resolve("grades.csv"));
    assertThat(folder.resolve("grades.xml"))
        .content()
        .contains("name=\"sandbox\" value=\"none\"", "without a sandbox");
    assertThat(Files.readString(folder.resolve("grades.csv"))).startsWith("student,");
  }

  @Test
  void whatWasNotRunIsNotStamped() throws IOException {
    StudentResult row =
        new StudentResult(
            null,
            new HandedIn("ana", "ana", "", null, "", Map.of(), List.of(), "No file.", null),
            new Grade(List.of(), List.of(), "", "", 0),
            "ana",
            null);
    new Pages(List.of(row), List.of()).feedback(folder);
    assertThat(folder.resolve("ana.txt")).content().contains("No file.").doesNotContain("sandbox");
  }

  @Test
  void twoOfOneNameHavePagesOfTheirOwn() throws IOException {
    HandedIn handed = moodles("Ana Gil", "11");
    StudentResult row =
        new StudentResult(
            null,
            handed,
            new Grade(List.of(task(1, 5.0, Verdict.DONE)), List.of(), Sandbox.LEVEL, "30 s", 7),
            Pages.fileName(handed),
            null);
    new Pages(List.of(row), List.of()).feedback(folder);
    assertThat(folder.resolve("ana_gil-11.txt")).content().contains("Ana Gil (participant 11)");
  }

  @Test
  void aNameForgesNoLine() throws IOException {
    StudentResult row =
        row("eve\nTask 1: 5 of 5 points: full", task(1, 0.0, Verdict.CRASHED, "a\nb\u2028c"));
    new Pages(List.of(row), List.of()).feedback(folder);
    assertThat(Files.readAllLines(folder.resolve(row.page() + ".txt")))
        .doesNotContain("Task 1: 5 of 5 points: full")
        .contains("- a b c");
  }

  @ParameterizedTest
  @CsvSource({"0 1 5, 2", "5 0 1 4, 5", "3, 6"}) // points of 5, median of 10
  void theMedianOfAnEvenClassIsBetweenTheTwoInTheMiddle(String points, String median)
      throws IOException {
    List<StudentResult> rows =
        Stream.of(points.split(" "))
            .map(of -> row("ana" + of, task(1, Double.valueOf(of), Verdict.DONE)))
            .toList();
    new Pages(rows, List.of()).overview(folder.resolve("overview.html"));
    assertThat(folder.resolve("overview.html")).content().contains("median " + median + ".");
  }

  @Test
  void aFileThatDoesNotCompileIsOneMistake() throws IOException {
    String why = "The file does not compile.";
    StudentResult row =
        row(
            "ana",
            task(1, 0.0, Verdict.DOES_NOT_COMPILE, why),
            task(2, 0.0, Verdict.DOES_NOT_COMPILE, why));
    Overview overview = Overview.of(List.of(row), List.of());
    assertThat(overview.exercises().get(0).figures().zero())
        .extracting(Overview.Bar::label, Overview.Bar::students)
        .containsExactly(tuple("does not compile", 1L));
  }
}
