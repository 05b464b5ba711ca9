package sparklab.instructor.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.cli.Mistake;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.exercise.Verdict;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/** What Moodle takes back, read as its importers read it. */
class MoodleTest {

  @TempDir Path folder;

  private StudentResult row(String name, String id, Roster roster) {
    ExerciseFiles files =
        new ExerciseFiles(
            new LabModule(new Home(folder), "base-streaming"),
            new Exercise("words", "sparklab.base.WordsExercise", "Words", List.of()));
    HandedIn handed = new HandedIn(name + id, name, id, files, "", Map.of(), List.of(), null, null);
    TaskGrade task =
        new TaskGrade(
            1,
            "one",
            2.5,
            5,
            Verdict.WRONG_ANSWER,
            List.of("A <b>list</b> & more."),
            0,
            List.of(),
            null);
    return new StudentResult(
        roster.find(handed).orElse(null),
        handed,
        new Grade(List.of(task), List.of(), Sandbox.LEVEL, "30 s", 7),
        Pages.fileName(handed),
        null);
  }

  /** Points by the participant's number, as Moodle's importer of worksheets finds them. */
  private Map<String, List<String>> imported(String participant, String... columns)
      throws IOException {
    List<List<String>> lines =
        Csv.read(Files.readString(folder.resolve("moodle.csv"))).stream()
            .map(Csv.Line::cells)
            .toList();
    assertThat(lines.get(0)).contains(columns);
    Map<String, List<String>> found = new HashMap<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      found.put(
          line.get(lines.get(0).indexOf(columns[0])).substring(participant.length()).strip(),
          List.of(
              line.get(lines.get(0).indexOf(columns[1])),
              line.get(lines.get(0).indexOf(columns[3]))));
    }
    return found;
  }

  @ParameterizedTest
  @CsvSource({
    "en, Participant, Identifier, Grade, Last modified (grade), Feedback comments",
    "es, Participante, Identificador, Calificación, Última modificación (calificación),"
        + " Comentarios de retroalimentación",
  })
  void aWorksheetGoesOutAndComesBack(
      String language, String participant, String id, String grade, String modified, String said)
      throws IOException {
    Path worksheet = folder.resolve("worksheet.csv");
    Files.writeString(
        worksheet,
        "%s,Nombre completo\n%2$s 101,Ana Gil\n%2$s 102,Ana Gil\n%2$s 103,Eva Sol\n"
            .formatted(id, participant));
    Roster roster = Roster.read(worksheet);
    // Ana's numbers are in Moodle's names of her folders, Eva's is in the worksheet alone
    Moodle moodle =
        new Moodle(
            List.of(
                row("Ana Gil", "101", roster),
                row("Ana Gil", "102", roster),
                row("Eva Sol", "", roster)));
    moodle.worksheets(folder, Moodle.Language.of(language));
    String remarks =
        "2.5 of 5 points, partial<br>Task 1: 2.5 of 5 points: partial. A"
            + " &lt;b&gt;list&lt;/b&gt; &amp; more.";
    assertThat(imported(participant, id, grade, modified, said))
        .containsOnlyKeys("101", "102", "103")
        .allSatisfy((number, cells) -> assertThat(cells).containsExactly("5", remarks));
    assertThat(moodle.unknown()).isZero();
  }

  @Test
  void theFeedbackHasTheNamesThatTheBulkUploadTakes() throws IOException {
    StudentResult ana = row("Ana_María Gil", "101", Roster.none());
    StudentResult unknown = row("Eva Sol", "", Roster.none());
    new Pages(List.of(ana, unknown), List.of()).feedback(folder);
    Moodle moodle = new Moodle(List.of(ana, unknown));
    Path zip = folder.resolve("moodle-feedback.zip");
    moodle.feedback(folder, zip);
    assertThat(moodle.unknown()).isOne();
    try (ZipFile read = ZipFile.builder().setPath(zip).get()) {
      var entry = read.getEntries().nextElement();
      // name, participant, plug-in's type and name, file: Moodle divides at the first four
      assertThat(entry.getName().split("_", 5))
          .containsExactly("Ana María Gil", "101", "assignfeedback", "file", "feedback.html");
      assertThat(new String(read.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8))
          .contains("2.5 of 5 points");
    }
  }

  @Test
  void anotherLanguageIsTold() {
    assertThatThrownBy(() -> Moodle.Language.of("fr"))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("--moodle fr: give es or en");
  }
}
