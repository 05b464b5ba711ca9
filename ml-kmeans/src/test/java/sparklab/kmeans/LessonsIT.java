package sparklab.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.data.testing.LessonProcess;

/** What files the lessons leave, in their own process, and how they fail. */
@Timeout(300)
class LessonsIT {

  private static final Pattern SEEN = Pattern.compile("\"trainedOn\" : (\\d+)");

  /** Messages of an hour: one from each station. */
  private static final int STATIONS = 818;

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
    Files.writeString(first, "no data\n", java.nio.file.StandardOpenOption.APPEND);
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
    long complete =
        lines.subList(0, 3 * STATIONS).stream()
            .filter(
                line -> Variable.keys().stream().allMatch(key -> line.contains('"' + key + '"')))
            .count();
    try (LessonProcess training =
        LessonProcess.submit(
            folder, List.of(), KMeansTrain.class.getName(), "--k", "3", "--most", "3")) {
      assertThat(training.awaitExit()).as(training.err()).isZero();
      assertThat(training.out())
          .contains("%d of 2,454 observations have ta, hr, pres, vv".formatted(complete));
    }
    assertThat(ClusterModel.read(folder.resolve("kmeans/model.json")).trainedOn())
        .isEqualTo(complete);
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

  @Test
  void anOnlineModelThatIsKilledLosesAtMostTheBatchUnderWay() throws Exception {
    ClusterModelTest.MODEL.write(folder.resolve("kmeans/model.json"));
    Path state = folder.resolve("kmeans/online.json");
    Random random = new Random();
    long before = ClusterModelTest.MODEL.trainedOn();
    try (LinePublisher publisher = publish(Hours.WEATHER, Manner.PLAIN.at(600).looping())) {
      for (int kill = 0; kill < 3; kill++) {
        try (LessonProcess lesson =
            submit(KMeansStep7Continue.class, publisher, "--batch", "500ms")) {
          int batches = 1 + random.nextInt(3);
          lesson.awaitOut("batches", out -> out.split("such as\n", -1).length > batches);
          await().pollDelay(Duration.ofMillis(1 + random.nextInt(600))).until(() -> true);
          lesson.kill();
          assertThat(lesson.err())
              .contains("Starting from kmeans/" + (kill == 0 ? "model" : "online") + ".json");
          assertThat(lesson.err()).contains(String.format("%,d observations", before));
          // What was printed is in the state: the column of numbers after a cluster's name.
          long printed =
              Pattern.compile("(?m)^[a-z ]+ +(\\d+) +-?\\d+\\.\\d +\\d+ ")
                  .matcher(lesson.out())
                  .results()
                  .mapToLong(row -> Long.parseLong(row.group(1)))
                  .sum();
          assertThat(printed).isPositive();
          long now = ClusterModel.read(state).trainedOn();
          assertThat(now).isGreaterThanOrEqualTo(before + printed);
          before = now;
        }
      }
      assertRefused(publisher, 1, "has 2 clusters and --k asks for 5", "--k", "5");
      Files.writeString(state, Files.readString(state).substring(0, 100));
      assertRefused(publisher, 1, "online.json' cannot be used, as it is not whole");
      new ClusterModel(
              ClusterModelTest.scaler(1, 2, 3, 4),
              ClusterModelTest.MODEL.centres(),
              new double[] {1, 1},
              2,
              null)
          .write(state);
      assertRefused(publisher, 1, "has another scaler than 'kmeans/model.json'");
      assertRefused(publisher, 2, "--half-life -1.0 is no number", "--half-life", "-1");
    }
    assertThat(SEEN.matcher(Files.readString(state)).find()).isTrue();
  }

  private void assertRefused(
      LinePublisher publisher, int code, String sentence, String... arguments) {
    try (LessonProcess lesson = submit(KMeansStep7Continue.class, publisher, arguments)) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isEqualTo(code);
      assertThat(lesson.err()).contains(sentence).doesNotContain("\tat ");
      assertThat(lesson.out()).isEmpty();
    }
  }

  @Test
  void aMistakeIsOneSentence() {
    assertMistake(KMeansTrain.class, "There is no captured CSV in 'nowhere'", "--input", "nowhere");
    assertMistake(KMeansTrain.class, "--k 9 is not between 2 and --most 8", "--k", "9");
    assertMistake(KMeansStep4Train.class, "--k 0 is no number of clusters", "--k", "0");
  }

  private void assertMistake(Class<?> type, String sentence, String... arguments) {
    try (LessonProcess lesson =
        LessonProcess.submit(folder, List.of(), type.getName(), arguments)) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isEqualTo(2);
      assertThat(lesson.err()).contains(sentence).doesNotContain("\tat ");
      assertThat(lesson.out()).isEmpty();
    }
  }
}
