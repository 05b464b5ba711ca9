package sparklab.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.kmeans.support.cluster.ClusterModel;
import sparklab.kmeans.support.cluster.ClusterModelTest;
import sparklab.kmeans.support.picture.Pictures;
import sparklab.kmeans.support.weather.Variable;
import sparklab.testing.LessonProcess;
import sparklab.testing.WarmLessons;

/** What files the lessons leave, in their own process, and how they fail. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@Tag("full")
class LessonsIT {

  /** A row of kmeans7's table: how many a cluster has, after its name. */
  private static final Pattern MEMBERS =
      Pattern.compile("(?m)^[a-z ]+ +(\\d+) +-?\\d+\\.\\d +\\d+ ");

  /** Messages of an hour: one from each station. */
  private static final int STATIONS = 818;

  /** For what needs a run only, and not its start and its end. */
  @RegisterExtension static final WarmLessons LESSONS = new WarmLessons();

  @TempDir Path folder;

  private static LinePublisher publish(Path file, Manner manner) throws IOException {
    return LinePublisher.ofFile(file, "127.0.0.1", 0, manner, said -> {});
  }

  private LessonProcess submit(Class<?> lesson, LinePublisher publisher, String... more) {
    return LessonProcess.submit(
        folder,
        List.of(),
        lesson.getName(),
        Stream.concat(Stream.of("--port", "" + publisher.port()), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void capturedWeatherIsWholeAndCanBeTrainedOn() throws Exception {
    List<String> lines = Files.readAllLines(Hours.WEATHER);
    Path first = folder.resolve("first.jsonl");
    Files.write(first, lines.subList(0, 1000));
    Files.writeString(first, "no data\n", StandardOpenOption.APPEND);
    try (LinePublisher publisher = publish(first, Manner.PLAIN.at(500));
        LessonProcess lesson = submit(KMeansSave.class, publisher)) {
      lesson.awaitOut("1 of them malformed, such as: no data");
      lesson.awaitOut("the second hour", out -> rows("2025-08-01T01Z.csv") == 1000 - STATIONS);
      lesson.kill();
    }
    assertThat(rows("2025-08-01T00Z.csv")).isEqualTo(STATIONS);
    // Captured again, with what came before: each station and hour once.
    Path second = folder.resolve("second.jsonl");
    Files.write(second, lines.subList(500, 3 * STATIONS));
    try (LinePublisher publisher = publish(second, Manner.PLAIN);
        LessonProcess lesson = submit(KMeansSave.class, publisher)) {
      lesson.awaitOut("the third hour", out -> rows("2025-08-01T02Z.csv") == STATIONS);
      lesson.stop();
    }
    assertThat(rows("2025-08-01T00Z.csv")).isEqualTo(STATIONS);
    assertThat(rows("2025-08-01T01Z.csv")).isEqualTo(STATIONS);
    long complete = lines.subList(0, 3 * STATIONS).stream().filter(this::isComplete).count();
    try (LessonProcess training = ReadmeIT.train(folder, "--k", "4", "--most", "3")) {
      assertThat(training.awaitExit(ReadmeIT.PATIENCE)).as(training.err()).isZero();
      assertThat(training.out())
          .contains("%d of 2,454 observations have ta, hr, pres, vv".formatted(complete));
    }
    ClusterModel model = ClusterModel.read(folder.resolve("kmeans/model.json"));
    assertThat(model.trainedOn()).isEqualTo(complete);
    assertThat(model.k()).as("--k raises --most").isEqualTo(4);
  }

  /**
   * Made up, in the form of AEMET's: absent names and places, whole or no altitudes, rare fields.
   */
  @Test
  void messagesInTheFormOfAemetsAreKeptWholeAndTrainedOn() throws Exception {
    Path messages = folder.resolve("observations.jsonl");
    try (var resource = getClass().getResourceAsStream("observations.jsonl")) {
      Files.copy(resource, messages);
    }
    try (LinePublisher publisher = publish(messages, Manner.PLAIN);
        LessonProcess lesson = submit(KMeansSave.class, publisher)) {
      lesson.awaitOut("both hours", out -> rows("2025-08-20T23Z.csv") == 48);
      assertThat(rows("2025-08-20T22Z.csv")).isEqualTo(48);
      assertThat(lesson.out()).doesNotContain("malformed");
      lesson.stop();
    }
    assertThat(Files.readAllLines(folder.resolve("kmeans/captured/2025-08-20T22Z.csv")))
        .anyMatch(row -> row.startsWith("L001,PUERTO NUEVO,,") && row.endsWith(",25.3,0.0"))
        .anyMatch(row -> row.startsWith("L006X,,,,,,2025-08-20T22:00:00+0000,"));
    for (String input : List.of("kmeans/captured", "observations.jsonl")) {
      try (LessonProcess training =
          ReadmeIT.train(folder, "--input", input, "--most", "4", "--output", "from " + input)) {
        assertThat(training.awaitExit(ReadmeIT.PATIENCE)).as(training.err()).isZero();
        assertThat(training.out())
            .contains(
                "66 of 96 observations have ta, hr, pres, vv (86 with pressure from altitude");
      }
      Path made = folder.resolve("from " + input);
      ClusterModel model = ClusterModel.read(made.resolve("model.json"));
      assertThat(model.trainedOn()).isEqualTo(66);
      BufferedImage map = ImageIO.read(made.resolve("clusters.png").toFile());
      for (int cluster = 0; cluster < model.k(); cluster++) {
        assertThat(ReadmeIT.pixels(map, Pictures.colour(cluster))).isPositive();
      }
    }
  }

  /** Rows of a captured file under its one header; -1 if it is not there. */
  private int rows(String name) {
    try {
      Path file = folder.resolve("kmeans/captured").resolve(name);
      if (!Files.exists(file)) {
        return -1;
      }
      List<String> lines = Files.readAllLines(file);
      assertThat(lines.get(0)).startsWith("idema,");
      assertThat(lines).filteredOn(line -> line.startsWith("idema,")).hasSize(1);
      return lines.size() - 1;
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  /** What has been shown has been saved; lines that came after it may be lost. */
  @Test
  void anOnlineModelThatIsKilledLosesAtMostWhatItHasNotShown() throws Exception {
    ClusterModelTest.MODEL.write(folder.resolve("kmeans/model.json"));
    Path state = folder.resolve("kmeans/online.json");
    List<String> lines =
        Files.readAllLines(Hours.WEATHER).stream().filter(this::isComplete).toList();
    Random random = new Random(4);
    long before = ClusterModelTest.MODEL.trainedOn();
    int next = 0;
    for (int kill = 0; kill < 3; kill++) {
      PipedOutputStream pipe = new PipedOutputStream();
      try (LinePublisher publisher =
              LinePublisher.ofStream(
                  new PipedInputStream(pipe, 1 << 20), "127.0.0.1", 0, Manner.PLAIN, said -> {});
          LessonProcess lesson = submit(KMeansStep7Continue.class, publisher, "--batch", "500ms")) {
        long sent = 0;
        for (int part = 0; part < 1 + random.nextInt(3); part++) {
          next = send(pipe, lines, next);
          long all = sent += PART;
          lesson.awaitOut("all that was sent", out -> shown(out) == all);
        }
        next = send(pipe, lines, next);
        await().pollDelay(Duration.ofMillis(1 + random.nextInt(700))).until(() -> true);
        lesson.kill();
        assertThat(lesson.err())
            .contains("Starting from kmeans/" + (kill == 0 ? "model" : "online") + ".json")
            .contains(String.format(Locale.ROOT, "%,d observations", before));
        long learned = ClusterModel.readState(state).trainedOn() - before;
        assertThat(learned)
            .isGreaterThanOrEqualTo(shown(lesson.out()))
            .isBetween(sent, sent + PART);
        before += learned;
      }
    }
    Files.writeString(state, Files.readString(state).substring(0, 100));
    try (LinePublisher publisher = publish(Hours.WEATHER, Manner.PLAIN);
        LessonProcess lesson = submit(KMeansStep7Continue.class, publisher)) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isEqualTo(1);
      assertThat(lesson.err())
          .contains("online.json' cannot be used, as it is not whole")
          .doesNotContain("\tat ");
      assertThat(lesson.out()).isEmpty();
    }
  }

  private static final int PART = 100;

  private static int send(PipedOutputStream pipe, List<String> lines, int from) throws IOException {
    String text = String.join("\n", lines.subList(from, from + PART)) + "\n";
    pipe.write(text.getBytes(StandardCharsets.UTF_8));
    pipe.flush();
    return from + PART;
  }

  private boolean isComplete(String line) {
    return Variable.keys().stream().allMatch(key -> line.contains('"' + key + '"'));
  }

  /** The observations in the tables of kmeans7. */
  private static long shown(String out) {
    return MEMBERS.matcher(out).results().mapToLong(row -> Long.parseLong(row.group(1))).sum();
  }

  @Test
  void aMistakeIsOneSentence() {
    assertMistake(KMeansTrain.class, "There is no captured CSV in 'nowhere'", "--input", "nowhere");
    assertMistake(KMeansTrain.class, "--k 1 leaves nothing to tell apart", "--k", "1");
    assertMistake(KMeansStep4Train.class, "--k 0 is not a number of clusters", "--k", "0");
  }

  private static void assertMistake(Class<?> type, String sentence, String... arguments) {
    WarmLessons.Run run = LESSONS.run(type, arguments);
    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }
}
