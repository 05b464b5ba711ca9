package sparklab.instructor.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.cli.Mistake;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.exercise.Verdict;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/** Several submissions by one student or one group: one counts, for all whose it is. */
class AttemptsTest {

  private static final Exercise WORDS =
      new Exercise(
          "words",
          "sparklab.base.WordsExercise",
          "Words",
          List.of(new Exercise.Task(1, "Count", "count", 10)));

  @TempDir Path folder;

  /** A submission that earns so many points. */
  private void hand(String place, int points, String time) throws IOException {
    Path file = Files.createDirectories(folder.resolve(place)).resolve("WordsExercise.java");
    Files.writeString(
        file,
        "package sparklab.base; class WordsExercise { int count() { return %d; } }"
            .formatted(points));
    Files.setLastModifiedTime(
        file, FileTime.from(LocalDateTime.parse(time).atZone(ZoneId.systemDefault()).toInstant()));
  }

  private Path table(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines));
  }

  private List<StudentResult> rows(Attempts counts, Roster students, String... folders)
      throws IOException {
    ExerciseFiles files =
        new ExerciseFiles(new LabModule(new Home(folder.resolve("lab")), "base-streaming"), WORDS);
    List<Path> places = List.of(folders).stream().map(folder::resolve).toList();
    List<HandedIn> handed = counts.toGrade(Intake.of(files).read(places, null, counts), students);
    Results results =
        new Results(
            folder,
            handed,
            Overrides.read(folder.resolve("overrides.csv"), List.of(WORDS)),
            students,
            Deadline.of("2026-12-01T23:59", "20%/day"),
            null);
    for (HandedIn one : handed) {
      boolean isRead = one.refusal() == null;
      String text = String.join("", one.sources().values());
      Double points = isRead ? Double.valueOf(text.replaceAll("\\D+", "")) : null;
      Verdict verdict = isRead ? Verdict.WRONG_ANSWER : Verdict.NEEDS_A_PERSON;
      TaskGrade task =
          new TaskGrade(1, "Count", points, 10, verdict, List.of(), 0, List.of(), null);
      results.put(one, new Grade(List.of(task), List.of(), Sandbox.LEVEL, "30 s", 7));
    }
    return results.write(Moodle.Language.EN, Map.of());
  }

  @Test
  void theLastOrTheBestOfAStudentCounts() throws IOException {
    String moodles = "/Ana Gil_101_assignsubmission_file_";
    hand("first" + moodles, 8, "2026-12-01T10:00");
    hand("second" + moodles, 9, "2026-12-02T10:00"); // a day late: 7.2
    hand("third" + moodles, 5, "2026-12-02T11:00");
    Files.writeString(
        Files.createDirectories(folder.resolve("fourth" + moodles)).resolve("a.pdf"), "%PDF");
    String[] all = {"first", "second", "third", "fourth"};
    assertThat(rows(Attempts.LAST, Roster.none(), all))
        .extracting(StudentResult::counted)
        .containsExactly(4.0);
    assertThat(folder.resolve("feedback/ana_gil-101.txt"))
        .content()
        .contains("several submissions of this student: the last one is graded");
    assertThat(rows(Attempts.BEST, Roster.none(), all))
        .extracting(StudentResult::counted)
        .containsExactly(8.0);
    assertThat(folder.resolve("feedback/ana_gil-101.txt"))
        .content()
        .contains("There are 4 submissions: the best one counts, that of 2026-12-01T10:00.");
  }

  @Test
  void whatTheRosterSaysIsOneStudentsIsOneStudents() throws IOException {
    hand("in/ana-gil-17", 8, "2026-12-01T10:00");
    hand("in/ana-gil-17 (1)", 5, "2026-12-01T11:00");
    Roster students = Roster.read(table("class.csv", "id,name", "17,Ana Gil"));
    assertThat(rows(Attempts.LAST, students, "in"))
        .extracting(StudentResult::name, StudentResult::counted)
        .containsExactly(tuple("ana-gil-17", 5.0));
    assertThat(rows(Attempts.BEST, students, "in"))
        .extracting(StudentResult::name, StudentResult::counted)
        .containsExactly(tuple("ana-gil-17", 8.0));
  }

  @Test
  void oneSubmissionCountsForAllOfAGroup() throws IOException {
    hand("in/grupo_3", 8, "2026-12-01T10:00");
    hand("in/Eva Sol", 6, "2026-12-01T11:00");
    hand("in/Luis Ruiz", 5, "2026-12-01T10:00"); // hands in for his group
    Roster students =
        Roster.read(
                table(
                    "worksheet.csv",
                    "Identifier,Full name,Email address",
                    "Participant 101,Ana Gil,ana@a.es",
                    "Participant 102,Ana Gil,ana2@a.es",
                    "Participant 103,Eva Sol,eva@a.es",
                    "Participant 104,Luis Ruiz,luis@a.es",
                    "Participant 105,Mar Paz,mar@a.es",
                    "Participant 106,Sin Nada,sin@a.es"))
            .withGroups(
                table(
                    "groups.csv",
                    "grupo,correo,nombre completo",
                    "Grupo 3,ana@a.es,",
                    "Grupo 3,ana2@a.es,",
                    "Grupo 4,,Luis Ruiz",
                    "Grupo 4,,Mar Paz"));
    assertThat(rows(Attempts.LAST, students, "in"))
        .extracting(StudentResult::name, StudentResult::participant, StudentResult::counted)
        .containsExactlyInAnyOrder(
            tuple("Ana Gil", "101", 8.0),
            tuple("Ana Gil", "102", 8.0),
            tuple("Eva Sol", "103", 6.0),
            tuple("Luis Ruiz", "104", 5.0),
            tuple("Mar Paz", "105", 5.0),
            tuple("Sin Nada", "106", null));
    assertThat(Csv.read(Files.readString(folder.resolve("grades.csv"))))
        .extracting(line -> line.cells().get(line.cells().size() - 1))
        .containsExactlyInAnyOrder("group", "Grupo 3", "Grupo 3", "", "Grupo 4", "Grupo 4", "");
    assertThat(folder.resolve("moodle.csv"))
        .content()
        .contains("Participant 101,Ana Gil,,ana@a.es,8,10")
        .contains("Participant 105,Mar Paz,,mar@a.es,5,10");
    assertThat(folder.resolve("feedback/mar_paz-105.txt"))
        .content()
        .contains("It counts for all of the group 'Grupo 4'.");
  }

  @Test
  void aGroupWhoseMembersHandedInEachTheirOwnIsTold() throws IOException {
    hand("in/Ana Gil", 8, "2026-12-01T10:00");
    hand("in/Eva Sol", 6, "2026-12-01T11:00");
    hand("in/Luis Ruiz", 5, "2026-12-01T10:00");
    hand("in/Luis Ruiz (1)", 7, "2026-12-01T11:00");
    ExerciseFiles files =
        new ExerciseFiles(new LabModule(new Home(folder.resolve("lab")), "base-streaming"), WORDS);
    List<HandedIn> read = Intake.of(files).read(List.of(folder.resolve("in")), null, Attempts.LAST);
    String class1 = "name,grupo\nAna Gil,Tarde\nEva Sol,Tarde\nLuis Ruiz,Mañana\nMar Paz,Mañana";
    assertThat(Attempts.ofSeveralMembers(read, Roster.read(table("class.csv", class1))))
        .singleElement()
        .asString()
        .startsWith("2 members of the group 'Tarde' handed in work of their own");
  }

  /** Moodle's worksheet of a group assignment, and its download: a folder for each member. */
  @Test
  void readsMoodlesGroups() throws IOException {
    hand("in/Grupo 3-Ana Gil_101_assignsubmission_file_", 8, "2026-12-01T10:00");
    hand("in/Grupo 3-Eva Sol_102_assignsubmission_file_", 8, "2026-12-01T10:00");
    Roster students =
        Roster.read(
            table(
                "worksheet.csv",
                "Identificador,Nombre completo,Dirección de correo,Grupo",
                "Participante 101,Ana Gil,ana@a.es,Grupo 3",
                "Participante 102,Eva Sol,eva@a.es,Grupo 3"));
    assertThat(rows(Attempts.LAST, students, "in"))
        .extracting(StudentResult::name, StudentResult::participant, StudentResult::counted)
        .containsExactly(tuple("Ana Gil", "101", 8.0), tuple("Eva Sol", "102", 8.0));
    assertThat(folder.resolve("feedback/ana_gil-101.txt"))
        .content()
        .contains("It counts for all of the group 'Grupo 3'.")
        .doesNotContain("several submissions");
  }

  @Test
  void whoIsInAGroupIsInTheRoster() throws IOException {
    Roster students = Roster.read(table("class.csv", "id,name", "17,Ana Gil"));
    Path unknown = table("groups.csv", "group,id", "A,18");
    assertThatThrownBy(() -> students.withGroups(unknown))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("the roster has no '18'");
    Path none = table("none.csv", "id", "17");
    assertThatThrownBy(() -> students.withGroups(none))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("needs a column group");
    assertThatThrownBy(() -> Attempts.of("first"))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("give best or last");
  }
}
