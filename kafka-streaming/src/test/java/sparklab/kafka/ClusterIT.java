package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.FeedMessage;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;
import sparklab.testing.SparkCluster;

/** A Kafka lesson on a real cluster of two workers, one of which is killed. */
@Tag("full")
@Timeout(900)
class ClusterIT {

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  private static final Pattern UI = Pattern.compile("Spark UI: (\\S+)");

  private static final Duration DEADLINE = Duration.ofMinutes(4);

  @TempDir Path folder;

  @Test
  void bothWorkersProcessRecordsAndKillingOneLosesNothing() throws Exception {
    List<FeedMessage> messages = Weather.messages(6_000);
    BROKER.createTopic("meteo", 4);
    BROKER.send("meteo", messages.subList(0, 2_000));
    Path output = folder.resolve("out");
    String[] arguments = {
      "--bootstrap",
      BROKER.bootstrap(),
      "--checkpoint",
      folder.resolve("checkpoint").toString(),
      "--output",
      output.toString(),
      "--per-batch",
      "500"
    };
    try (SparkCluster cluster = new SparkCluster(folder, 2);
        LessonProcess lesson =
            LessonProcess.submit(
                folder, options(cluster), Kafka3Aggregate.class.getName(), arguments)) {
      lesson.awaitErr("Spark UI");
      await("tasks on two executors").atMost(DEADLINE).until(() -> executorsWithTasks(lesson) == 2);
      BROKER.send("meteo", messages.subList(2_000, 5_000));
      lesson.awaitOut("batch 4 ");
      cluster.killWorker(0);
      BROKER.send("meteo", messages.subList(5_000, 6_000));
      await("the result of all messages")
          .atMost(DEADLINE)
          .until(() -> Weather.written(output).equals(Weather.aggregates(messages)));
      lesson.stop();
    }
    assertThat(Weather.written(output)).isEqualTo(Weather.aggregates(messages));
  }

  /** With both executors from the first batch on, however late the second one comes. */
  private static List<String> options(SparkCluster cluster) {
    List<String> options = new ArrayList<>(cluster.submitOptions());
    options.addAll(List.of("--conf", "spark.cores.max=2"));
    options.addAll(List.of("--conf", "spark.scheduler.minRegisteredResourcesRatio=1.0"));
    options.addAll(List.of("--conf", "spark.scheduler.maxRegisteredResourcesWaitingTime=120s"));
    return options;
  }

  /**
   * How many executors have completed tasks that read from Kafka, by the Spark UI's own account.
   */
  private static long executorsWithTasks(LessonProcess lesson) throws IOException {
    Matcher ui = UI.matcher(lesson.err());
    assertThat(ui.find()).isTrue();
    ObjectMapper json = new ObjectMapper();
    String api = ui.group(1) + "/api/v1/applications";
    String applications = SparkCluster.page(api);
    if (applications.isEmpty()) {
      return 0;
    }
    String id = json.readTree(applications).get(0).get("id").asText();
    List<String> busy = new ArrayList<>();
    for (JsonNode executor : json.readTree(SparkCluster.page(api + "/" + id + "/executors"))) {
      if (!executor.get("id").asText().equals("driver")
          && executor.get("totalInputBytes") != null
          && executor.get("completedTasks").asInt() > 0) {
        busy.add(executor.get("id").asText());
      }
    }
    return busy.size();
  }
}
