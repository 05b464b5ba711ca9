package sparklab.lab.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
      long all = (long) lines.size() * COPIES;
      List<Row> rows = new ArrayList<>();
      rows.addAll(
          new Alternating("words/s")
              .side("streaming2a, from a socket", () -> words / stateful(folder, whole, all))
              .side("structured1's job, from Kafka", () -> words / kafka(kafka))
              .side("structured1, from files", () -> words / files(submit(), files))
              .measure(runs));
      rows.addAll(
          new Alternating("words/s")
              .side("lab run streaming1", () -> words / stream(lab("streaming1"), whole, all))
              .side(
                  "lab run --plain streaming1",
                  () -> words / stream(lab("--plain", "streaming1"), whole, all))
              .measure(runs));
      rows.addAll(
          new Alternating("words/s")
              .side("lab run structured1", () -> words / files(lab("structured1"), files))
              .side(
                  "lab run --plain structured1",
                  () -> words / files(lab("--plain", "structured1"), files))
              .measure(runs));
      return rows;
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

  private static List<String> submit() {
    return List.of(
        "bash",
        Programs.sparkSubmit().toString(),
        "--class",
        "sparklab.structured.Structured1Console",
        Programs.jar("structured-streaming").toString());
  }

  private static List<String> lab(String... words) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", Programs.home().resolve("scripts/lab").toString(), "run"));
    command.addAll(List.of(words));
    command.add("--");
    return command;
  }

  private static double files(List<String> program, Path files) throws Exception {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("--input-dir", files.toString(), "--progress"));
    command.addAll(List.of("--trigger", "available-now"));
    List<Batch> batches = QueryBatches.run(command, done -> !done.isEmpty());
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

  private static double stateful(Path folder, Path text, long lines) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", Programs.sparkSubmit().toString(), "--driver-memory", "2g"));
    command.addAll(List.of("--class", "sparklab.base.Streaming2aStateful"));
    command.add(Programs.jar("base-streaming").toString());
    command.addAll(
        List.of("--checkpoint", Files.createTempDirectory(folder, "checkpoint").toString()));
    return stream(command, text, lines);
  }

  /** Seconds from the start of the first batch with lines to the end of the last. */
  private static double stream(List<String> program, Path text, long lines) throws Exception {
    try (LinePublisher publisher =
        LinePublisher.ofFile(text, "127.0.0.1", 0, Manner.PLAIN, said -> {})) {
      List<String> command = new ArrayList<>(program);
      command.addAll(List.of("--port", "" + publisher.port()));
      List<StreamingBatches.Batch> full = StreamingBatches.run(command, lines);
      // What the first batch holds was received in the second before it was due.
      Duration took =
          Duration.between(full.get(0).time().minusSeconds(1), full.get(full.size() - 1).end());
      return took.toMillis() / 1e3;
    }
  }
}
