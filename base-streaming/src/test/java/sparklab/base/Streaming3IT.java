package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.lesson.checkpoint.CheckpointLabel;
import sparklab.testing.LessonProcess;
import sparklab.testing.WarmLessons;

/** Streaming3 killed for real, and restarted. */
@Timeout(Streaming3IT.LONGEST)
@Tag("full")
class Streaming3IT {

  /** How many seconds a test may last. */
  static final int LONGEST = 900;

  private static final int KILLS = 12;
  private static final int LINES_PER_SECOND = 100;

  /** A word that is in every line: its count is the number of lines. */
  private static final String EVERYWHERE = "faro";

  private static final Pattern LINES = Pattern.compile(EVERYWHERE + "\t(\\d+)\n");

  /** For what is refused. */
  @RegisterExtension static final WarmLessons LESSONS = new WarmLessons();

  @TempDir Path folder;

  private final Random random = new Random();
  private Path checkpoint;

  @BeforeEach
  void aFolderWithASpace() {
    checkpoint = folder.resolve("the checkpoint");
  }

  /**
   * Lines that each hold a word of their own, so that each can be found again, and each for one
   * program only. They last longer than any test: a slow start of a program changes nothing.
   */
  private LinePublisher publishNumberedLines() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("numbered"),
            IntStream.range(0, LINES_PER_SECOND * LONGEST)
                .mapToObj(line -> EVERYWHERE + " " + word(line) + "\n")
                .collect(Collectors.joining()));
    Manner once = Manner.PLAIN.at(LINES_PER_SECOND).toOneOnly();
    return LinePublisher.ofFile(file, "127.0.0.1", 0, once, said -> {});
  }

  private static String word(int line) {
    return "linea"
        + Integer.toString(line)
            .chars()
            .mapToObj(digit -> "" + (char) ('a' + digit - '0'))
            .collect(Collectors.joining());
  }

  private LessonProcess start(int port, String... more) {
    return LessonProcess.submit(
        folder, List.of(), Streaming3Recovery.class.getName(), arguments(port, more));
  }

  private String[] arguments(int port, String... more) {
    return Stream.concat(
            Stream.of("--port", "" + port, "--checkpoint", checkpoint.toString()), Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  void twelveKillsLoseNothingThatWasPrintedAndCountNothingTwice() throws Exception {
    Map<String, Long> saved = Map.of();
    try (LinePublisher publisher = publishNumberedLines()) {
      long printed = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        int batches = random.nextInt(3); // the first batch of a start is the most delicate
        long before = printed;
        try (LessonProcess lesson = start(publisher.port())) {
          lesson.awaitOut(
              "a batch", out -> linesCounted(out) > before && counts(out).size() > batches);
          // Any moment of the next batch will do.
          await().pollDelay(Duration.ofMillis(1 + random.nextInt(1_000))).until(() -> true);
          lesson.kill();
          printed = linesCounted(lesson.out());
          assertThat(counts(lesson.out()))
              .as("the state never starts again at zero")
              .allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(before));
        }
        Map<String, Long> onDisk = savedCounts();
        assertThat(onDisk.get(EVERYWHERE)).isGreaterThanOrEqualTo(printed);
        assertNothingLost(saved, onDisk, "kill " + kill);
        saved = onDisk;
      }
      try (LessonProcess lesson = start(publisher.port())) {
        long before = printed;
        lesson.awaitOut("lines of its own", out -> linesCounted(out) > before + LINES_PER_SECOND);
        lesson.stop();
      }
    }
    Map<String, Long> last = savedCounts();
    assertNothingLost(saved, last, "the last start");
    assertCountedOnce(last, KILLS);
  }

  /** Each line has been counted once, but for those that were on their way when a program ended. */
  private static void assertCountedOnce(Map<String, Long> counts, int ends) {
    int last = 0;
    int gaps = 0;
    int counted = 0;
    for (int line = 0; counted < counts.size() - 1; line++) { // all but EVERYWHERE are lines
      Long count = counts.get(word(line));
      if (count != null) {
        assertThat(count).as(word(line)).isEqualTo(1);
        gaps += line > last + 1 ? 1 : 0;
        last = line;
        counted++;
      }
    }
    // What a program loses is the end of what it was sent: a second's worth or so, not more.
    assertThat(gaps).as("gaps between the lines").isLessThanOrEqualTo(ends);
    assertThat(last + 1 - counted).as("lost lines").isLessThan(3 * LINES_PER_SECOND * ends);
  }

  /** Missed batches are made up for, not only taken for done: Spark forgets their lines then. */
  @Test
  void aKillWhileMissedBatchesAreMadeUpForLosesNothing() throws Exception {
    String[] often = {"--batch", "200ms"}; // so that many are missed while the program starts
    try (LinePublisher publisher = publishNumberedLines()) {
      try (LessonProcess lesson = start(publisher.port(), often)) {
        lesson.awaitOut("some batches", out -> counts(out).size() > 3);
        Path before = newestSaved();
        // Before Spark has written down that this batch is done, too.
        await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(2))
            .until(() -> !newestSaved().equals(before));
        lesson.kill();
      }
      Map<String, Long> saved = savedCounts();
      String killed = sparksCheckpoints().stream().map(Path::toString).max(String::compareTo).get();
      try (LessonProcess lesson = start(publisher.port(), often)) {
        await()
            .pollInterval(Duration.ofMillis(5))
            .atMost(Duration.ofMinutes(5))
            .until(() -> newerOfSparks(killed) > 5);
        lesson.kill();
      }
      try (LessonProcess lesson = start(publisher.port(), often)) {
        lesson.awaitOut("a batch", out -> !counts(out).isEmpty());
        lesson.kill();
      }
      assertNothingLost(saved, savedCounts(), "a kill while batches are made up for");
    }
  }

  private long newerOfSparks(String than) throws IOException {
    return sparksCheckpoints().stream()
        .filter(spark -> spark.toString().compareTo(than) > 0)
        .count();
  }

  /** Says the few words that are lost, not the thousands that are there. */
  private static void assertNothingLost(
      Map<String, Long> before, Map<String, Long> after, String when) {
    Set<String> lost = new TreeSet<>(before.keySet());
    lost.removeAll(after.keySet());
    assertThat(lost).as("words that were on disk and are lost after " + when).isEmpty();
  }

  @Test
  void aGracefulStopLosesNothingAndTheNextStartGoesOn() throws Exception {
    try (LinePublisher publisher = publishNumberedLines()) {
      long printed;
      try (LessonProcess lesson = start(publisher.port())) {
        lesson.awaitOut("some lines", out -> linesCounted(out) > 100);
        lesson.stop();
        printed = linesCounted(lesson.out());
        assertThat(lesson.err()).doesNotContain("Exception");
      }
      try (LessonProcess lesson = start(publisher.port())) {
        lesson.awaitErr("Going on from the checkpoint");
        lesson.awaitOut("lines of its own", out -> linesCounted(out) > printed + LINES_PER_SECOND);
        assertThat(counts(lesson.out()))
            .first()
            .satisfies(count -> assertThat(count).isGreaterThanOrEqualTo(printed));
        lesson.stop();
      }
    }
    assertCountedOnce(savedCounts(), 1);
  }

  @Test
  void aCheckpointThatDoesNotFitIsOneSentenceAndAnewKeepsTheCounts() throws Exception {
    Path file = Files.writeString(folder.resolve("one"), EVERYWHERE + "\n");
    try (LinePublisher publisher =
        LinePublisher.ofFile(file, "127.0.0.1", 0, Manner.PLAIN, said -> {})) {
      try (LessonProcess lesson = start(publisher.port())) {
        lesson.awaitOut(EVERYWHERE + "\t1");
        lesson.stop();
      }
      assertRefused(
          publisher, "was written with --batch 1s and goes on only with that", "--batch", "2s");
      assertRefused(
          publisher, "was written with --stopwords (none)", "--stopwords", file.toString());

      for (Path state : states()) {
        Files.deleteIfExists(state.resolveSibling("." + state.getFileName() + ".crc"));
        Files.writeString(state, "");
      }
      assertRefused(publisher, "The checkpoint in " + checkpoint + " is damaged (");
      for (Path state : states()) {
        Files.delete(state); // what comes next is found out before they are read
      }

      age(Duration.ofHours(1));
      assertRefused(publisher, "start anew and keep the counts with --anew");

      for (Path spark : sparksCheckpoints()) {
        Files.writeString(spark, "not a checkpoint");
      }
      assertRefused(publisher, "cannot be read", "--replay");

      Path label = checkpoint.resolve(CheckpointLabel.FILE);
      String mine = Files.readString(label);
      Files.delete(checkpoint.resolve("." + CheckpointLabel.FILE + ".crc"));
      Files.writeString(label, mine.replace("lesson=streaming3", "lesson=streaming7"));
      assertRefused(publisher, "was written by streaming7");
      Files.writeString(label, mine.replaceAll("code=\\w+", "code=0"));
      assertRefused(publisher, "before the lesson's code was changed");

      try (LessonProcess lesson = start(publisher.port(), "--anew")) {
        lesson.awaitOut(EVERYWHERE + "\t2");
        lesson.kill();
      }
      try (LessonProcess lesson = start(publisher.port())) {
        lesson.awaitOut(EVERYWHERE + "\t3");
      }
    }
  }

  private void assertRefused(LinePublisher publisher, String sentence, String... more) {
    WarmLessons.Run run = LESSONS.run(Streaming3Recovery.class, arguments(publisher.port(), more));
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(run.err().lines().count()).as(run.err()).isLessThanOrEqualTo(12);
    assertThat(run.out()).isEmpty();
  }

  /** What Spark has saved of the state: the partitions of an RDD, in a folder of a random name. */
  private List<Path> states() throws IOException {
    try (Stream<Path> files = Files.walk(checkpoint)) {
      return files
          .filter(file -> file.getParent().getFileName().toString().startsWith("rdd-"))
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .toList();
    }
  }

  /** Makes Spark's checkpoints older, as a long absence would. */
  private void age(Duration by) throws IOException {
    for (Path spark : sparksCheckpoints()) {
      Matcher name =
          Pattern.compile("checkpoint-(\\d+)(.*)").matcher(spark.getFileName().toString());
      assertThat(name.matches()).isTrue();
      long older = Long.parseLong(name.group(1)) - by.toMillis();
      Files.move(spark, checkpoint.resolve("checkpoint-" + older + name.group(2)));
    }
  }

  private List<Path> sparksCheckpoints() throws IOException {
    try (Stream<Path> files = Files.list(checkpoint)) {
      return files.filter(file -> file.getFileName().toString().startsWith("checkpoint-")).toList();
    }
  }

  /** How many lines each printed batch has counted. */
  private static List<Long> counts(String out) {
    return LINES.matcher(out).results().map(count -> Long.valueOf(count.group(1))).toList();
  }

  private static long linesCounted(String out) {
    List<Long> counts = counts(out);
    return counts.isEmpty() ? 0 : Collections.max(counts);
  }

  private Path newestSaved() throws IOException {
    try (Stream<Path> files = Files.list(checkpoint)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("counts-"))
          .filter(file -> Files.exists(file.resolve("_SUCCESS")))
          .max(Path::compareTo)
          .orElse(null);
    }
  }

  /** The newest complete counts on disk. */
  private Map<String, Long> savedCounts() throws IOException {
    Path newest = newestSaved();
    Map<String, Long> counts = new TreeMap<>();
    if (newest != null) {
      try (Stream<Path> parts = Files.list(newest)) {
        for (Path part :
            parts.filter(file -> file.getFileName().toString().startsWith("part-")).toList()) {
          for (String line : Files.readAllLines(part)) {
            String[] entry = line.split("\t");
            counts.put(entry[0], Long.valueOf(entry[1]));
          }
        }
      }
    }
    return counts;
  }
}
