package sparklab.instructor.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.exercise.Verdict;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/** What a regrade changed, for whom and why; and what a second marker says. */
class ChangesTest {

  private static final Exercise WORDS =
      new Exercise(
          "words",
          "sparklab.base.WordsExercise",
          "Words",
          List.of(new Exercise.Task(1, "one", "one", 5)));

  @TempDir Path folder;

  private StudentResult row(String student, String source, double points, String overrides)
      throws IOException {
    ExerciseFiles files =
        new ExerciseFiles(new LabModule(new Home(folder), "base-streaming"), WORDS);
    HandedIn handed =
        new HandedIn(
            student, student, "", files, "", Map.of("A.java", source), List.of(), null, null);
    Path file = folder.resolve("overrides.csv");
    Files.writeString(file, "student,exercise,task,points,reason,marker,date\n" + overrides);
    Overrides given = Overrides.read(file, List.of(WORDS));
    given.match(List.of(new StudentResult(null, handed, null, student, null)), one -> "");
    TaskGrade task =
        new TaskGrade(1, "one", points, 5, Verdict.WRONG_ANSWER, List.of(), 0, List.of(), null);
    Grade grade =
        given.apply(handed, new Grade(List.of(task), List.of(), Sandbox.LEVEL, "30 s", 7));
    return new StudentResult(null, handed, grade, student, null);
  }

  private List<Changes.Change> run(String grader, StudentResult... rows) throws IOException {
    return Changes.keep(folder, List.of(rows), Map.of("words", grader));
  }

  @Test
  void tellsWhatChangedForWhomAndWhy() throws IOException {
    assertThat(run("tests 1", row("ana", "a", 2, ""), row("bob", "b", 3, ""))).isEmpty();
    assertThat(folder.resolve("changes.csv")).doesNotExist();
    assertThat(run("tests 1", row("ana", "better", 4, ""), row("bob", "b", 3, "")))
        .containsExactly(
            new Changes.Change(
                "ana", "words", "task 1", "2", "4", "another solution was handed in"));
    assertThat(run("tests 2", row("ana", "better", 4, ""), row("bob", "b", 2.5, "")))
        .extracting(Changes.Change::student, Changes.Change::why)
        .containsExactly(tuple("bob", "hidden tests, seed, sandbox or limits are others"));
    String line = "bob,words,1,4.5,seen in class,Dr. Ruiz,2026-12-03\n";
    assertThat(run("tests 2", row("bob", "b", 2.5, line)))
        .extracting(Changes.Change::after, Changes.Change::why)
        .containsExactly(
            tuple("4.5", "points given by hand by Dr. Ruiz, 2026-12-03: seen in class"));
    assertThat(run("tests 2", row("ana", "better", 4, ""), row("bob", "b", 2.5, "")))
        .extracting(Changes.Change::student, Changes.Change::after)
        .containsExactly(tuple("bob", "2.5"));
    assertThat(folder.resolve("changes.csv")).content().hasLineCount(5).contains("Dr. Ruiz");
  }

  @Test
  void aCommentOfTheSecondMarkerIsOnThePageAndChangesNoPoints() throws IOException {
    StudentResult ana =
        row("ana", "a", 2, "ana,words,1,,Neatly written,Dr. Ruiz,2026-12-03 10:00\n");
    new Pages(List.of(ana), List.of()).feedback(folder);
    assertThat(folder.resolve("ana.txt"))
        .content()
        .contains("2 of 5 points: partial (comment by Dr. Ruiz, 2026-12-03 10:00: Neatly written)");
  }
}
