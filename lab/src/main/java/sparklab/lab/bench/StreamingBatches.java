package sparklab.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The batches of a running DStream program, by Spark's own REST interface. */
final class StreamingBatches {

  /**
   * A finished batch.
   *
   * @param records what came in: lines
   * @param millis its processing time
   */
  record Batch(long records, double millis) {}

  private final ObjectMapper json = new ObjectMapper();
  private final String applications;

  /** Of the program whose Spark UI has this port. */
  StreamingBatches(int uiPort) {
    applications = "http://127.0.0.1:" + uiPort + "/api/v1/applications";
  }

  /** Those that are done, the oldest first; none if the program is not up yet. */
  List<Batch> done() {
    List<Batch> done = new ArrayList<>();
    try {
      String id = json.readTree(URI.create(applications).toURL()).get(0).get("id").asText();
      String batches = applications + "/" + id + "/streaming/batches";
      for (JsonNode batch : json.readTree(URI.create(batches).toURL())) {
        if (batch.get("status").asText().equals("COMPLETED")) {
          // They come with the newest first.
          done.add(
              0,
              new Batch(batch.get("inputSize").asLong(), batch.get("processingTime").asDouble()));
        }
      }
    } catch (IOException notYet) {
      return List.of();
    }
    return done;
  }
}
