package sparklab.instructor.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.instructor.Call;
import sparklab.instructor.SampleLab;

/** What is written, and what is found in it, for a small lab. */
class ReleaseTest {

  private static final String SAME_AS_EVERYWHERE = "lab/src/main/java/sparklab/lab/Lab.java";

  @TempDir Path folder;
  private SampleLab lab;
  private Path out;

  @BeforeEach
  void makeTheLab() throws IOException {
    out = folder.resolve("out");
    lab = new SampleLab(folder.resolve("lab"));
    lab.write("pom.xml", "<project/>\n");
    lab.write("scripts/lab", "#!/bin/sh\n");
    lab.write(SAME_AS_EVERYWHERE, "class Lab {}\n");
    for (Session session : Session.values()) {
      for (String module : session.modules()) {
        lab.write(module + "/pom.xml", "<project/>\n");
        lab.write(module + "/src/main/java/sparklab/Lesson.java", "class Lesson {}\n");
        lab.write(".run/" + module + ".run.xml", "<module name=\"" + module + "\" />\n");
      }
      for (String file : session.further()) {
        lab.write(file, "");
      }
    }
    lab.write(SampleLab.FOLDER + "README.md", "# Words\n");
    lab.write(SampleLab.FOLDER + "README.es.md", "# Palabras\n");
    assertThat(Call.instructor(lab.path(""), "stubs").status()).isZero();
  }

  private Call release(String... further) {
    List<String> words = new ArrayList<>(List.of("release", "--quick", "--out", out.toString()));
    words.addAll(List.of(further));
    return Call.instructor(lab.path(""), words.toArray(String[]::new));
  }

  private Map<String, String> archive(Session session, String... further) throws IOException {
    Call released = release(further);
    assertThat(released.status()).as(released.err()).isZero();
    return Zips.read(out.resolve(session.archive())).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, file -> new String(file.getValue(), StandardCharsets.UTF_8)));
  }

  @Test
  void onlyWhatIsAllowedIsInThem() throws IOException {
    for (String file :
        List.of(
            "instructor/pom.xml",
            "instructor/src/main/java/Hidden.java",
            "scripts/lab-instructor",
            ".git/config",
            ".ci/run",
            "lab/src/main/java/sparklab/lab/bench/GradeBench.java",
            "docs/benchmarks/grade.csv",
            "docs/benchmarks/grade.md",
            "base-streaming/target/base-streaming.jar",
            "base-streaming/src/test/java/LessonTest.java",
            "base-streaming/exercises/streaming4/solution.txt",
            SampleLab.SOURCE + ".before-reset-1",
            "data/src/main/java/sparklab/data/Source.java~",
            "lab/.DS_Store",
            "somewhere/else.txt")) {
      lab.write(file, "not for students\n");
    }
    assertThat(archive(Session.I))
        .containsOnlyKeys(
            "pom.xml",
            "mvnw",
            "scripts/lab",
            SAME_AS_EVERYWHERE,
            ".run/base-streaming.run.xml",
            "base-streaming/pom.xml",
            "base-streaming/src/main/java/sparklab/Lesson.java",
            SampleLab.SOURCE,
            SampleLab.FOLDER + "README.md",
            SampleLab.FOLDER + "README.es.md",
            SampleLab.FOLDER + "exercise.json",
            SampleLab.FOLDER + "Streaming4Exercise.java.stub");
    assertThat(archive(Session.II))
        .containsKeys("kafka-streaming/src/main/java/sparklab/Lesson.java")
        .doesNotContainKey("base-streaming/pom.xml");
    assertThat(archive(Session.III))
        .containsKeys("kafka-streaming/pom.xml", ".run/kafka-console.run.xml")
        .doesNotContainKey("kafka-streaming/src/main/java/sparklab/Lesson.java");
  }

  @Test
  void theSameFilesGiveTheSameBytesWhateverTheirTimesAndExecuteBits() throws IOException {
    archive(Session.I);
    byte[] first = Files.readAllBytes(out.resolve(Session.I.archive()));
    Path script = lab.path("scripts/lab");
    Files.setLastModifiedTime(script, FileTime.fromMillis(0));
    assertThat(script.toFile().setExecutable(!Files.isExecutable(script))).isTrue();
    archive(Session.I);
    assertThat(Files.readAllBytes(out.resolve(Session.I.archive()))).isEqualTo(first);
  }

  @Test
  void scriptsAreExecutable() throws IOException {
    archive(Session.I);
    try (ZipFile zip = ZipFile.builder().setPath(out.resolve(Session.I.archive())).get()) {
      assertThat(
              Collections.list(zip.getEntries()).stream()
                  .filter(entry -> (entry.getUnixMode() & 0111) != 0)
                  .map(ZipArchiveEntry::getName))
          .containsExactly("scripts/lab");
      assertThat(zip.getEntry("pom.xml").getUnixMode()).isEqualTo(0100644);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.es.md"})
  void aReadmeLinksToWhatIsThereAndSaysNothingOfTheClone(String readme) throws IOException {
    lab.write(
        readme,
        """
        [the command](lab/src) [session I](base-streaming/pom.xml#top) ![a picture](docs/no.svg)
        [Spark](https://spark.apache.org)
        <!-- CLONE ONLY -->
        scripts/lab-instructor grades.
        <!-- END CLONE ONLY -->
        The end.
        """);
    lab.write("base-streaming/" + readme, "[this](pom.xml) [that](../ml-kmeans/pom.xml)\n");
    for (Session session : Session.values()) {
      assertThat(archive(session))
          .containsEntry(
              readme,
              "[the command](lab/src) session I a picture\n[Spark](https://spark.apache.org)\nThe end.\n");
    }
    assertThat(archive(Session.I))
        .containsEntry("base-streaming/" + readme, "[this](pom.xml) that\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!-- CLONE ONLY -->;a | README.md, line 1: CLONE ONLY has no end.",
        "a;<!-- END CLONE ONLY --> | README.md, line 2: END CLONE ONLY has no begin.",
        "<!-- CLONE ONLY -->;<!-- CLONE ONLY --> | README.md, line 2: CLONE ONLY begins inside another.",
        "a <!-- CLONE ONLY --> | README.md, line 1: <!-- CLONE ONLY --> and <!-- END CLONE ONLY --> are lines of their own.",
      })
  void aWrongMarkOfTheClonesPartIsSaid(String text, String sentence) throws IOException {
    lab.write("README.md", text.replace(";", "\n"));
    Call released = release();
    assertThat(released.status()).isEqualTo(1);
    assertThat(released.err()).isEqualTo("lab-instructor release: " + sentence + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    // a hint that says too much, a lesson that does it all, a comment, broken over two lines
    "base-streaming/exercises/streaming4/README.md, 'try this:\n return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();', 2, 16",
    "lab/src/main/java/sparklab/lab/Lab.java, 'class Lab {\n\n  //words.forEach(word ->\n  add(counts, word));\n}', 3, 24",
    "data/datasets/text-en.txt, 'private static void add(Map<String, Long> counts, String word) {', 1, 30",
  })
  void aLineOfASolutionIsFound(String file, String text, int line, int masterLine)
      throws IOException {
    lab.write(file, text);
    Call released = release();
    assertThat(released.status()).isEqualTo(1);
    assertThat(released.err())
        .hasLineCount(1)
        .contains(
            ".zip: %s, line %d gives away line %d of %s: take it out"
                .formatted(file, line, masterLine, SampleLab.MASTER));
    assertThat(out).isDirectoryNotContaining("glob:**.zip");
  }

  @Test
  void everyLeakIsInTheLog() throws IOException {
    lab.write("README.md", "Map<String, Long> counts = new TreeMap<>();\nlab-instructor\n");
    lab.write(
        SAME_AS_EVERYWHERE, "private static void add(Map<String, Long> counts, String word)\n{");
    assertThat(release().err())
        .contains("Spark-Streaming-I.zip: README.md, line 2 speaks of 'lab-instructor'")
        .endsWith("(all 3 places are in " + out.resolve("release.log") + ")\n")
        .hasLineCount(1);
    assertThat(out.resolve("release.log"))
        .content()
        .hasLineCount(3)
        .contains(", line 1 gives away line 30");
  }

  @Test
  void whatLessonsTeachMayBeShown() throws IOException {
    lab.write(SAME_AS_EVERYWHERE, "Map<String, Long> counts = new TreeMap<>();\n");
    assertThat(release().err()).contains("gives away line 23 of");
    lab.write(LeakScan.TAUGHT, "# of session I\nMap<String, Long>  counts = new TreeMap<>();\n");
    assertThat(release().status()).isZero();
  }

  @Test
  void aLineOfAnotherRightAnswerIsFound() throws IOException {
    lab.write(
        "instructor/alternatives/streaming4/2-merge.java",
        "// counted one by one\nwords.forEach(word -> counts.merge(word, 1L, Long::sum));\n");
    lab.write(SAME_AS_EVERYWHERE, "\nwords.forEach(word -> counts.merge(word, 1L, Long::sum));\n");
    assertThat(release().err())
        .contains(
            SAME_AS_EVERYWHERE
                + ", line 2 gives away line 2 of instructor/alternatives/streaming4/2-merge.java");
  }

  @Test
  void aLineOfAHiddenTestIsFound() throws IOException {
    lab.write(
        "instructor/src/main/java/sparklab/instructor/hidden/Streaming4Hidden.java",
        "import java.util.List;\n\nassertThat(rows).containsExactly(List.of(\"a\", 3));\n");
    lab.write(
        SAME_AS_EVERYWHERE,
        "import java.util.List;\nassertThat(rows).containsExactly(List.of(\"a\", 3));\n");
    assertThat(release().err())
        .contains(SAME_AS_EVERYWHERE + ", line 2 gives away line 3 of instructor/src/main/java/");
  }

  @ParameterizedTest
  @CsvSource({
    "see instructor/README.md, instructor/",
    "import sparklab.instructor.hidden.Hidden;, sparklab.instructor",
    "run scripts/lab-instructor grade, lab-instructor",
    "// BEGIN SOLUTION task 1, BEGIN SOLUTION",
  })
  void aWordOfTheInstructorsPartIsFound(String text, String word) throws IOException {
    lab.write(SAME_AS_EVERYWHERE, "\n" + text + "\n");
    assertThat(release().err())
        .contains("%s, line 2 speaks of '%s'".formatted(SAME_AS_EVERYWHERE, word));
    assertThat(out).isDirectoryNotContaining("glob:**.zip");
  }

  @Test
  void aStubThatHasDriftedIsNotReleased() throws IOException {
    lab.write(SampleLab.SOURCE, SampleLab.SOLVED);
    assertThat(release().err()).contains(SampleLab.SOURCE + " is not what " + SampleLab.MASTER);
    assertThat(out).doesNotExist();
  }

  @Test
  void aModuleThatIsMissingIsSaid() throws IOException {
    Files.delete(lab.path("structured-streaming/pom.xml"));
    Call released = release();
    assertThat(released.status()).isZero();
    assertThat(released.out())
        .contains("  without structured-streaming, which is not in this copy of the lab\n");
    Files.delete(lab.path("base-streaming/pom.xml"));
    Files.delete(lab.path(SampleLab.MASTER));
    assertThat(release().err())
        .isEqualTo(
            "lab-instructor release: Session I has nothing to release: base-streaming is not in this"
                + " copy of the lab.\n");
  }

  /** A lab command that does as it should, in a few lines. */
  private static final String FAKE_LAB =
      """
      #!/bin/sh
      case $1 in
        list) echo streaming1 ;;
        run) echo one; echo two; echo three ;;
        check) echo 'task 1, Small letters: undone'; echo 'task 2, Count: undone'; exit 1 ;;
      esac
      """;

  private Call proved(String fake) throws IOException {
    lab.write("scripts/lab", fake);
    return Call.instructor(lab.path(""), "release", "--out", out.toString());
  }

  @Test
  void whatIsReleasedIsTriedOutAloneAndTogether() throws IOException {
    Call released = proved(FAKE_LAB);
    assertThat(released.status()).as(released.err()).isZero();
    assertThat(released.out())
        .contains(
            "Spark-Streaming-I.zip alone: streaming1 runs",
            "Spark-Streaming-I.zip alone: streaming4 is undone",
            "Spark-Streaming-II.zip alone: structured1 runs",
            "Spark-Streaming-III.zip alone: kmeans1 runs",
            "All in the same place: streaming4 is undone");
    assertThat(out).isDirectoryContaining(file -> file.endsWith("Spark-Streaming-I.zip"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo streaming1 | echo 'no Java' >&2; exit 3 | Spark-Streaming-I.zip alone: bash scripts/lab list --names ended with 3, not 0: no Java (",
        "echo one; echo two; echo three | echo one | Spark-Streaming-I.zip alone: scripts/lab run streaming1 shows nothing (",
        "exit 1 | exit 0 | Spark-Streaming-I.zip alone: bash scripts/lab check streaming4 ended with 0, not 1: it said nothing (",
        "Count: undone | Count: done | Spark-Streaming-I.zip alone: scripts/lab check streaming4 does not say of all 2 tasks that they are undone, but: task 1,",
      })
  void whatDoesNotWorkIsSaidAndNotHandedOut(String right, String wrong, String sentence)
      throws IOException {
    Call released = proved(FAKE_LAB.replace(right, wrong));
    assertThat(released.status()).isEqualTo(1);
    assertThat(released.err()).hasLineCount(1).contains(sentence);
    assertThat(out).isDirectoryNotContaining("glob:**.zip").isDirectoryContaining("glob:**.log");
  }

  @Test
  void inTheSpanishArchivesTheSpanishPageIsTheOneThatIsOpenedFirst() throws IOException {
    lab.write("README.md", "# Lab\n\n[es](README.es.md) [data](data/README.md#a)\n");
    lab.write("README.es.md", "# Laboratorio\n\n[en](README.md) [data](data/README.es.md)\n");
    lab.write("data/README.md", "# Session\n\n[lab](../README.md)\n");
    lab.write("data/README.es.md", "# Sesión\n\n[lab](../README.es.md)\n");
    lab.write("lab/README.md", "# Only in English\n\n[lab](../README.md) [me](README.md)\n");
    lab.write(
        "base-streaming/notebooks/first.ipynb",
        """
        {"cells": [
          {"cell_type": "markdown", "id": "a", "source": ["English"]},
          {"cell_type": "markdown", "id": "a-es", "source": ["Español"]},
          {"cell_type": "code", "id": "b", "source": ["1 + 1"]}]}
        """);
    Map<String, String> files = archive(Session.I, "--lang", "es");
    assertThat(files)
        .doesNotContainKeys("README.es.md", "data/README.es.md")
        .containsEntry("README.md", "# Laboratorio\n\n[en](README.en.md) [data](data/README.md)\n")
        .containsEntry("README.en.md", "# Lab\n\n[es](README.md) [data](data/README.en.md#a)\n")
        .containsEntry("data/README.md", "# Sesión\n\n[lab](../README.md)\n")
        .containsEntry("data/README.en.md", "# Session\n\n[lab](../README.en.md)\n")
        .containsEntry(
            "lab/README.md", "# Only in English\n\n[lab](../README.en.md) [me](README.md)\n")
        .containsEntry(SampleLab.FOLDER + "README.md", "# Palabras\n");
    assertThat(files.get("base-streaming/notebooks/first.ipynb"))
        .containsSubsequence("a-es", "Español", "English", "1 + 1");
  }
}
