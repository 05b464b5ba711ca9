package sparklab.instructor.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.exercise.Verdict;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/** What the overview tells of the tasks. */
class ItemAnalysisTest {

  private static final String CASE = "Upper and lower case are told apart.";
  private static final String ACCENTS = "An accent or ñ is cut off.";

  @TempDir Path folder;

  private final List<StudentResult> rows = new ArrayList<>();

  private static TaskGrade task(int number, double points, Verdict verdict, String... remarks) {
    List<String> said = List.of(remarks);
    return new TaskGrade(
        number,
        "t" + number,
        points,
        2,
        verdict,
        said,
        0,
        List.of(
            new TaskGrade.Test("case", 0.5, CASE, points > 0 && !said.contains(CASE)),
            new TaskGrade.Test("accents", 1.5, ACCENTS, points > 0 && !said.contains(ACCENTS))),
        null);
  }

  private void hand(int students, TaskGrade... tasks) {
    ExerciseFiles files =
        new ExerciseFiles(
            new LabModule(new Home(folder), "base-streaming"),
            new Exercise("words", "sparklab.base.WordsExercise", "Words", List.of()));
    for (int student = 0; student < students; student++) {
      String name = "s" + rows.size();
      rows.add(
          new StudentResult(
              null,
              new HandedIn(name, name, "", files, "", Map.of(), List.of(), null, null),
              new Grade(List.of(tasks), List.of(), Sandbox.LEVEL, "30 s", 7),
              name,
              null));
    }
  }

  @Test
  void tellsDifficultyPointsOfTestsAndWhichKnownMistakeItIs() throws IOException {
    Path variants = Files.createDirectories(folder.resolve("instructor/variants/words"));
    Files.writeString(variants.resolve("1-case.java"), "// mistake: Upper and lower\nx\n");
    Files.writeString(
        variants.resolve("1-ascii.java"), "// mistake: accent or ñ\n// also: lower case\nx\n");
    Files.writeString(variants.resolve("2-case.java"), "// mistake: Upper and lower\nx\n");
    hand(4, task(1, 2, Verdict.DONE), task(2, 2, Verdict.DONE));
    hand(3, task(1, 1.5, Verdict.WRONG_ANSWER, CASE), task(2, 2, Verdict.DONE));
    hand(2, task(1, 0, Verdict.UNDONE, "TODO"), task(2, 0, Verdict.UNDONE, "TODO"));
    hand(1, task(1, 0, Verdict.CRASHED, "It crashed."), task(2, 0, Verdict.UNDONE, "TODO"));
    ItemAnalysis analysis = ItemAnalysis.of(rows);
    assertThat(analysis.discriminates()).isTrue();
    ItemAnalysis.Item first = analysis.items().get(0);
    assertThat(first.earned()).isEqualTo(63); // 12.5 of 20 points
    assertThat(List.of(first.full(), first.partial(), first.none())).containsExactly(4L, 3L, 3L);
    assertThat(first.discrimination()).isEqualTo("0.97");
    assertThat(first.tests())
        .containsExactly(
            new ItemAnalysis.TestPoints("0.5", CASE, 4, 10, 40),
            new ItemAnalysis.TestPoints("1.5", ACCENTS, 7, 10, 70));
    assertThat(first.wrong())
        .containsExactly(
            new ItemAnalysis.WrongAnswer(null, List.of(CASE), "1-case", "3 students", 30),
            new ItemAnalysis.WrongAnswer("undone", List.of(), null, "2 students", 20),
            new ItemAnalysis.WrongAnswer("crashed", List.of("It crashed."), null, "1 student", 10));
    new Pages(rows, List.of()).overview(folder.resolve("overview.html"));
    assertThat(folder.resolve("overview.html")).content().contains("behaves like 1-case in");
  }

  @Test
  void aTaskThatAllDoAndASmallClassTellNobodyApart() {
    hand(9, task(1, 2, Verdict.DONE), task(2, 2, Verdict.DONE));
    assertThat(ItemAnalysis.of(rows).discriminates()).isFalse();
    hand(1, task(1, 2, Verdict.DONE), task(2, 0, Verdict.UNDONE));
    assertThat(ItemAnalysis.of(rows).items().get(0).discrimination()).isEqualTo("–");
  }
}
