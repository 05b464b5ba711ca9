package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparklab.data.FeedMessage;
import sparklab.testing.ExecutedNotebook;
import sparklab.testing.Installed;
import sparklab.testing.KafkaBroker;

/** The Kafka notebook from top to bottom, on a topic whose messages are known. */
@Tag("full")
class NotebookIT {

  private static final String TOPIC = "meteo";

  /** Four hours and a bit. */
  private static final int MESSAGES = 3_500;

  private static final int SHOWN = 8;

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  @BeforeAll
  static void jupyterIsThere() {
    Installed.program("jupyter-nbconvert");
  }

  @Test
  void itShowsWhatWasSent() throws IOException {
    List<FeedMessage> messages = Weather.messages(MESSAGES);
    BROKER.createTopic(TOPIC, 4);
    BROKER.send(TOPIC, messages);
    BROKER.send(TOPIC, List.of(new FeedMessage("", "503 Service Unavailable")));
    ExecutedNotebook notebook = ExecutedNotebook.of("ss-kafka", "--bootstrap", BROKER.bootstrap());

    assertThat(notebook.table("Kafka1Read.asText")).hasSize(6);
    int offsets = 0;
    for (List<String> partition : rows(notebook, "countDistinct")) {
      offsets += Integer.parseInt(partition.get(1)) + 1;
    }
    assertThat(offsets).isEqualTo(MESSAGES + 1);
    assertThat(rows(notebook, "count(\"malformed\")")).containsExactly(sensors(messages));
    assertThat(rows(notebook, "query.lastProgress() == null")).isEqualTo(latestHour(messages));
    assertThat(notebook.printed("query.lastProgress();"))
        .contains((MESSAGES + 1) + " messages", "offsets after it: {\"meteo\":{");
    assertThat(notebook.picture("XYChart")).startsWith("iVBOR");
  }

  private static List<List<String>> rows(ExecutedNotebook notebook, String code) {
    List<List<String>> table = notebook.table(code);
    return table.subList(1, table.size());
  }

  /** How many messages have which sensor, and one more message that is none. */
  private static List<String> sensors(List<FeedMessage> messages) throws IOException {
    List<String> counts = new ArrayList<>();
    for (String sensor : List.of("idema", "ta", "hr", "vv", "pres")) {
      int count = 0;
      for (FeedMessage message : messages) {
        JsonNode observation = new ObjectMapper().readTree(message.json());
        count += observation.has(sensor) ? 1 : 0;
      }
      counts.add("" + count);
    }
    counts.add("1");
    return counts;
  }

  /** The warmest provinces of the last hour that there is, of their independent calculation. */
  private static List<List<String>> latestHour(List<FeedMessage> messages) throws IOException {
    List<List<String>> lines =
        Weather.aggregates(messages).values().stream()
            .map(line -> List.of(line.split(",", -1)))
            .toList();
    String last = lines.get(lines.size() - 1).get(0);
    return lines.stream()
        .filter(line -> line.get(0).equals(last))
        .sorted(
            Comparator.comparingDouble((List<String> line) -> -Double.parseDouble(line.get(3)))
                .thenComparing(line -> line.get(1)))
        .limit(SHOWN)
        .map(NotebookIT::asShown)
        .toList();
  }

  private static List<String> asShown(List<String> line) {
    List<String> shown = new ArrayList<>(line);
    shown.set(0, line.get(0).replace("T", " ").replace("Z", ":00:00"));
    return shown;
  }
}
