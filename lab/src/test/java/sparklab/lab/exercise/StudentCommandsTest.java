package sparklab.lab.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.lab.Console;
import sparklab.lab.TempLab;
import sparklab.lab.home.Home;

/** Hints, a file put back, and the archive to hand in. */
class StudentCommandsTest {

  private static final String SOURCE =
      "base-streaming/src/main/java/sparklab/base/Streaming4Exercise.java";
  private static final String EXERCISE = "base-streaming/exercises/streaming4/";
  private static final String STUB =
      "class Streaming4Exercise { { throw Undone.task(1); } { throw Undone.task(2); } }\n";

  @TempDir Path folder;
  private TempLab lab;

  @BeforeEach
  void makeTheLab() throws IOException {
    lab = new TempLab(folder);
    lab.module("base-streaming");
    lab.write(
        EXERCISE + "exercise.json",
        """
        {"name": "streaming4", "class": "sparklab.base.Streaming4Exercise", "title": "Words",
         "tasks": [{"number": 1, "title": "small letters", "method": "small", "points": 4},
                   {"number": 2, "title": "count them", "method": "count", "points": 6}]}
        """);
    lab.write(
        EXERCISE + "README.md",
        """
        # Words
        <details><summary>Hint 1 of task 2</summary>

        A map counts.
        </details>
        <details>
        <summary>Hint 2 of task 2</summary>
        `Map.merge` adds.
        </details>
        """);
    lab.write(SOURCE, STUB);
    lab.write(EXERCISE + "Streaming4Exercise.java.stub", STUB);
  }

  private Console lab(String words) {
    return Console.lab(folder, words.split(" "));
  }

  @Test
  void eachCallShowsTheNextHint() {
    assertThat(lab("hint streaming4 2 --again").out())
        .isEqualTo("No hint for task 2 was shown yet.\n");
    assertThat(lab("hint streaming4 2").out())
        .isEqualTo("Task 2 of streaming4: count them\n\nHint 1 of 2\nA map counts.\n");
    assertThat(lab("hint streaming4 2").out())
        .contains("Hint 2 of 2\n`Map.merge` adds.\n")
        .doesNotContain("A map counts", "the last one");
    assertThat(lab("hint streaming4 2").out())
        .contains("Hint 2 of 2\n")
        .endsWith("That was the last one; --again shows all 2.\n");
    assertThat(lab("hint streaming4 2 --again").out())
        .contains("Hint 1 of 2\nA map counts.\n\nHint 2 of 2\n");
  }

  @Test
  void anEnglishReaderOfASpanishArchiveGetsTheEnglishHint() throws IOException {
    lab.write(
        EXERCISE + "README.en.md",
        "<details><summary>Hint 1 of task 2</summary>In English.</details>\n");
    assertThat(lab("hint streaming4 2").out()).endsWith("\nHint 1 of 1\nIn English.\n");
  }

  @Test
  void allHintsCanBeShownAtOnce() {
    assertThat(lab("hint streaming4 2 --all").out()).contains("A map counts.", "`Map.merge`");
    assertThat(lab("hint streaming4 2").out()).contains("That was the last one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hint streming4 2 | 2 | There is no exercise 'streming4', did you mean streaming4?; there are: streaming4.",
        "hint streaming4 3 | 2 | streaming4 has no task 3: its tasks are 1 to 2.",
        "hint streaming4 1 | 1 | There is no hint for task 1 of streaming4; the statement is in base-streaming/exercises/streaming4/README.md.",
        "hint streaming4 2 --all --again | 2 | (--help lists the options)",
        "submit streaming4 --student A --out nowhere | 2 | There is no folder 'nowhere' for --out: make it first.",
      })
  void aWrongCallIsOneSentence(String words, int status, String sentence) {
    Console called = lab(words);
    assertThat(called.status()).isEqualTo(status);
    assertThat(called.err()).contains(sentence).hasLineCount(1);
    assertThat(called.out()).isEmpty();
  }

  @Test
  void resetPutsTheFileBackAndKeepsTheStudents() throws IOException {
    assertThat(lab("reset streaming4").out()).isEqualTo(SOURCE + " is as it was handed out.\n");

    lab.write(SOURCE, "mine");
    lab("hint streaming4 2");
    // no terminal to ask on
    Console asked = lab("reset streaming4");
    assertThat(asked.status()).isEqualTo(2);
    assertThat(asked.err())
        .isEqualTo(
            "lab reset: This replaces "
                + SOURCE
                + ", which you have changed: say --yes if you want that (yours is kept as"
                + " Streaming4Exercise.java.before-reset-1).\n");
    assertThat(folder.resolve(SOURCE)).hasContent("mine");

    Console reset = lab("reset streaming4 --yes");
    assertThat(reset.out()).contains("Your file is now " + SOURCE + ".before-reset-1.\n");
    assertThat(folder.resolve(SOURCE)).hasContent(STUB.strip());
    assertThat(folder.resolve(SOURCE + ".before-reset-1")).hasContent("mine");
    assertThat(lab("hint streaming4 2").out()).contains("Hint 1 of 2");

    lab.write(SOURCE, "mine again");
    assertThat(lab("reset streaming4 --yes").status()).isZero();
    assertThat(folder.resolve(SOURCE + ".before-reset-1")).hasContent("mine");
    assertThat(folder.resolve(SOURCE + ".before-reset-2")).hasContent("mine again");
  }

  @Test
  void progressIsWhatTheLastCheckSaid() throws IOException {
    assertThat(lab("progress").out())
        .isEqualTo(
            """
            streaming4: Words
              task 1  not checked      small letters
              task 2  not checked      count them
              base-streaming/exercises/streaming4/README.md

            0 of 2 tasks done
            """);
    new ProgressFile(new Home(folder))
        .put(
            "streaming4",
            Map.of(
                1, new ProgressFile.Checked(Verdict.DONE.text(), "2026-11-01T10:00:00Z"),
                2, new ProgressFile.Checked(Verdict.WRONG_ANSWER.text(), "2026-11-01T10:00:00Z")));
    lab.age(SOURCE, Instant.parse("2026-11-01T09:00:00Z").getEpochSecond());
    assertThat(lab("progress").out())
        .contains("task 1  done             small letters\n")
        .contains("task 2  wrong answer     count them\n")
        .endsWith("\n1 of 2 tasks done\n")
        .doesNotContain("changed");

    lab.age(SOURCE, Instant.parse("2026-11-01T10:00:05Z").getEpochSecond());
    assertThat(lab("progress").out()).contains("changed since; lab check streaming4 looks again\n");

    lab.write(SOURCE, "mine");
    assertThat(lab("reset streaming4 --yes").status()).isZero();
    assertThat(lab("progress").out()).endsWith("\n0 of 2 tasks done\n");
  }

  @Test
  void withoutExercisesThereIsNoProgress() throws IOException {
    Files.delete(folder.resolve("base-streaming/pom.xml"));
    assertThat(lab("progress").out()).isEqualTo("This copy of the lab has no exercises.\n");
    assertThat(lab("hint streaming4 1").err())
        .isEqualTo("lab hint: There is no exercise 'streaming4': this copy of the lab has none.\n");
  }

  @Test
  void resetBringsADeletedFileBack() throws IOException {
    Files.delete(folder.resolve(SOURCE));
    assertThat(lab("submit streaming4 --student A").err())
        .isEqualTo(
            "lab submit: There is no "
                + SOURCE
                + " to hand in: lab reset streaming4 puts it back as it was handed out.\n");
    assertThat(lab("reset streaming4").status()).isZero();
    assertThat(folder.resolve(SOURCE)).hasContent(STUB.strip());
  }

  @Test
  void submitPacksTheFileAndWhoseItIs() throws IOException {
    lab.write(SOURCE, STUB.replace("Undone.task(1)", "new Exception()"));
    Path out = Files.createDirectory(folder.resolve("out"));
    List<String> words =
        List.of("submit", "streaming4", "--student", "Ana Pérez", "--id", "123", "--out", "" + out);
    Console submitted = Console.lab(folder, words.toArray(String[]::new));
    Path archive = out.resolve("streaming4-ana-perez-123.zip");
    assertThat(submitted.status()).as(submitted.err()).isZero();
    assertThat(submitted.out()).isEqualTo("Hand in this file: " + archive + "\n");
    assertThat(submitted.err())
        .isEqualTo(
            "Still undone: task 2. You may hand in what you have; lab check streaming4 says"
                + " more.\n");

    byte[] bytes = Files.readAllBytes(archive);
    List<String> entries = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      ZipEntry entry;
      while ((entry = zip.getNextEntry()) != null) {
        entries.add(entry.getName());
        String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        if (entry.getName().endsWith(".java")) {
          assertThat(text).isEqualTo(Files.readString(folder.resolve(SOURCE)));
        } else {
          assertThat(text.replaceAll("\\s+", " "))
              .isEqualTo(
                  "{ \"exercise\" : \"streaming4\", \"class\" : \"sparklab.base.Streaming4Exercise\","
                      + " \"student\" : \"Ana Pérez\", \"id\" : \"123\" }");
        }
      }
    }
    assertThat(entries).containsExactly("Streaming4Exercise.java", "submission.json");

    assertThat(Console.lab(folder, words.toArray(String[]::new)).status()).isZero();
    assertThat(Files.readAllBytes(archive)).isEqualTo(bytes);
  }

  @Test
  void submitPacksTheFilesThatTheExerciseUses() throws IOException {
    String tree = "base-streaming/src/main/java/";
    lab.write(SOURCE, "package sparklab.base; class Streaming4Exercise { Tags tags; Lesson one; }");
    lab.write(
        tree + "sparklab/base/Tags.java", "package sparklab.base; class Tags extends More {}");
    lab.write(tree + "mine/More.java", "package mine; class More { Streaming4Exercise again; }");
    lab.write(tree + "sparklab/base/Unused.java", "package sparklab.base; class Unused {}");
    lab.write(tree + "sparklab/base/Lesson.java", "package sparklab.base; class Lesson {}");
    // what an archive has unpacked has one time
    lab.age(tree + "sparklab/base/Lesson.java", 1_767_225_600);
    lab.age(EXERCISE + "Streaming4Exercise.java.stub", 1_767_225_600);
    assertThat(
            Console.lab(folder, "submit", "streaming4", "--student", "A", "--out", "" + folder)
                .status())
        .isZero();
    List<String> entries = new ArrayList<>();
    try (ZipInputStream zip =
        new ZipInputStream(Files.newInputStream(folder.resolve("streaming4-a.zip")))) {
      ZipEntry entry;
      while ((entry = zip.getNextEntry()) != null) {
        entries.add(entry.getName());
      }
    }
    assertThat(entries)
        .containsExactly(
            "Streaming4Exercise.java",
            "sparklab/base/Tags.java",
            "mine/More.java",
            "submission.json");
  }

  @Test
  void anArchiveWithoutANameIsWrittenAndThatIsSaid() throws IOException {
    Console submitted =
        Console.lab(folder, "submit", "streaming4", "--student", " ", "--out", folder.toString());
    assertThat(submitted.status()).isZero();
    assertThat(submitted.err())
        .contains("The archive does not say whose it is: --student 'Your Name' adds that.\n");
    assertThat(folder.resolve("streaming4.zip")).exists();
  }
}
