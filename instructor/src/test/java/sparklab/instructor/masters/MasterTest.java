package sparklab.instructor.masters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sparklab.cli.Mistake;
import sparklab.instructor.SampleLab;

/** What is made of a marked master, and what is said of wrong markers. */
class MasterTest {

  @TempDir Path folder;
  private SampleLab lab;

  @BeforeEach
  void makeTheLab() throws IOException {
    lab = new SampleLab(folder);
  }

  private Master master() throws IOException {
    return Master.all(lab.home()).get(0);
  }

  @Test
  void theStubHasTheTasksAndNothingOfTheSolution() throws IOException {
    assertThat(master().stub()).isEqualTo(SampleLab.STUB);
  }

  @Test
  void aTitleThatIsTooLongForALineIsBrokenAsTheFormatterBreaksIt() throws IOException {
    String title = "count " + "very ".repeat(20) + "well";
    lab.write(
        SampleLab.FOLDER + "exercise.json",
        Files.readString(lab.path(SampleLab.FOLDER + "exercise.json"))
            .replace("Small letters", title));
    assertThat(master().stub())
        .contains("    // TODO task 1: count very very")
        .contains("very\n    // very")
        .satisfies(stub -> assertThat(stub.lines()).allMatch(line -> line.length() <= 100));
  }

  @Test
  void theSolutionIsTheMasterWithoutItsMarkers() throws IOException {
    assertThat(master().solution())
        .isEqualTo(SampleLab.SOLVED.replaceAll("(?m)^ *// (BEGIN|END) .*\n", ""));
  }

  @Test
  void aVariantReplacesOneTask() throws IOException {
    assertThat(master().withTask(1, "// mistake: nothing is done\nreturn words;\n"))
        .contains("nothing is done\nreturn words;\n  }")
        .doesNotContain("Locale.ROOT)")
        .contains("new TreeMap", "private static void add");
    assertThatThrownBy(() -> master().withTask(3, ""))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("has no task 3");
  }

  @Test
  void theLinesOfTheSolutionHaveTheirPlace() throws IOException {
    assertThat(master().solutionLines())
        .hasSize(8)
        .contains(new Master.SolutionLine(15, "    // Locale.ROOT: the same on every machine"))
        .allSatisfy(
            line ->
                assertThat(SampleLab.SOLVED.lines().toList().get(line.number() - 1))
                    .isEqualTo(line.text()));
  }

  static Stream<Arguments> wrongMarkers() {
    return Stream.of(
        Arguments.of("// BEGIN HIDDEN", "// BEGIN HIDEN", 33, "this region has no BEGIN"),
        Arguments.of("// BEGIN HIDDEN", "//BEGIN HIDDEN", 29, "a marker is a line of its own"),
        Arguments.of("// END HIDDEN", "", 29, "this region has no // END HIDDEN"),
        Arguments.of("// END HIDDEN", "// END SOLUTION", 33, "line 29 ends with // END HIDDEN"),
        Arguments.of("SOLUTION task 1", "SOLUTION", 14, "a marker is a line of its own"),
        Arguments.of("SOLUTION task 1", "SOLUTION task one", 14, "a marker is a line of its own"),
        Arguments.of("SOLUTION task 1", "SOLUTION task 2", 22, "line 14 already has task 2"),
        Arguments.of("SOLUTION task 1", "SOLUTION task 3", 14, "exercise.json has no task 3"),
        Arguments.of(
            "Map<String, Long> counts = new TreeMap<>();",
            "// BEGIN HIDDEN",
            23,
            "this region begins inside the one of line 22"),
        Arguments.of(
            "return counts;", "return counts; // END SOLUTION", 25, "a marker is a line of its"),
        Arguments.of(
            "// Locale.ROOT: the same on every machine", "// end_solution", 15, "a marker is"),
        Arguments.of(
            "counts.merge(word, 1L, Long::sum);\n  }\n  // END HIDDEN",
            "}\n// END HIDDEN\n// BEGIN HIDDEN\n\n// END HIDDEN",
            35,
            "the region of line 33 is empty"));
  }

  @ParameterizedTest
  @MethodSource("wrongMarkers")
  void aWrongMarkerIsSaidWithFileAndLine(String right, String wrong, int line, String sentence)
      throws IOException {
    assertThat(SampleLab.SOLVED).contains(right);
    lab.write(SampleLab.MASTER, SampleLab.SOLVED.replace(right, wrong));
    assertThatThrownBy(this::master)
        .isInstanceOf(Mistake.class)
        .hasMessageStartingWith(lab.path(SampleLab.MASTER) + ", line " + line + ": ")
        .hasMessageContaining(sentence);
  }

  @Test
  void aTaskWithoutARegionIsSaidWithItsPlaceInTheManifest() throws IOException {
    lab.write(
        SampleLab.MASTER,
        SampleLab.SOLVED
            .replaceFirst("// BEGIN SOLUTION task 2", "")
            .replaceFirst("return counts;\n *// END SOLUTION", "return counts;"));
    assertThatThrownBy(this::master)
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("exercise.json, line 7: task 2 has no // BEGIN SOLUTION task 2 in");
  }

  @Test
  void aMethodThatIsNotThereIsSaid() throws IOException {
    lab.write(SampleLab.MASTER, SampleLab.SOLVED.replace("> count(", "> counts("));
    assertThatThrownBy(this::master)
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("exercise.json, line 7: task 2 names a static method count that");
  }

  @Test
  void anExerciseWithoutMasterAndAMasterWithoutExerciseAreSaid() throws IOException {
    Path alone = lab.write("instructor/masters/sparklab/base/Other.java", "class Other {}\n");
    assertThatThrownBy(this::master)
        .isInstanceOf(Mistake.class)
        .hasMessage(
            "%s, line 1: no exercise.json has this class: write one, or delete the master.", alone);
    Files.delete(alone);
    Files.delete(lab.path(SampleLab.MASTER));
    assertThatThrownBy(this::master)
        .isInstanceOf(Mistake.class)
        .hasMessageContaining(
            "exercise.json, line 3: there is no master " + lab.path(SampleLab.MASTER));
  }

  @Test
  void aBrokenManifestIsSaidWithItsLine() throws IOException {
    lab.write(SampleLab.FOLDER + "exercise.json", "{\n  \"name\": \"streaming4\",\n  oops\n}\n");
    assertThatThrownBy(this::master)
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("exercise.json, line 3: this is not the description of an exercise");
  }
}
