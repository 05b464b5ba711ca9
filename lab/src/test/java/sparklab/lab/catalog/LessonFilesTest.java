package sparklab.lab.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static sparklab.lab.TempLab.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.lab.Console;
import sparklab.lab.TempLab;
import sparklab.testing.LessonProcess;
import sparklab.testing.RunConfiguration;

/** The files that follow from the lessons' classes. */
class LessonFilesTest {

  private static final String README =
      """
      # A lab

      | lesson | run it | what it shows | old |
      |---|---|---|---|
      | [Sample2](base-streaming/Old.java) | `scripts/lab run sample2` | Old words | two, a\\|b |
      | [Gone](base-streaming/Gone.java) | `scripts/lab run gone` | Gone | gone |
      | [Absent](ml-kmeans/Absent.java) | `scripts/lab run absent` | Absent | its module |

      The end.
      """;

  @TempDir Path folder;
  private TempLab lab;

  @BeforeEach
  void twoLessons() throws IOException {
    lab = new TempLab(folder);
    lab.module("base-streaming");
    add("Sample1", "sample1");
    add("Sample2", "sample2");
    lab.write("README.md", README);
  }

  private void add(String type, String name) throws IOException {
    lab.write(
        "base-streaming/src/main/java/sparklab/sample/%s.java".formatted(type),
        lesson(type, name, "Lesson", ""));
  }

  /** This copy of the lab's own. */
  @Test
  void areAsTheClassesSay() throws IOException, InterruptedException {
    Console check = Console.lab(LessonProcess.home(), "list", "--check");
    assertThat(check.err()).isEmpty();
    assertThat(check.status()).isZero();
    for (String file : List.of(".run/new.run.xml", ".vscode/launch.json")) {
      Process git =
          new ProcessBuilder("git", "check-ignore", "--no-index", "-q", file)
              .directory(LessonProcess.home().toFile())
              .start();
      assertThat(git.waitFor()).as(file + " ignored by .gitignore").isNotZero();
    }
  }

  @Test
  void checkNamesEachFileAndTheCommandThatMendsIt() {
    Console check = Console.lab(folder, "list", "--check");
    assertThat(check.status()).isEqualTo(1);
    assertThat(check.err().lines())
        .containsExactly(
            line(".run/sample1.run.xml"),
            line(".run/sample2.run.xml"),
            line(".vscode/launch.json"),
            line("README.md"));
    assertThat(Console.lab(folder, "list", "--write").status()).isZero();
    assertThat(Console.lab(folder, "list", "--check").status()).isZero();
  }

  private static String line(String file) {
    return file + " is not as the lessons' classes say: scripts/lab list --write mends it.";
  }

  @Test
  void rowsFollowFromTheClassesAndKeepWhatDoesNot() throws IOException {
    Console.lab(folder, "list", "--write");
    assertThat(Files.readString(folder.resolve("README.md")))
        .isEqualTo(
            """
            # A lab

            | lesson | run it | what it shows | old |
            |---|---|---|---|
            | [Sample1](base-streaming/src/main/java/sparklab/sample/Sample1.java) | `scripts/lab run sample1` | What sample1 shows | |
            | [Sample2](base-streaming/src/main/java/sparklab/sample/Sample2.java) | `scripts/lab run sample2` | What sample2 shows | two, a\\|b |
            | [Absent](ml-kmeans/Absent.java) | `scripts/lab run absent` | Absent | its module |

            The end.
            """);
  }

  @Test
  void runButtonsComeAndGoWithTheirLessons() throws IOException {
    Console.lab(folder, "list", "--write");
    Files.delete(folder.resolve("base-streaming/src/main/java/sparklab/sample/Sample2.java"));
    add("Sample10", "sample10");
    Console.lab(folder, "list", "--write");
    for (List<RunConfiguration> buttons :
        List.of(RunConfiguration.ofIntelliJ(folder), RunConfiguration.ofVsCode(folder))) {
      assertThat(buttons).extracting(RunConfiguration::name).contains("sample1", "sample10");
      assertThat(buttons)
          .hasSize(2)
          .contains(
              new RunConfiguration(
                  "sample10",
                  "base-streaming",
                  "sparklab.sample.Sample10",
                  "@lab/spark-runtime/src/main/spark-home/conf/jvm-flags",
                  true,
                  folder.toString()));
    }
  }
}
