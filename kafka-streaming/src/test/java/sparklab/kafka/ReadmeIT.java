package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.FeedMessage;
import sparklab.data.meteo.AvisoFeed;
import sparklab.data.meteo.MeteoFeed;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;
import sparklab.testing.WarmLessons;

/** The outputs in the README are what the lessons print. */
@Timeout(180)
class ReadmeIT {

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();
  @RegisterExtension static final WarmLessons LESSONS = new WarmLessons();

  private static final Pattern KEY = Pattern.compile("\"idema\":\"(\\w+)\"");
  private static final Pattern CLOCK = Pattern.compile("\\| *20\\d\\d-\\d\\d-\\d\\d [\\d:.]+\\|");

  @TempDir Path folder;

  @BeforeAll
  static void theCapturedMessages() throws IOException {
    BROKER.createTopic("meteo", 4);
    List<FeedMessage> messages = new ArrayList<>();
    for (String line :
        Files.readAllLines(LessonProcess.home().resolve("data/datasets/meteo.jsonl"))) {
      Matcher key = KEY.matcher(line);
      assertThat(key.find()).isTrue();
      messages.add(new FeedMessage(key.group(1), line));
    }
    BROKER.send("meteo", messages);
  }

  private static String run(Class<?> lesson, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--bootstrap", BROKER.bootstrap()));
    arguments.addAll(List.of("--trigger", "available-now"));
    arguments.addAll(List.of(more));
    WarmLessons.Run run = LESSONS.run(lesson, arguments.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    return run.out();
  }

  private static String readme(String name) throws IOException {
    String text = Files.readString(LessonProcess.home().resolve("kafka-streaming/README.md"));
    String start = "<!-- output of " + name + " -->\n```\n";
    assertThat(text).contains(start);
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf("```", from)).strip();
  }

  @Test
  void kafka1() throws Exception {
    String shown = readme("kafka1, times differ");
    // Which of the first messages share a millisecond differs too: the form is what is compared.
    assertThat(CLOCK.matcher(shown).results().count()).isEqualTo(4);
    List<String> printed = run(Kafka1Read.class, "--rows", "4", "--width", "40").lines().toList();
    assertThat(printed.get(2).replaceAll(" +", " "))
        .isEqualTo(shown.lines().toList().get(2).replaceAll(" +", " "));
    assertThat(printed).contains("only showing top 4 rows");
  }

  @Test
  void kafka2() throws Exception {
    assertThat(run(Kafka2Decompose.class, "--rows", "6")).contains(readme("kafka2"));
  }

  @Test
  void kafka3() throws Exception {
    assertThat(run(Kafka3Aggregate.class, "--rows", "6", "--output", "weather").strip())
        .isEqualTo(readme("kafka3"));
    List<String> file = Files.readAllLines(LESSONS.folder().resolve("weather/2025-08-01T04Z.csv"));
    assertThat(String.join("\n", file.subList(0, 4))).isEqualTo(readme("kafka3, a file"));
    // There is nothing new for the checkpoint in the current folder.
    assertThat(run(Kafka3Aggregate.class, "--rows", "6", "--output", "weather")).isEmpty();
  }

  /** What the feeds send by the commands in the README. */
  @BeforeAll
  static void aStormyDay() {
    BROKER.createTopic("storm", 4);
    BROKER.send("storm", Weather.stormyMessages(8_000));
    BROKER.createTopic("aviso", 4);
    BROKER.send("aviso", Weather.messages(new AvisoFeed(1, MeteoFeed.DEFAULT_START), 20));
  }

  @Test
  void kafka5() throws Exception {
    String stations = LessonProcess.home().resolve("data/datasets/stations.csv").toString();
    assertThat(
            run(Kafka5Join.class, "--topic", "storm", "--rows", "4", "--stations", stations)
                .strip())
        .isEqualTo(readme("kafka5"));
  }

  @Test
  void kafka6() throws Exception {
    assertThat(run(Kafka6Silence.class, "--topic", "storm", "--rows", "4").strip())
        .isEqualTo(readme("kafka6"));
    // There is nothing new for the checkpoint in the current folder.
    assertThat(run(Kafka6Silence.class, "--topic", "storm", "--rows", "4")).isEmpty();
  }

  @Test
  void streaming6() throws Exception {
    String shown = readme("streaming6, its time differs");
    try (LessonProcess lesson =
        LessonProcess.submit(
            folder,
            List.of(),
            Streaming6Kafka.class.getName(),
            "--bootstrap",
            BROKER.bootstrap())) {
      lesson.awaitOut(shown.substring(shown.indexOf('\n') + 1));
      lesson.stop();
      assertThat(lesson.err()).doesNotContain("WARN");
    }
  }
}
