package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.testing.LessonProcess;
import sparklab.testing.Ports;

/** The commands that start Kafka and feed it. */
@Timeout(180)
@Tag("full")
class LocalKafkaIT {

  @TempDir Path temporary;

  private Path folder;

  private final String port = "" + Ports.free();

  /** Runs scripts/lab to its end; what it has said, of both kinds. */
  private String lab(int exitCode, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", LessonProcess.home().resolve("scripts/lab").toString()));
    command.addAll(List.of(arguments));
    try (LessonProcess lab = LessonProcess.start(folder, Map.of(), command)) {
      assertThat(lab.awaitExit()).as(lab.err()).isEqualTo(exitCode);
      assertThat(lab.err()).doesNotContain("Exception");
      return lab.out() + lab.err();
    }
  }

  @BeforeEach
  void aFolderWithASpaceAndAnAccent() throws IOException {
    folder = Files.createDirectory(temporary.resolve("el año"));
  }

  @AfterEach
  void end() {
    lab(0, "kafka", "stop", "--folder", folder.toString());
  }

  @Test
  void topicsSurviveARestartAndAStrangerIsNotKilled() throws Exception {
    String here = folder.toString();
    String broker = "127.0.0.1:" + port;
    assertThat(lab(1, "kafka", "status", "--folder", here)).contains("does not run");
    assertThat(lab(0, "kafka", "start", "--port", port, "--folder", here))
        .contains("Kafka is ready on " + broker);
    assertThat(lab(0, "kafka", "start", "--port", port, "--folder", here)).contains("already");
    assertThat(lab(0, "feed", "meteo", "--count", "2000", "--bootstrap", broker))
        .contains("Sent 2,000 messages");
    assertThat(lab(1, "kafka", "start", "--port", port, "--folder", here + "/other"))
        .contains("Port " + port + " is in use");
    assertThat(lab(0, "kafka", "stop", "--folder", here)).contains("has ended");
    assertThat(lab(0, "kafka", "start", "--port", port, "--folder", here)).contains("ready");
    assertThat(lab(0, "kafka", "status", "--folder", here))
        .contains("Kafka runs on " + broker)
        .contains("topic meteo: 2,000 messages in 4 partitions");

    // The number of the broker's process, at another time that of this one.
    Path file = folder.resolve("broker.pid");
    Properties known = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      known.load(in);
    }
    Properties stranger = new Properties();
    stranger.putAll(known);
    stranger.setProperty("pid", "" + ProcessHandle.current().pid());
    store(file, stranger);
    assertThat(lab(0, "kafka", "stop", "--folder", here)).contains("does not run");
    store(file, known);
  }

  private static void store(Path file, Properties entries) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      entries.store(out, null);
    }
  }
}
