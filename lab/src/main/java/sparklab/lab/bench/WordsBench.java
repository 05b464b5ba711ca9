package sparklab.lab.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import sparklab.data.DataSets;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.lab.bench.QueryBatches.Batch;
import sparklab.lab.home.Folders;
import sparklab.lesson.Words;

/** How fast words are counted: a DStream from a socket, structured queries from files and Kafka. */
final class WordsBench implements Benchmark {

  /** Of the Spanish text: 45 MB together. */
  private static final int COPIES = 1_000;

  private static final int FILES = 4;
  private static final String TOPIC = "lines";
  private static final long PATIENCE_SECONDS = 240;

  @Override
  public String name() {
    return "words";
  }

  @Override
  public String description() {
    return "words/s of a running count over 45 MB of text, from the first batch's start to the last's end";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    Path folder = Files.createTempDirectory("sparklab-bench");
    try (LocalKafka kafka = new LocalKafka()) {
      String text = Files.readString(DataSets.file("text-es.txt"));
      List<String> lines = text.lines().toList();
      Path files = Files.createDirectory(folder.resolve("files"));
      for (int file = 0; file < FILES; file++) {
        write(files.resolve("text-" + file + ".txt"), text, COPIES / FILES);
      }
      Path whole = folder.resolve("text.txt");
      write(whole, text, COPIES);
      kafka.send(TOPIC, lines, COPIES);
      long words = (long) Words.of(text).size() * COPIES;
      return new Alternating("words/s")
          .side(
              "streaming2a, from a socket",
              () -> words / stream(folder, whole, (long) lines.size() * COPIES))
          .side("structured1's job, from Kafka", () -> words / kafka(kafka))
          .side("structured1, from files", () -> words / files(files))
          .measure(runs);
    } finally {
      Folders.delete(folder);
    }
  }

  private static void write(Path file, String text, int copies) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int copy = 0; copy < copies; copy++) {
        out.write(text.getBytes());
      }
    }
  }

  private static double files(Path files) throws Exception {
    List<Batch> batches =
        QueryBatches.run(
            List.of(
                "bash",
                Programs.sparkSubmit().toString(),
                "--class",
                "sparklab.structured.Structured1Console",
                Programs.jar("structured-streaming").toString(),
                "--input-dir",
                files.toString(),
                "--trigger",
                "available-now",
                "--progress"),
            done -> !done.isEmpty());
    return batches.get(0).millis() / 1e3;
  }

  private static double kafka(LocalKafka kafka) throws Exception {
    List<Batch> batches =
        QueryBatches.run(
            List.of(
                "bash",
                Programs.sparkSubmit().toString(),
                "--conf",
                "spark.sql.shuffle.partitions=2", // the lesson's own
                "--class",
                KafkaWords.class.getName(),
                Programs.jar("lab").toString(),
                kafka.bootstrap(),
                TOPIC),
            done -> !done.isEmpty());
    return batches.get(0).millis() / 1e3;
  }

  /** Seconds from the start of the first batch with lines to the end of the last. */
  private static double stream(Path folder, Path text, long lines) throws Exception {
    int ui = Programs.freePort();
    try (LinePublisher publisher =
        LinePublisher.ofFile(text, "127.0.0.1", 0, Manner.PLAIN, said -> {})) {
      Process process =
          Programs.command(
                  List.of(
                      "bash",
                      Programs.sparkSubmit().toString(),
                      "--driver-memory",
                      "2g",
                      "--conf",
                      "spark.ui.port=" + ui,
                      "--class",
                      "sparklab.base.Streaming2aStateful",
                      Programs.jar("base-streaming").toString(),
                      "--port",
                      "" + publisher.port(),
                      "--checkpoint",
                      Files.createTempDirectory(folder, "checkpoint").toString()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return awaitLines(process, new StreamingBatches(ui), lines);
      } finally {
        Programs.end(process);
      }
    }
  }

  private static double awaitLines(Process process, StreamingBatches batches, long lines)
      throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (process.isAlive() && System.nanoTime() < deadline) {
      List<StreamingBatches.Batch> full =
          batches.done().stream().filter(batch -> batch.records() > 0).toList();
      if (full.stream().mapToLong(StreamingBatches.Batch::records).sum() >= lines) {
        // What the first batch holds was received in the second before it was due.
        Duration took =
            Duration.between(full.get(0).time().minusSeconds(1), full.get(full.size() - 1).end());
        return took.toMillis() / 1e3;
      }
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }
    throw new IOException("streaming2a has not counted all lines");
  }
}
