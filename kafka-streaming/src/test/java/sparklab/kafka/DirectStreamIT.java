package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.FeedMessage;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;

/** Streaming6 killed for real, and restarted: each message is counted once. */
@Timeout(900)
@Tag("full")
class DirectStreamIT {

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  private static final Pattern BATCH = Pattern.compile("-------- [\\d:.]+ --------");
  private static final int KILLS = 20;
  private static final String TOPIC = "killed";
  private static final int PER_BATCH = 40;

  @TempDir Path folder;

  private final Random random = new Random();

  private LessonProcess start(String topic, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--bootstrap", BROKER.bootstrap()));
    arguments.addAll(List.of("--topic", topic, "--batch", "100ms"));
    arguments.addAll(List.of("--output", output().toString()));
    arguments.addAll(List.of(more));
    return LessonProcess.submit(
        folder, List.of(), Streaming6Kafka.class.getName(), arguments.toArray(String[]::new));
  }

  private Path output() {
    return folder.resolve("the counts/of each.tsv");
  }

  @Test
  void twentyKillsChangeNothing() throws Exception {
    // A run is awaited for three batches at most and has twelve of its own: however late its kill
    // comes, it finds no message of the runs after it.
    int perRun = PER_BATCH * 12;
    List<FeedMessage> messages = Weather.messages(perRun * (KILLS + 1));
    BROKER.createTopic(TOPIC, 4);
    for (int kill = 0; kill < KILLS; kill++) {
      BROKER.send(TOPIC, messages.subList(perRun * kill, perRun * (kill + 1)));
      int batches = random.nextInt(3);
      try (LessonProcess lesson = start(TOPIC, "--per-batch", "" + PER_BATCH)) {
        lesson.awaitOut("batches", out -> BATCH.matcher(out).results().count() > batches);
        await().pollDelay(Duration.ofMillis(1 + random.nextInt(300))).until(() -> true);
        lesson.kill();
        assertThat(lesson.err().contains("Going on from")).isEqualTo(kill > 0);
      }
    }
    BROKER.send(TOPIC, messages.subList(perRun * KILLS, messages.size()));
    assertThat(sum()).as("something is left for the last run").isBetween(1L, messages.size() - 1L);
    try (LessonProcess lesson = start(TOPIC)) {
      lesson.awaitOut("the last message", out -> sum() >= messages.size());
      assertThat(lesson.stop()).isEqualTo(143);
      assertThat(lesson.err()).contains("Spark UI: http://").doesNotContain("Exception");
    }
    assertThat(counts())
        .isEqualTo(
            messages.stream()
                .collect(Collectors.groupingBy(FeedMessage::key, Collectors.counting())));
  }

  @Test
  void whatDoesNotFitIsOneSentenceAndLostMessagesCanBeSkipped() throws Exception {
    BROKER.createTopic("lost", 1);
    BROKER.send("lost", Weather.messages(20));
    try (LessonProcess lesson = start("lost")) {
      lesson.awaitOut("partition 0: offsets 0 to 20");
      lesson.stop();
    }
    BROKER.createTopic("other", 1);
    assertRefused("other", "counts the topic lost: move it away");
    BROKER.send("lost", Weather.messages(10));
    BROKER
        .admin()
        .deleteRecords(Map.of(new TopicPartition("lost", 0), RecordsToDelete.beforeOffset(25)))
        .all()
        .get();
    assertRefused("lost", "The topic lost no longer has all messages since " + output());
    try (LessonProcess lesson = start("lost", "--skip-lost")) {
      lesson.awaitOut("partition 0: offsets 25 to 30");
      lesson.stop();
    }
    assertThat(sum()).isEqualTo(25);
    Files.writeString(output(), "mar\t3\n");
    assertRefused("lost", "holds no counts with offsets");
  }

  @Test
  void theLauncherEndsItInTime() throws Exception {
    BROKER.createTopic("launched", 1);
    BROKER.send("launched", Weather.messages(20));
    List<String> words = new ArrayList<>();
    words.addAll(List.of("bash", LessonProcess.home().resolve("scripts/lab").toString()));
    words.addAll(List.of("run", "streaming6", "--timeout", "8s", "--", "--topic", "launched"));
    words.addAll(List.of("--bootstrap", BROKER.bootstrap(), "--output", output().toString()));
    try (LessonProcess lab = LessonProcess.start(folder, Map.of(), words)) {
      assertThat(lab.awaitExit()).as(lab.err()).isZero();
      assertThat(lab.out()).contains("partition 0: offsets 0 to 20");
      assertThat(lab.err()).doesNotContain("Exception");
    }
  }

  private void assertRefused(String topic, String sentence) {
    try (LessonProcess lesson = start(topic)) {
      assertThat(lesson.awaitExit()).as(lesson.out()).isEqualTo(1);
      assertThat(lesson.err()).contains(sentence).doesNotContain("Exception");
    }
  }

  private long sum() {
    try {
      return counts().values().stream().mapToLong(Long::longValue).sum();
    } catch (IOException notYet) {
      return 0;
    }
  }

  private Map<String, Long> counts() throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    List<String> lines = Files.readAllLines(output());
    for (String line : lines.subList(1, lines.size())) {
      String[] entry = line.split("\t");
      counts.put(entry[0], Long.valueOf(entry[1]));
    }
    return counts;
  }
}
