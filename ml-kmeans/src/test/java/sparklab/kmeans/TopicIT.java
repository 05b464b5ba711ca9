package sparklab.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.FeedMessage;
import sparklab.data.publish.PublishData;
import sparklab.kmeans.support.cluster.ClusterModel;
import sparklab.kmeans.support.cluster.ClusterModelTest;
import sparklab.kmeans.support.weather.Message;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;

/** The ways of the live weather: a topic of a real broker; by publish-data, or straight. */
@Timeout(900)
@Tag("full")
class TopicIT {

  private static final Pattern ADDRESS = Pattern.compile(" on 127\\.0\\.0\\.1:(\\d+);");

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  @TempDir Path folder;

  private final Random random = new Random();

  private LessonProcess publish(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PublishData.class.getName()));
    command.addAll(List.of(arguments));
    return LessonProcess.start(folder, Map.of(), command);
  }

  private static FeedMessage message(String line) {
    return new FeedMessage("", line);
  }

  @Test
  void weatherInATopicReachesALesson() throws Exception {
    List<String> lines = Files.readAllLines(Hours.WEATHER);
    try (LessonProcess publisher =
        publish("--kafka", "meteo", "--bootstrap", BROKER.bootstrap(), "--port", "0")) {
      publisher.awaitErr("Waiting for the topic meteo on " + BROKER.bootstrap());
      BROKER.createTopic("meteo", 4);
      BROKER.send("meteo", lines.subList(0, 500).stream().map(TopicIT::message).toList());
      Matcher address =
          ADDRESS.matcher(publisher.awaitErr("Publishing the topic").awaitErr(";").err());
      assertThat(address.find()).isTrue();
      try (LessonProcess lesson =
          LessonProcess.submit(
              folder,
              List.of(),
              KMeansStep1Receive.class.getName(),
              "--port",
              address.group(1),
              "--show",
              "1")) {
        lesson.awaitOut("what is in the topic", out -> messages(out) == 500);
        String pretty = lines.get(500).replace(",\"", ",\n\"").replace("\":", "\" :\r\n ");
        BROKER.send("meteo", List.of(message("no data"), message(pretty)));
        lesson.awaitOut("1 of them malformed, such as: no data");
        lesson.awaitOut("a value of several lines as one", out -> messages(out) == 502);
        assertThat(lesson.out()).doesNotContain("2 of them malformed");
      }
      assertThat(publisher.stop()).isEqualTo(143);
      assertThat(publisher.err()).doesNotContain("Exception").doesNotContain("\tat ");
    }
  }

  @Test
  void aStepReadsATopicByItselfAndCountsWhatIsMalformed() throws Exception {
    List<String> lines = Files.readAllLines(Hours.WEATHER);
    try (LessonProcess lesson = straight(KMeansStep1Receive.class, "early", "--show", "1")) {
      lesson.awaitErr("Waiting for the topic early on " + BROKER.bootstrap());
      BROKER.createTopic("early", 2);
      String pretty = lines.get(0).replace(",\"", ",\n\"");
      BROKER.send("early", List.of(message("no data"), message(pretty), message(null)));
      BROKER.send("early", lines.subList(1, 500).stream().map(TopicIT::message).toList());
      lesson.awaitOut("what is in the topic", out -> messages(out) == 502);
      lesson.awaitOut("pres hPa");
      assertThat(lesson.out()).containsPattern("of them malformed, such as: (no data|null)\n");
      assertThat(lesson.stop()).isEqualTo(143);
      assertThat(lesson.err()).contains("Spark UI: http://").doesNotContain("Exception");
    }
    try (LessonProcess lesson =
        LessonProcess.submit(
            folder, List.of(), KMeansStep1Receive.class.getName(), "--topic", "early")) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isEqualTo(2);
      assertThat(lesson.err()).contains("go with --kafka").doesNotContain("\tat ");
    }
  }

  /** The model and how far it has read are saved together. */
  @Test
  void anOnlineModelThatIsKilledLearnsFromEachMessageOnce() throws Exception {
    ClusterModelTest.MODEL.write(folder.resolve("kmeans/model.json"));
    Path state = folder.resolve("kmeans/online.json");
    List<String> lines = Files.readAllLines(Hours.WEATHER).subList(0, 2 * Hours.MESSAGES);
    long complete = lines.stream().map(Message::of).filter(TopicIT::isComplete).count();
    BROKER.createTopic("late", 4);
    int half = lines.size() / 2; // the other half is for the last run, however fast the first are
    BROKER.send("late", lines.subList(0, half).stream().map(TopicIT::message).toList());
    long learned = 0;
    for (int kill = 0; kill < 2; kill++) {
      try (LessonProcess lesson =
          straight(KMeansStep7Continue.class, "late", "--batch", "200ms", "--per-batch", "40")) {
        long before = learned;
        lesson.awaitOut("a batch more", out -> learned(state) > before);
        await().pollDelay(Duration.ofMillis(1 + random.nextInt(500))).until(() -> true);
        lesson.kill();
        learned = learned(state);
      }
    }
    BROKER.send("late", lines.subList(half, lines.size()).stream().map(TopicIT::message).toList());
    try (LessonProcess lesson = straight(KMeansStep7Continue.class, "late")) {
      lesson.awaitOut("the last message", out -> learned(state) >= complete);
      lesson.stop();
      assertThat(lesson.err()).contains("Starting from kmeans/online.json");
    }
    assertThat(learned(state)).isEqualTo(complete);
  }

  private static boolean isComplete(Message message) {
    return message.isReadable() && message.observation().isComplete();
  }

  private static long learned(Path state) {
    try {
      return Files.exists(state)
          ? ClusterModel.readState(state).trainedOn() - ClusterModelTest.MODEL.trainedOn()
          : 0;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A lesson that reads a topic by itself. */
  private LessonProcess straight(Class<?> lesson, String topic, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--kafka", "--topic", topic));
    arguments.addAll(List.of("--bootstrap", BROKER.bootstrap()));
    arguments.addAll(List.of(more));
    return LessonProcess.submit(
        folder, List.of(), lesson.getName(), arguments.toArray(String[]::new));
  }

  private static long messages(String out) {
    return Pattern.compile("(?m)^([\\d,]+) messages")
        .matcher(out)
        .results()
        .mapToLong(count -> Long.parseLong(count.group(1).replace(",", "")))
        .sum();
  }

  @Test
  void aMistakeIsOneSentence() {
    assertMistake("are two sources: name one", "a.txt", "--kafka", "meteo");
    assertMistake("--loop needs an end, and a topic has none", "--kafka", "meteo", "--loop");
    assertMistake("go with --kafka TOPIC only", "--bootstrap", "127.0.0.1:9092");
    assertMistake("No connection to Kafka", "--kafka", "meteo", "--bootstrap", "nowhere");
  }

  private void assertMistake(String sentence, String... arguments) {
    try (LessonProcess publisher = publish(arguments)) {
      assertThat(publisher.awaitExit()).as(publisher.err()).isEqualTo(2);
      assertThat(publisher.err()).contains(sentence).doesNotContain("\tat ");
    }
  }
}
