package sparklab.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.FeedMessage;
import sparklab.data.publish.PublishData;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;

/** The way of the live weather: a topic of a real broker, publish-data, a DStream lesson. */
@Timeout(240)
class TopicIT {

  private static final Pattern ADDRESS = Pattern.compile(" on 127\\.0\\.0\\.1:(\\d+);");

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  @TempDir Path folder;

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
