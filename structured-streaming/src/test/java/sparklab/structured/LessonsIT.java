package sparklab.structured;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.testing.LessonProcess;
import sparklab.testing.Ports;
import sparklab.testing.WarmLessons;
import sparklab.testing.WordCount;

/** Every lesson through spark-submit, against the real publisher. */
@Timeout(600)
@Tag("full")
class LessonsIT {

  private static final Path TEXT = LessonProcess.home().resolve("data/datasets/text-es.txt");

  /** A client's connection is closed at the end of the lines. */
  private static final Manner TO_THE_END = new Manner(Double.POSITIVE_INFINITY, false, false, true);

  /** For what needs a run only, and not its start and its end. */
  @RegisterExtension
  static final WarmLessons LESSONS =
      new WarmLessons(
          "--conf",
          "spark.driver.extraJavaOptions=\"-Dsparklab.home=" + LessonProcess.home() + "\"");

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void aFolderWithASpace() throws IOException {
    folder = Files.createDirectories(temporary.resolve("a folder"));
  }

  private static LinePublisher publish(Path file, Manner manner) throws IOException {
    return LinePublisher.ofFile(file, "127.0.0.1", 0, manner, said -> {});
  }

  private LessonProcess submit(Class<?> lesson, LinePublisher publisher, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--", "--port", "" + publisher.port()));
    arguments.addAll(List.of(more));
    return LessonProcess.submit(
        folder, List.of(), lesson.getName(), arguments.toArray(String[]::new));
  }

  /** Waits for the end that comes by itself when the publisher has gone. */
  private static void assertEnds(LessonProcess lesson) {
    assertThat(lesson.awaitExit()).as(lesson.err()).isZero();
    assertThat(lesson.err())
        .contains("Spark UI: http://")
        .contains("has gone, all its lines are processed: the lesson ends");
    assertQuiet(lesson);
  }

  private static void assertQuiet(LessonProcess lesson) {
    assertQuiet(lesson.err());
  }

  private static void assertQuiet(String err) {
    assertThat(err)
        .doesNotContain("Exception")
        .doesNotContain("\tat ")
        .doesNotContain(" WARN ")
        .doesNotContain(" ERROR ");
  }

  private static String expected() throws IOException {
    return WordCount.top(WordCount.of(Files.readString(TEXT)), 40);
  }

  @Test
  void structured1EqualsAnIndependentCount() throws Exception {
    try (LinePublisher publisher = publish(TEXT, TO_THE_END);
        LessonProcess lesson = submit(Structured1Console.class, publisher)) {
      assertEnds(lesson);
      assertThat(ConsoleTables.last(lesson.out())).isEqualTo(expected());
    }
  }

  @Test
  void structured2aEqualsAnIndependentCount() throws Exception {
    try (LinePublisher publisher = publish(TEXT, TO_THE_END);
        LessonProcess lesson = submit(Structured2aForeachFunction.class, publisher)) {
      assertEnds(lesson);
      String[] epochs = lesson.out().split("-------- epoch \\d+ --------\n");
      assertThat(epochs[epochs.length - 1]).isEqualTo(expected());
    }
  }

  @Test
  void structured2bEqualsAnIndependentCount() throws Exception {
    Path output = folder.resolve("my files");
    try (LinePublisher publisher = publish(TEXT, TO_THE_END);
        LessonProcess lesson =
            submit(Structured2bForeachWriter.class, publisher, "--output", output.toString())) {
      assertEnds(lesson);
    }
    List<Path> files = epochs(output);
    assertThat(files)
        .allSatisfy(file -> assertThat(file.getFileName().toString()).matches("epoch-\\d{6}\\.csv"))
        .allSatisfy(file -> assertThat(Files.readString(file)).startsWith("word,count\n"));
    assertThat(Files.readString(files.get(files.size() - 1)))
        .isEqualTo("word,count\n" + expected().replace('\t', ','));
    // The next run starts to count anew, and its epochs do not mix with these.
    Path short1 = Files.writeString(folder.resolve("short"), "una sola línea\n");
    try (LinePublisher publisher = publish(short1, TO_THE_END);
        LessonProcess lesson =
            submit(Structured2bForeachWriter.class, publisher, "--output", output.toString())) {
      assertEnds(lesson);
      assertThat(lesson.err()).contains("Removed " + files.size() + " files of an earlier run");
    }
    List<Path> newFiles = epochs(output);
    assertThat(Files.readString(newFiles.get(newFiles.size() - 1)))
        .isEqualTo("word,count\nlínea,1\nsola,1\nuna,1\n");
  }

  @Test
  void structured3HasEveryWordInEachOfItsWindows() throws Exception {
    Path line = Files.writeString(folder.resolve("line"), "mar\n");
    try (LinePublisher publisher = publish(line, TO_THE_END);
        LessonProcess lesson =
            submit(
                Structured3Window.class,
                publisher,
                "--window",
                "1h",
                "--slide",
                "20m",
                "--rows",
                "9")) {
      assertEnds(lesson);
      assertThat(lesson.out().lines().filter(row -> row.contains("|mar "))).hasSize(3);
    }
  }

  @Test
  void structured4sTableSumsToTheFilesTotal() throws Exception {
    long total =
        WordCount.of(Files.readString(TEXT)).values().stream().mapToLong(Long::longValue).sum();
    try (LinePublisher publisher = publish(TEXT, TO_THE_END.at(400));
        LessonProcess lesson =
            submit(
                Structured4ForeachBatch.class,
                publisher,
                "--window",
                "100ms",
                "--slide",
                "100ms")) {
      assertEnds(lesson);
      assertThat(lesson.out()).contains("SELECT window_start").contains("occurrences\n");
    }
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:" + folder.resolve("output/structured4"));
    database.setUser("sa");
    database.setPassword("");
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT SUM(occurrences), COUNT(DISTINCT window_start) FROM window_words")) {
      row.next();
      assertThat(row.getLong(1)).isEqualTo(total);
      assertThat(row.getLong(2)).as("windows").isGreaterThan(1);
    }
  }

  @Test
  void aLessonWaitsForItsPublisherAndTakesNoLineFromIt() throws Exception {
    int port = Ports.free();
    try (LessonProcess lesson =
        LessonProcess.submit(
            folder, List.of(), Structured2aForeachFunction.class.getName(), "--port", "" + port)) {
      lesson.awaitErr(
          "Waiting for a publisher on 127.0.0.1:%d: start one in another terminal with"
                  .formatted(port)
              + " scripts/publish-data --port %d\n".formatted(port));
      Manner once = new Manner(Double.POSITIVE_INFINITY, false, true, true);
      try (LinePublisher publisher =
          LinePublisher.ofFile(TEXT, "127.0.0.1", port, once, said -> {})) {
        assertEnds(lesson);
      }
      String[] epochs = lesson.out().split("-------- epoch \\d+ --------\n");
      assertThat(epochs[epochs.length - 1]).isEqualTo(expected());
      assertThat(lesson.err().split("Waiting for a publisher", -1)).as("said once").hasSize(2);
    }
  }

  @Test
  void aStopLeavesNoBrokenWordsAndTheLastOneIsSaid() throws Exception {
    try (LinePublisher publisher = publish(TEXT, Manner.PLAIN.at(100).looping());
        LessonProcess lesson =
            submit(Structured4ForeachBatch.class, publisher, "--trigger", "100ms", "--progress")) {
      lesson.awaitOut("batch 3: ");
      long begin = System.nanoTime();
      lesson.stop();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(1));
      assertThat(lesson.out()).contains("SELECT window_start").contains("\tde\t");
      assertThat(lesson.err())
          .containsPattern("batch 3: [\\d,]+ rows, [\\d.,]+ rows/s, [\\d,]+ ms");
      assertQuiet(lesson);
    }
  }

  @Test
  void aStopWhileWaitingEndsAtOnce() throws Exception {
    int port = Ports.free();
    try (LessonProcess lesson =
        LessonProcess.submit(
            folder, List.of(), Structured1Console.class.getName(), "--port", "" + port)) {
      lesson.awaitErr("Waiting for a publisher");
      lesson.stop();
      assertThat(lesson.out()).isEmpty();
      assertQuiet(lesson);
    }
  }

  @Test
  void inputForAnotherLessonIsNamed() throws Exception {
    Path weather =
        Files.writeString(folder.resolve("weather"), "{\"idema\":\"0016A\",\"ta\":20.1}\n");
    try (LinePublisher publisher = publish(weather, TO_THE_END);
        LessonProcess lesson = submit(Structured1Console.class, publisher)) {
      assertEnds(lesson);
      assertThat(lesson.err()).contains("looks like weather messages (JSON), not like text");
    }
  }

  @Test
  void anOutputModeThatTheQueryDoesNotAllowIsOneSentence() throws Exception {
    Path input = Files.createDirectories(folder.resolve("input"));
    Files.writeString(input.resolve("1.tsv"), "2025-08-20T23:00:05Z\tluna\n");
    assertRefused(Structured1Console.class, "Complete output mode", input, "update");
    assertRefused(Structured3Window.class, "without watermark", input, "append", "--no-watermark");
  }

  private void assertRefused(
      Class<?> lesson, String reason, Path input, String mode, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--input-dir", input.toString(), "--output-mode", mode));
    arguments.addAll(List.of(more));
    WarmLessons.Run run = LESSONS.run(lesson, arguments.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.err())
        .contains("Spark does not run this query with that --output-mode: ")
        .contains(reason);
    assertQuiet(run.err());
  }

  @Test
  void malformedLinesAndLateOnesAreCountedAndSaidWithoutAskingForProgress() throws Exception {
    Path input = Files.createDirectories(folder.resolve("input"));
    List<String> files =
        List.of(
            "2025-08-20T23:00:05Z\tluna\nluna llena\n\n2025\tsol\n2999-01-01T00:00:00Z\tmarte\n",
            "2025-08-20T23:10:00Z\tmar\n",
            "2025-08-20T23:10:01Z\tmar\n", // Spark drops by the watermark of the batch before
            "2025-08-20T23:00:06Z\ttarde\n");
    for (int number = 0; number < files.size(); number++) { // Spark goes by their dates
      Path file = Files.writeString(input.resolve(number + ".tsv"), files.get(number));
      Files.setLastModifiedTime(file, FileTime.fromMillis(number * 1_000));
    }
    WarmLessons.Run run =
        LESSONS.run(
            Structured3Window.class,
            "--input-dir",
            input.toString(),
            "--files-per-batch",
            "1",
            "--trigger",
            "available-now");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("2 of the lines are not TIME<TAB>text and are left out, such as: 2025 sol")
        .contains("1 lines whose time is more than a day ahead are left out, such as: 2999-01-01")
        .contains("batch 3: 3 rows came later than the watermark allows and are left out");
    assertThat(run.out()).contains("luna", "mar").doesNotContain("llena", "sol", "tarde");
  }

  static List<Path> epochs(Path output) throws IOException {
    try (Stream<Path> all = Files.list(output)) {
      return all.sorted().toList();
    }
  }

  /** Spark passes over files that are older than the newest by a week, unless told not to. */
  @Test
  void aFileWithAnOldDateIsReadAndAHiddenOneIsSaid() throws Exception {
    Path input = Files.createDirectories(folder.resolve("in put"));
    Files.writeString(input.resolve("new.txt"), "nuevo\n");
    Files.writeString(input.resolve("_hidden.txt"), "oculto\n");
    Files.writeString(input.resolve("latin"), "mar\naño\n", StandardCharsets.ISO_8859_1);
    try (LessonProcess lesson =
        LessonProcess.submit(
            folder,
            List.of(),
            Structured1Console.class.getName(),
            "--input-dir",
            input.toString())) {
      lesson.awaitOut("nuevo");
      Path old = Files.writeString(folder.resolve("old.txt"), "viejo\n");
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(60))));
      Files.move(old, input.resolve("old.txt"));
      lesson.awaitOut("viejo");
      lesson.awaitErr("Not read in " + input + ": 1, as they have names that begin with . or _");
      assertThat(lesson.err()).contains("1 lines from " + input + " are not UTF-8 text");
      lesson.stop();
      assertQuiet(lesson);
    }
  }

  @Test
  void structured6MakesItsCheckpointReadsAnyOtherAndRefusesWhatIsNone() throws Exception {
    WarmLessons.Run first = state();
    assertThat(first.err()).contains("lesson 5 makes one first");
    assertThat(first.out())
        .contains("open, after batch 0")
        .contains("timers, what has changed")
        .contains("|+     |{alba}");
    assertQuiet(first.err());
    assertStateRefused("can be 0 to", "--to", "99");
    assertStateRefused(
        "There is no checkpoint in none: make one with scripts/lab run structured5"
            + " -- --input-dir data/datasets/recorded --checkpoint none",
        "--checkpoint",
        "none");
    assertStateRefused("something else: name another folder", "--checkpoint", "checkpoints");
    Path broken = LESSONS.folder().resolve("checkpoints/structured5/state/0/_metadata/v2/0");
    Files.deleteIfExists(broken.resolveSibling(".0.crc"));
    Files.writeString(broken, "v2\n{\"half\": ");
    assertStateRefused("The checkpoint in checkpoints/structured5 is damaged (");
    Path input = Files.createDirectories(folder.resolve("input"));
    Files.writeString(input.resolve("1.tsv"), "2025-08-20T23:00:05Z\tluna\n");
    WarmLessons.Run windows =
        LESSONS.run(
            Structured3Window.class,
            "--input-dir",
            input.toString(),
            "--trigger",
            "available-now",
            "--checkpoint",
            "windows");
    assertThat(windows.status()).as(windows.err()).isZero();
    assertThat(state("--checkpoint", "windows").out())
        .contains("stateStoreSave, default, after batch 0")
        .contains(", luna}");
  }

  private static WarmLessons.Run state(String... arguments) {
    WarmLessons.Run run = LESSONS.run(Structured6State.class, arguments);
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  private static void assertStateRefused(String sentence, String... arguments) {
    WarmLessons.Run run = LESSONS.run(Structured6State.class, arguments);
    assertThat(run.status()).as(run.out()).isPositive();
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
  }
}
