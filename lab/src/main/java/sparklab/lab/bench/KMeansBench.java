package sparklab.lab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import sparklab.data.meteo.MeteoFeed;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.lab.home.Folders;

/**
 * How fast the online k-means is, whether it slows down with age, and how good its clusters are.
 */
final class KMeansBench implements Benchmark {

  private static final List<String> KEYS = List.of("ta", "hr", "pres", "vv");
  private static final int QUEUE_LINES = 50_000;
  private static final int WARM_UP = 20;
  private static final int COUNTED = 10;
  private static final int BATCHES = 60;

  /** Three days of other weather than what the model is trained on. */
  private static final int HELD_OUT_HOURS = 72;

  private static final long HELD_OUT_SEED = 3;
  private static final long PATIENCE_SECONDS = 300;

  @Override
  public String name() {
    return "kmeans";
  }

  @Override
  public String description() {
    return "kmeans5 from a queue of 50,000 messages a batch; kmeans7 on three days of other weather"
        + " (always one run)";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    Path folder = Files.createTempDirectory("sparklab-bench");
    try {
      List<Row> rows = new ArrayList<>(speed(folder, runs));
      rows.addAll(quality(folder));
      return rows;
    } finally {
      Folders.delete(folder);
    }
  }

  /**
   * Most messages lack a sensor and are dropped before they are scaled; so the same with imputed
   * pressure, and what of it are observations that reach the clusters.
   */
  private List<Row> speed(Path folder, int runs) throws Exception {
    Path file = weather(folder.resolve("queue.jsonl"), 1, QUEUE_LINES);
    List<Row> rows = new ArrayList<>(speed(folder, file, runs, "drop", KEYS));
    rows.addAll(speed(folder, file, runs, "impute", List.of("ta", "hr", "vv", "alt")));
    return rows;
  }

  /** Medians of the batches of each run. */
  private List<Row> speed(Path folder, Path file, int runs, String absent, List<String> keys)
      throws Exception {
    double used = (double) countWith(file, keys) / QUEUE_LINES;
    Samples messages = new Samples("messages/s");
    Samples observations = new Samples("observations/s");
    Samples core = new Samples("messages/s");
    Samples young = new Samples("ms of CPU");
    Samples old = new Samples("ms of CPU");
    for (int run = 0; run < runs; run++) {
      List<double[]> batches = new ArrayList<>();
      for (String line : run(folder, "KMeansQueue", file.toString(), "" + BATCHES, absent)) {
        String[] cells = line.split("\t");
        // Beyond the queue's end batches are empty.
        if (cells[0].equals("batch") && batches.size() < BATCHES) {
          batches.add(new double[] {Double.parseDouble(cells[1]), Double.parseDouble(cells[2])});
        }
      }
      List<double[]> counted = batches.subList(WARM_UP, BATCHES);
      messages.add(QUEUE_LINES / median(counted, 0) * 1e3);
      observations.add(used * QUEUE_LINES / median(counted, 0) * 1e3);
      core.add(QUEUE_LINES / median(counted, 1) * 1e3);
      young.add(median(counted.subList(0, COUNTED), 1));
      old.add(median(counted.subList(counted.size() - COUNTED, counted.size()), 1));
    }
    String side = "kmeans5 --absent " + absent + ", ";
    return List.of(
        new Row(side + "by the clock, on 2 cores: messages", messages, Double.NaN),
        new Row(
            side
                + (absent.equals("drop")
                    ? "of them observations with all four"
                    : "of them observations, pressure imputed"),
            observations,
            Double.NaN),
        new Row(side + "by a second of one core: messages", core, Double.NaN),
        new Row(side + "a batch, the 21st to 30th", young, Double.NaN),
        new Row(side + "a batch, the last ten", old, old.median() / young.median()));
  }

  private static double median(List<double[]> batches, int column) {
    Samples values = new Samples("");
    batches.forEach(batch -> values.add(batch[column]));
    return values.median();
  }

  private static long countWith(Path file, List<String> keys) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> keys.stream().allMatch(key -> line.contains("\"" + key + "\":")))
          .count();
    }
  }

  private List<Row> quality(Path folder) throws Exception {
    Path stream =
        weather(
            folder.resolve("held-out.jsonl"),
            HELD_OUT_SEED,
            HELD_OUT_HOURS * (long) new MeteoFeed(HELD_OUT_SEED).messagesAnHour());
    Process training = lesson(folder, "KMeansTrain");
    if (training.waitFor() != 0) {
      throw new IOException("kmeans-train ended with exit code " + training.exitValue());
    }
    Path state = folder.resolve("kmeans/online.json");
    long complete = countWith(stream, KEYS);
    Path model = folder.resolve("kmeans/model.json");
    long wanted = complete + seen(model);
    try (LinePublisher publisher =
        LinePublisher.ofFile(stream, "127.0.0.1", 0, Manner.PLAIN.at(4_000), said -> {})) {
      Process process = lesson(folder, "KMeansStep7Continue", "--port", "" + publisher.port());
      try {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(state) || seen(state) < wanted) {
          if (!process.isAlive() || System.nanoTime() > deadline) {
            throw new IOException("kmeans7 has not gone through the stream");
          }
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
      } finally {
        Programs.end(process);
      }
    }
    List<Row> rows = new ArrayList<>();
    for (String line :
        run(folder, "KMeansQuality", stream.toString(), model.toString(), state.toString())) {
      String[] cells = line.split("\t");
      if (cells.length == 2) {
        Samples one = new Samples("");
        one.add(Double.parseDouble(cells[1]));
        rows.add(new Row(cells[0], one, Double.NaN));
      }
    }
    return rows;
  }

  private static long seen(Path model) throws IOException {
    return new ObjectMapper().readTree(model.toFile()).get("trainedOn").asLong();
  }

  private static Path weather(Path file, long seed, long messages) throws IOException {
    MeteoFeed feed = new MeteoFeed(seed, Instant.parse("2025-08-02T00:00:00Z"));
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (long message = 0; message < messages; message++) {
        out.write(feed.next().json());
        out.newLine();
      }
    }
    return file;
  }

  /** A lesson, with the folder as its current one. */
  private static Process lesson(Path folder, String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(submit());
    command.addAll(
        List.of("--class", "sparklab.kmeans." + name, Programs.jar("ml-kmeans").toString()));
    command.addAll(List.of(arguments));
    return Programs.start(
        Programs.command(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD));
  }

  /** A program of the benchmark's own, with the lessons on its class path; returns what it said. */
  private static List<String> run(Path folder, String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(submit());
    command.addAll(List.of("--jars", Programs.jar("ml-kmeans").toString()));
    command.addAll(
        List.of("--class", "sparklab.lab.bench." + name, Programs.jar("lab").toString()));
    command.addAll(List.of(arguments));
    Process process = Programs.start(Programs.command(command).directory(folder.toFile()));
    List<String> said;
    try (BufferedReader lines = process.inputReader()) {
      said = lines.lines().toList();
    }
    if (process.waitFor() != 0) {
      throw new IOException(name + " ended with exit code " + process.exitValue());
    }
    return said;
  }

  private static List<String> submit() {
    return List.of(
        "bash",
        Programs.sparkSubmit().toString(),
        "--master",
        "local[2]",
        "--driver-memory",
        "2g",
        "--driver-java-options",
        "-Dsparklab.home=\"" + Programs.home() + "\"",
        "--conf",
        "spark.ui.enabled=false");
  }
}
