package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.FeedMessage;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;

/** Kafka3 killed for real, and restarted: its result is that of a run without a kill. */
@Timeout(1200)
@Tag("full")
class Kafka3IT {

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  private static final Pattern BATCH = Pattern.compile("-------- batch \\d+ --------");
  private static final int KILLS = 20;
  private static final String TOPIC = "killed";
  private static final int PER_BATCH = 400;

  @TempDir Path folder;

  private final Random random = new Random();

  private LessonProcess start(Path output, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--bootstrap", BROKER.bootstrap()));
    arguments.addAll(List.of("--topic", TOPIC, "--output", output.toString()));
    arguments.addAll(List.of("--checkpoint", folder.resolve("check point").toString()));
    arguments.addAll(List.of(more));
    return LessonProcess.submit(
        folder, List.of(), Kafka3Aggregate.class.getName(), arguments.toArray(String[]::new));
  }

  @Test
  void twentyKillsChangeNothing() throws Exception {
    // A run is awaited for three batches at most and has six of its own: however late its kill
    // comes, it finds no message of the runs after it.
    int perRun = PER_BATCH * 6;
    List<FeedMessage> messages = Weather.messages(perRun * (KILLS + 1));
    BROKER.createTopic(TOPIC, 4);
    Path output = folder.resolve("out put");
    for (int kill = 0; kill < KILLS; kill++) {
      BROKER.send(TOPIC, messages.subList(perRun * kill, perRun * (kill + 1)));
      int batches = random.nextInt(3);
      try (LessonProcess lesson =
          start(output, "--per-batch", "" + PER_BATCH, "--trigger", "500ms")) {
        if (kill % 4 == 3) {
          lesson.awaitErr("Spark UI"); // in the first batch, or before it
        } else {
          lesson.awaitOut("batches", out -> BATCH.matcher(out).results().count() > batches);
        }
        await().pollDelay(Duration.ofMillis(1 + random.nextInt(1_500))).until(() -> true);
        lesson.kill();
      }
    }
    BROKER.send(TOPIC, messages.subList(perRun * KILLS, messages.size()));
    assertThat(Weather.written(output)).isNotEqualTo(Weather.aggregates(messages));
    try (LessonProcess lesson = start(output, "--trigger", "available-now")) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isZero();
    }
    assertThat(Weather.written(output)).isEqualTo(Weather.aggregates(messages));
  }
}
