package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.ml.feature.StopWordsRemover;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.testing.LessonProcess;
import sparklab.testing.Ports;
import sparklab.testing.WarmLessons;
import sparklab.testing.WordCount;

/** Every lesson through spark-submit, against the real publisher. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
@Tag("full")
class LessonsIT {

  private static final Path TEXT = LessonProcess.home().resolve("data/datasets/text-es.txt");

  /** For what needs a run only, and not its start and its end. */
  @RegisterExtension static final WarmLessons LESSONS = new WarmLessons();

  @TempDir Path folder;

  private static LinePublisher publish(Manner manner) throws IOException {
    return LinePublisher.ofFile(TEXT, "127.0.0.1", 0, manner, said -> {});
  }

  private LessonProcess submit(Class<?> lesson, LinePublisher publisher, String... more)
      throws IOException {
    Path withSpace = Files.createDirectories(folder.resolve("a folder"));
    List<String> arguments = new ArrayList<>(List.of("--", "--port", "" + publisher.port()));
    arguments.addAll(List.of(more));
    return LessonProcess.submit(
        withSpace, List.of(), lesson.getName(), arguments.toArray(String[]::new));
  }

  @Test
  void streaming0PrintsEveryLine() throws Exception {
    try (LinePublisher publisher = publish(Manner.PLAIN);
        LessonProcess lesson = submit(Streaming0Simple.class, publisher)) {
      List<String> lines = Files.readAllLines(TEXT);
      lesson.awaitOut(lines.get(lines.size() - 1));
      assertThat(lesson.out().lines().filter(lines::contains).toList())
          .containsAll(lines.stream().filter(line -> !line.isEmpty()).toList());
      assertStopsCleanly(lesson);
    }
  }

  @Test
  void streaming1CountsEachBatch() throws Exception {
    int lines = 150;
    byte[] some50 = "dos uno, dos\n".repeat(50).getBytes(StandardCharsets.UTF_8);
    PipedOutputStream input = new PipedOutputStream();
    try (LinePublisher publisher =
            LinePublisher.ofStream(
                new PipedInputStream(input), "127.0.0.1", 0, Manner.PLAIN, said -> {});
        LessonProcess lesson = submit(Streaming1Stateless.class, publisher)) {
      for (int sent = 50; sent <= lines; sent += 50) {
        int before = sent - 50;
        lesson.awaitOut(before + " lines", out -> sum("uno", out) >= before);
        input.write(some50);
        input.flush();
      }
      lesson.awaitOut("all lines", out -> sum("uno", out) >= lines);
      List<String> some =
          batches(lesson.out()).stream().filter(batch -> !batch.equals("(no words)\n")).toList();
      // Nothing is remembered: the batches add up to the text, and none has all of it.
      assertThat(some).hasSizeGreaterThan(1);
      assertThat(sum("uno", lesson.out())).isEqualTo(lines);
      assertThat(sum("dos", lesson.out())).isEqualTo(2 * lines);
      assertThat(some).allSatisfy(batch -> assertThat(batch).matches("dos\t\\d+\nuno\t\\d+\n"));
      assertStopsCleanly(lesson);
    }
  }

  /** A word's occurrences in all batches together. */
  private static long sum(String word, String out) {
    return Pattern.compile("^" + word + "\t(\\d+)$", Pattern.MULTILINE)
        .matcher(out)
        .results()
        .mapToLong(count -> Long.parseLong(count.group(1)))
        .sum();
  }

  @Test
  void streaming2aEqualsAnIndependentCount() throws Exception {
    String expected = WordCount.top(WordCount.of(Files.readString(TEXT)), 20);
    try (LinePublisher publisher = publish(Manner.PLAIN);
        LessonProcess lesson = submit(Streaming2aStateful.class, publisher)) {
      lesson.awaitOut("the whole text's top 20", out -> batches(out).contains(expected));
      assertStopsCleanly(lesson);
    }
  }

  @Test
  void streaming2bEqualsAnIndependentCountWithoutStopWords() throws Exception {
    Path mine = Files.writeString(folder.resolve("mine.txt"), "puerto\n");
    var counts = WordCount.of(Files.readString(TEXT));
    assertThat(counts).containsKey("puerto");
    counts.remove("puerto");
    for (String language : List.of("spanish", "english")) {
      Set<String> entries =
          WordCount.of(String.join(" ", StopWordsRemover.loadDefaultStopWords(language))).keySet();
      counts.keySet().removeAll(entries);
    }
    String expected = WordCount.top(counts, 20);
    try (LinePublisher publisher = publish(Manner.PLAIN);
        LessonProcess lesson =
            submit(Streaming2bStopwords.class, publisher, "--stopwords", mine.toString())) {
      lesson.awaitOut("the top 20 without stop words", out -> batches(out).contains(expected));
      assertStopsCleanly(lesson);
    }
  }

  @Test
  void streaming5ForgetsAndComesBackToNothing() throws Exception {
    String expected = WordCount.top(WordCount.of(Files.readString(TEXT)), 20);
    try (LinePublisher publisher = publish(Manner.PLAIN);
        LessonProcess lesson =
            submit(Streaming5Window.class, publisher, "--window", "4s", "--slide", "1s")) {
      lesson.awaitOut("the text in one window", out -> batches(out).contains(expected));
      lesson.awaitOut(
          "an empty window after it",
          out -> batches(out).lastIndexOf("(no words)\n") > batches(out).lastIndexOf(expected));
      assertStopsCleanly(lesson);
    }
  }

  @Test
  void jobAndPublisherStartInAnyOrderAndAPublisherThatComesBackIsHeard() throws Exception {
    int port = Ports.free();
    Path first = Files.writeString(folder.resolve("first"), "primero\n");
    Path second = Files.writeString(folder.resolve("second"), "segundo\n");
    try (LessonProcess lesson =
        LessonProcess.submit(Streaming2aStateful.class.getName(), "--port", "" + port)) {
      lesson.awaitErr("Waiting for a publisher on 127.0.0.1:" + port);
      try (LinePublisher one =
          LinePublisher.ofFile(first, "127.0.0.1", port, Manner.PLAIN, said -> {})) {
        lesson.awaitOut("primero\t1");
      }
      lesson.awaitErr("has gone: waiting for it to come back");
      try (LinePublisher two =
          LinePublisher.ofFile(second, "127.0.0.1", port, Manner.PLAIN, said -> {})) {
        lesson.awaitOut("primero\t1\nsegundo\t1");
      }
      assertThat(lesson.err()).doesNotContain("Exception").doesNotContain("\tat ");
    }
  }

  @Test
  void inputForAnotherLessonIsNamed() throws Exception {
    Path weather =
        Files.writeString(folder.resolve("weather"), "{\"idema\":\"0016A\",\"ta\":20.1}\n");
    try (LinePublisher publisher =
            LinePublisher.ofFile(weather, "127.0.0.1", 0, Manner.PLAIN, said -> {});
        LessonProcess lesson = submit(Streaming1Stateless.class, publisher)) {
      lesson.awaitErr("looks like weather messages (JSON), not like text");
    }
  }

  @Test
  void aMistakeIsOneSentence() {
    assertMistake("did you mean --port?", "--prot", "1");
    assertMistake("Unknown host 'no.such.host.invalid'", "--host", "no.such.host.invalid");
    assertMistake("'soon' is not a length of time", "--batch", "soon");
    assertMistake("--master local[1] has one core", "--master", "local[1]");
  }

  private static void assertMistake(String sentence, String... arguments) {
    WarmLessons.Run run = LESSONS.run(Streaming1Stateless.class, arguments);
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void whatTheUserSubmittedWithWinsOverTheProgramsOwnOption() {
    try (LessonProcess lesson =
        LessonProcess.submit(
            folder,
            List.of("--master", "local[1]"),
            Streaming1Stateless.class.getName(),
            "--master",
            "local[4]")) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isEqualTo(2);
      assertThat(lesson.err())
          .contains("--master local[1] has one core, and the receiver takes it")
          .doesNotContain("\tat ");
      assertThat(lesson.out()).isEmpty();
    }
  }

  private static void assertStopsCleanly(LessonProcess lesson) {
    lesson.stop();
    assertThat(lesson.err()).contains("Spark UI: http://").doesNotContain("Exception");
  }

  /** The top lists of the batches printed so far; the last may be incomplete. */
  static List<String> batches(String out) {
    return Arrays.stream(out.split("-------- [\\d:.]+ --------\n")).skip(1).toList();
  }
}
