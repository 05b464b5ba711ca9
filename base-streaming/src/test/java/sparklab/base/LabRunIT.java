package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.testing.LessonProcess;
import sparklab.testing.Ports;
import sparklab.testing.WordCount;

/** The lab command as students use it, in a clone whose path has a space. */
@Timeout(600)
@Tag("full")
class LabRunIT {

  /** A lesson's class and its short name, in its source. */
  private static final Pattern LESSON =
      Pattern.compile(
          "@Command\\(\\s*name = \"(\\w+)\".*public final class \\w+ implements (Batch)?Lesson",
          Pattern.DOTALL);

  private static LabCopy clone;

  @TempDir Path folder;

  @BeforeAll
  static void copyTheLab() throws IOException, InterruptedException {
    clone = new LabCopy("lab-run");
  }

  @AfterAll
  static void deleteTheCopy() throws IOException {
    clone.close();
  }

  @ParameterizedTest
  @CsvSource({
    "streaming1, ''",
    "streaming2a, ''",
    "streaming2b, ''",
    "streaming5, --slide 1s --window 3s", // by default a window comes every five seconds
  })
  void aLessonPrintsBatchesOfTheShippedText(String lesson, String options) throws IOException {
    assertPrintsBatchesOfTheShippedText(lesson, options);
  }

  @Test
  void streaming3PrintsThemTooAndLeavesACheckpointThatDoctorKnows() throws IOException {
    assertPrintsBatchesOfTheShippedText("streaming3", "");
    try (LessonProcess doctor = clone.lab("doctor")) {
      doctor.awaitExit();
      assertThat(doctor.out())
          .containsPattern("(?m)^ok   checkpoints/streaming3 of streaming3, \\d+ s old, ")
          .containsPattern("(?m)^ok   1 class archive, ")
          .containsPattern("(?m)^ok   Spark \\S+, the lab's own, \\d+ jars");
    }
  }

  private static void assertPrintsBatchesOfTheShippedText(String lesson, String options)
      throws IOException {
    Set<String> shipped = WordCount.of(shippedText()).keySet();
    try (LessonProcess lab = run(lesson, options)) {
      lab.awaitOut("two batches of words", out -> batchesOfWords(out).size() > 2);
      assertEndsWithAllItStarted(lab);
      assertThat(batchesOfWords(lab.out()))
          .allSatisfy(
              batch ->
                  assertThat(batch.lines().map(line -> line.split("\t")[0])).isSubsetOf(shipped));
      assertOnlyExpectedWords(lab);
    }
  }

  /** The last one may be a part of a batch. */
  private static List<String> batchesOfWords(String out) {
    return LessonsIT.batches(out).stream().filter(batch -> !batch.equals("(no words)\n")).toList();
  }

  @Test
  void streaming0PrintsTheShippedLinesUntilItsTimeIsOver() throws IOException {
    List<String> shipped = shippedText().lines().toList();
    try (LessonProcess lab = run("streaming0", "", "--timeout", "6s")) {
      assertThat(lab.awaitExit()).as(lab.err()).isZero();
      List<String> batches =
          Stream.of(lab.out().split("-{43}\nTime: \\d+ ms\n-{43}\n"))
              .map(String::strip)
              .filter(batch -> !batch.isEmpty())
              .toList();
      assertThat(batches).isNotEmpty();
      assertThat(shipped).containsAll(String.join("\n", batches).lines().toList());
      assertOnlyExpectedWords(lab);
    }
  }

  private static LessonProcess run(String lesson, String options, String... labOptions)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("run", lesson));
    words.addAll(List.of(labOptions));
    words.addAll(List.of("--", "--port", "" + Ports.free()));
    if (!options.isEmpty()) {
      words.addAll(List.of(options.split(" ")));
    }
    return clone.lab(words.toArray(String[]::new));
  }

  /** The error stream has the launcher's few sentences and the UI's address, and nothing else. */
  private static void assertOnlyExpectedWords(LessonProcess lab) {
    assertThat(lab.err().lines())
        .allMatch(
            line ->
                line.startsWith("Publishing data/datasets/text-es.txt on 127.0.0.1:")
                    || line.startsWith("The first run also writes a class archive")
                    || line.startsWith("Spark UI: http://"),
            "is expected");
  }

  @Test
  void theListIsThatOfTheSources() throws IOException {
    List<String> inSources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(clone.root().resolve("base-streaming/src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Matcher lesson = LESSON.matcher(Files.readString(file));
        if (lesson.find()) {
          inSources.add(lesson.group(1));
        }
      }
    }
    // Files in the order of their names are lessons in the course's order, as long as there are
    // fewer than ten.
    assertThat(inSources).contains("streaming0", "streaming2a", "streaming5");
    try (LessonProcess lab = clone.lab("list", "--names")) {
      assertThat(lab.awaitExit()).as(lab.err()).isZero();
      assertThat(lab.out().lines()).containsExactlyElementsOf(inSources);
      assertThat(lab.err()).isEmpty();
    }
    try (LessonProcess lab = clone.lab("list")) {
      assertThat(lab.awaitExit()).as(lab.err()).isZero();
      assertThat(lab.out().lines())
          .hasSameSizeAs(inSources)
          .allMatch(line -> line.matches("\\w+ +base-streaming +\\S.+"), "has three columns");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "run streming2a | There is no lesson 'streming2a', did you mean streaming2a?",
        "run wordcount | There is no lesson 'wordcount'; lab list shows all",
        "run streaming1 --time 3s | did you mean --timeout?",
        "run streaming1 --timeout never | 'never' is not a length of time",
      })
  void aWrongCallIsOneSentence(String words, String sentence) {
    try (LessonProcess lab = clone.lab(words.split(" "))) {
      assertThat(lab.awaitExit()).isEqualTo(2);
      assertThat(lab.err()).contains(sentence).hasLineCount(1);
      assertThat(lab.out()).isEmpty();
    }
  }

  @Test
  void aWrongOptionOfTheLessonIsItsOwnSentence() {
    try (LessonProcess lab = clone.lab("run", "streaming1", "--no-feed", "--", "--prot", "1")) {
      assertThat(lab.awaitExit()).isEqualTo(2);
      assertThat(lab.err())
          .contains("streaming1: Unknown options: '--prot', '1', did you mean --port?")
          .doesNotContain("\tat ");
      assertThat(lab.out()).isEmpty();
    }
  }

  @Test
  void aPortThatIsServedAlreadyIsUsedAndAKilledLabLeavesNothingBehind() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.txt"), "propio propio\n");
    try (LinePublisher publisher =
            LinePublisher.ofFile(mine, "127.0.0.1", 0, Manner.PLAIN, said -> {});
        LessonProcess lab =
            clone.lab("run", "streaming2a", "--", "--port", "" + publisher.port())) {
      lab.awaitErr("Port " + publisher.port() + " is served already: the lesson reads from there");
      lab.awaitOut("propio\t2\n");
      assertThat(lab.err()).doesNotContain("Publishing");

      List<ProcessHandle> started = lab.handle().descendants().toList();
      assertThat(started).as("the lesson's own process").isNotEmpty();
      lab.handle().destroyForcibly(); // it cannot end the lesson any more: that ends itself
      awaitEnd(started);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-feed", "--no-feed --plain"})
  void withoutAFeedItWaitsAndSaysForWhat(String options) throws IOException {
    int port = Ports.free();
    Path late = Files.writeString(folder.resolve("late.txt"), "tarde\n");
    List<String> words = new ArrayList<>(List.of("run", "streaming1"));
    words.addAll(List.of(options.split(" ")));
    words.addAll(List.of("--", "--port", "" + port));
    try (LessonProcess lab = clone.lab(words.toArray(String[]::new))) {
      lab.awaitErr(
          "Waiting for a publisher on 127.0.0.1:%1$d: start one in another terminal with scripts/publish-data --port %1$d"
              .formatted(port));
      try (LinePublisher publisher =
          LinePublisher.ofFile(late, "127.0.0.1", port, Manner.PLAIN, said -> {})) {
        lab.awaitOut("tarde\t1\n");
      }
      assertEndsWithAllItStarted(lab);
    }
  }

  /** As the terminal's window closing, or {@code kill}: nothing stays behind. */
  private static void assertEndsWithAllItStarted(LessonProcess lab) {
    List<ProcessHandle> started = lab.handle().descendants().toList();
    assertThat(started).as("the lesson's own process").isNotEmpty();
    assertThat(lab.stop()).isEqualTo(143);
    awaitEnd(started);
    assertThat(lab.err()).doesNotContain("Exception").doesNotContain("does not stop");
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
  }

  /** By the launcher itself, without Maven. */
  @Test
  void aChangedLessonIsBuiltAgainAndABrokenOneIsSaid() throws Exception {
    try (LabCopy changed = new LabCopy("lab-build")) {
      Path source =
          changed
              .root()
              .resolve("base-streaming/src/main/java/sparklab/base/Streaming0Simple.java");
      String good = Files.readString(source);

      Files.writeString(source, good.replace("The lines of each batch", "What a student changed"));
      try (LessonProcess lab = changed.lab("list")) {
        assertThat(lab.awaitExit()).as(lab.err()).isZero();
        assertThat(lab.out()).contains("What a student changed");
        assertThat(lab.err()).isEmpty();
      }

      Files.writeString(source, good.replace("context.start();", "context.start()"));
      try (LessonProcess lab = changed.lab("run", "streaming0", "--no-feed")) {
        assertThat(lab.awaitExit()).isEqualTo(1);
        assertThat(lab.err())
            .matches(
                "lab run: base-streaming/src/main/java/sparklab/base/Streaming0Simple\\.java, line"
                    + " \\d+: does not compile: ';' expected\n +context\\.start\\(\\)\n +\\^\n");
      }
    }
  }

  private static String shippedText() throws IOException {
    return Files.readString(LessonProcess.home().resolve("data/datasets/text-es.txt"));
  }
}
