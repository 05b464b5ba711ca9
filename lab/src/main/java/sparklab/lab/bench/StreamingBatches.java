package sparklab.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The batches of a running DStream program, by Spark's own REST interface. */
final class StreamingBatches {

  /** {@code 2026-01-01T00:00:00.000GMT}, as that interface writes times. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendPattern("yyyy-MM-dd'T'HH:mm:ss.SSSz").toFormatter();

  /**
   * A finished batch.
   *
   * @param time at which it was due
   * @param records what came in: lines
   * @param millis its processing time
   * @param end when its processing was over
   */
  record Batch(Instant time, long records, double millis, Instant end) {}

  private static final Pattern SPARK_UI = Pattern.compile("Spark UI: http://.*:(\\d+)");
  private static final long PATIENCE_SECONDS = 240;

  private final ObjectMapper json = new ObjectMapper();
  private final String applications;

  /** Of the program whose Spark UI has this port. */
  StreamingBatches(int uiPort) {
    applications = "http://127.0.0.1:" + uiPort + "/api/v1/applications";
  }

  /** Runs a lesson until it is done with so many records; its batches that had some. */
  static List<Batch> run(List<String> command, long records) throws Exception {
    Process process =
        Programs.start(
            Programs.command(command)
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD));
    try (BufferedReader said = process.errorReader()) {
      StreamingBatches batches = new StreamingBatches(uiPort(said));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (process.isAlive() && System.nanoTime() < deadline) {
        List<Batch> full = batches.done().stream().filter(batch -> batch.records() > 0).toList();
        if (full.stream().mapToLong(Batch::records).sum() >= records) {
          return full;
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      }
      throw new IOException(command + " is not done with all records");
    } finally {
      Programs.end(process);
    }
  }

  /** The port of the Spark UI, which a lesson says first. */
  private static int uiPort(BufferedReader said) throws IOException {
    String line;
    while ((line = said.readLine()) != null) {
      Matcher ui = SPARK_UI.matcher(line);
      if (ui.matches()) {
        return Integer.parseInt(ui.group(1));
      }
    }
    throw new IOException("The lesson has ended before it said where its Spark UI is");
  }

  /** Those that are done, the oldest first; none if the program is not up yet. */
  List<Batch> done() {
    List<Batch> done = new ArrayList<>();
    try {
      String id = json.readTree(URI.create(applications).toURL()).get(0).get("id").asText();
      String batches = applications + "/" + id + "/streaming/batches";
      for (JsonNode batch : json.readTree(URI.create(batches).toURL())) {
        if (batch.get("status").asText().equals("COMPLETED")) {
          Instant time = TIME.parse(batch.get("batchTime").asText(), Instant::from);
          // They come with the newest first.
          done.add(
              0,
              new Batch(
                  time,
                  batch.get("inputSize").asLong(),
                  batch.get("processingTime").asDouble(),
                  time.plusMillis(batch.get("totalDelay").asLong())));
        }
      }
    } catch (IOException notYet) {
      return List.of();
    }
    return done;
  }
}
