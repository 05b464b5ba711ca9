package sparklab.instructor.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which student of the class a submission is by. */
class RosterTest {

  @TempDir Path folder;

  private static HandedIn by(String student, String id) {
    return new HandedIn(student + id, student, id, null, "", Map.of(), List.of(), null, null);
  }

  @Test
  void findsStudentsOfTheRosterByNumberOrName() throws IOException {
    Path file = folder.resolve("class.csv");
    Files.writeString(file, "Surname;First name;ID number\nGarcía;Ana;17\nRuiz;Luis;18\n");
    Roster roster = Roster.read(file);
    HandedIn ana = by("ana garcia", "");
    assertThat(roster.find(ana).orElseThrow().id()).isEqualTo("17");
    assertThat(roster.without(List.of(ana))).extracting(Roster.Student::id).containsExactly("18");
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

  @Test
  void tellsTwoOfOneNameByMoodlesNumberOrTheirEmail() throws IOException {
    Path file = folder.resolve("worksheet.csv");
    Files.writeString(
        file,
        """
        Identificador,Nombre completo,Dirección de correo
        Participante 101,Ana Gil,ana@a.es
        Participante 102,Ana Gil,ana2@a.es
        """);
    Roster roster = Roster.read(file);
    assertThat(roster.find(by("Ana Gil", "102")).orElseThrow().email()).isEqualTo("ana2@a.es");
    assertThat(roster.find(by("ana@a.es", "")).orElseThrow().participant()).isEqualTo("101");
    assertThat(roster.find(by("Eva Sol", "102"))).isEmpty();
    assertThat(roster.without(List.of(by("Ana Gil", "102"))))
        .extracting(Roster.Student::participant)
        .containsExactly("101");
  }

  @Test
  void whoMayBeTheAuthorIsNotMissing() throws IOException {
    Path file = folder.resolve("class.csv");
    Files.writeString(file, "id,name\n1,Ana Gil\n2,Ana Gil\n3,Eva Sol\n");
    Roster roster = Roster.read(file);
    HandedIn one = by("ana-gil", "");
    assertThat(roster.find(one)).isEmpty();
    assertThat(roster.without(List.of(one))).extracting(Roster.Student::id).containsExactly("3");
  }
}
