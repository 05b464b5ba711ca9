package sparklab.lab.bench;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import sparklab.cli.Addresses;
import sparklab.cli.Failure;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.data.publish.Pace;
import sparklab.lab.home.Folders;

/** What a large state costs: the time of a batch of 1,000 words with many more in the state. */
final class StateBench implements Benchmark {

  private static final int WORDS_A_LINE = 10;
  private static final int LINES_A_SECOND = 100;

  /** After all words have come: the first ones compile code. */
  private static final int WARM_UP = 3;

  /** One round of Spark's checkpoint, which comes every tenth batch. */
  private static final int COUNTED = 10;

  private static final long PATIENCE_SECONDS = 240;

  private static final String OTHER = "updateStateByKey";

  @Override
  public String name() {
    return "state";
  }

  @Override
  public String description() {
    return "a batch of 1,000 words by words in the state: median and longest of "
        + COUNTED
        + ", memory, checkpoint";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int keys : new int[] {10_000, 100_000, 1_000_000}) {
      Rounds<Cost> sides = new Rounds<>(Cost::toString);
      sides.side("streaming2a", () -> stream(keys, true));
      sides.side(
          "structured1, HDFS-backed store", () -> query(keys, "HDFSBackedStateStoreProvider"));
      sides.side("structured1, RocksDB", () -> query(keys, "RocksDBStateStoreProvider"));
      sides.side(OTHER, () -> stream(keys, false));
      System.err.printf("  %,d words in the state%n", keys);
      List<Map<String, Cost>> rounds;
      try {
        rounds = sides.run(0, runs); // each run has warm-up batches of its own
      } catch (IOException broken) {
        System.out.printf(
            "%,d words in the state are not measured: %s%n", keys, Failure.describe(broken));
        continue;
      }
      for (String side : sides.names()) {
        String what = "%s, %,d words".formatted(side, keys);
        rows.add(Alternating.row(what, "ms", rounds, side, OTHER, Cost::median));
        rows.add(Alternating.row(what, "ms at most", rounds, side, OTHER, Cost::longest));
        rows.add(Alternating.row(what, "MB resident", rounds, side, OTHER, Cost::resident));
        rows.add(Alternating.row(what, "MB of checkpoint", rounds, side, OTHER, Cost::checkpoint));
      }
    }
    if (rows.isEmpty()) {
      throw new IOException("No side has answered");
    }
    // Not every system tells a process's memory.
    rows.removeIf(row -> Double.isNaN(row.samples().median()));
    return rows;
  }

  /**
   * What a run costs.
   *
   * @param median of its batches, ms
   * @param longest of its batches, ms
   * @param resident memory of its process after them, MB; NaN where that cannot be read
   * @param checkpoint on disk after them, MB
   */
  private record Cost(double median, double longest, double resident, double checkpoint) {

    /** Of a run whose process is still there. */
    static Cost of(Samples millis, Process process, Path checkpoint) throws IOException {
      return new Cost(
          millis.median(),
          millis.max(),
          Programs.residentMegabytes(process).orElse(Double.NaN),
          Programs.megabytes(checkpoint));
    }

    @Override
    public String toString() {
      return "%s ms, longest %s, %s MB resident, checkpoint %s MB"
          .formatted(
              Samples.number(median),
              Samples.number(longest),
              Samples.number(resident),
              Samples.number(checkpoint));
    }
  }

  private static Cost stream(int keys, boolean ours) throws Exception {
    Path checkpoint = Files.createTempDirectory("sparklab-bench");
    int ui = Addresses.freePort();
    PipedOutputStream words = new PipedOutputStream();
    Process process = null;
    try (LinePublisher publisher =
        LinePublisher.ofStream(
            new PipedInputStream(words, 1 << 16), "127.0.0.1", 0, Manner.PLAIN, said -> {})) {
      Thread source = new Thread(() -> write(words, keys), "words");
      source.setDaemon(true);
      source.start();
      List<String> command =
          new ArrayList<>(
              List.of("bash", Programs.sparkSubmit().toString(), "--driver-memory", "3g"));
      command.addAll(List.of("--conf", "spark.ui.port=" + ui));
      // What the lessons set for themselves: the two differ in the operator only.
      command.addAll(
          List.of("--conf", "spark.serializer=org.apache.spark.serializer.KryoSerializer"));
      String port = "" + publisher.port();
      if (ours) {
        command.addAll(List.of("--class", "sparklab.base.Streaming2aStateful"));
        command.add(Programs.jar("base-streaming").toString());
        command.addAll(List.of("--port", port, "--checkpoint", checkpoint.toString()));
      } else {
        command.addAll(List.of("--class", UpdateStateByKey.class.getName()));
        command.add(Programs.jar("lab").toString());
        command.addAll(List.of(port, checkpoint.toString()));
      }
      process =
          Programs.start(Programs.command(command).redirectOutput(ProcessBuilder.Redirect.DISCARD));
      return Cost.of(settled(process, ui, keys), process, checkpoint);
    } finally {
      if (process != null) {
        process.destroyForcibly().waitFor();
      }
      Folders.delete(checkpoint);
    }
  }

  /** The same words from files, one a batch: Spark's socket source is slow with many lines. */
  private static Cost query(int keys, String store) throws Exception {
    Path folder = Files.createTempDirectory("sparklab-bench");
    try {
      Path input = Files.createDirectory(folder.resolve("input"));
      Path checkpoint = folder.resolve("checkpoint");
      Random random = new Random(1);
      writeFile(input, 0, IntStream.range(0, keys));
      for (int batch = 1; batch <= WARM_UP + COUNTED; batch++) {
        writeFile(input, batch, random.ints((long) LINES_A_SECOND * WORDS_A_LINE, 0, keys));
      }
      return QueryBatches.run(
          List.of(
              "bash",
              Programs.sparkSubmit().toString(),
              "--driver-memory",
              "3g",
              "--conf",
              "spark.sql.streaming.stateStore.providerClass="
                  + "org.apache.spark.sql.execution.streaming.state."
                  + store,
              "--class",
              "sparklab.structured.Structured1Console",
              Programs.jar("structured-streaming").toString(),
              "--input-dir",
              input.toString(),
              "--files-per-batch",
              "1",
              "--checkpoint",
              checkpoint.toString(),
              "--progress"),
          done -> done.size() > WARM_UP + COUNTED,
          (process, batches) -> {
            // The first one brought all the words.
            Samples millis = new Samples("ms");
            batches.stream().skip(1 + WARM_UP).forEach(batch -> millis.add(batch.millis()));
            return Cost.of(millis, process, checkpoint);
          });
    } finally {
      Folders.delete(folder);
    }
  }

  private static void writeFile(Path folder, int number, IntStream keys) throws IOException {
    StringBuilder lines = new StringBuilder();
    int[] all = keys.toArray();
    for (int at = 0; at < all.length; at++) {
      lines.append(word(all[at])).append((at + 1) % WORDS_A_LINE == 0 ? '\n' : ' ');
    }
    Path file = folder.resolve("words-%05d.txt".formatted(number));
    Files.writeString(file, lines.append('\n'));
    // The source takes the oldest first.
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L + number * 1_000L));
  }

  /** First every word once, then 1,000 of them a second. */
  private static void write(PipedOutputStream to, int keys) {
    Random random = new Random(1);
    Pace pace = new Pace(LINES_A_SECOND);
    try {
      for (int first = 0; first < keys; first += WORDS_A_LINE) {
        StringBuilder line = new StringBuilder();
        for (int key = first; key < first + WORDS_A_LINE; key++) {
          line.append(word(key)).append(' ');
        }
        to.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
      }
      while (true) {
        int due = Math.min(pace.due(), LINES_A_SECOND);
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < due; line++) {
          for (int word = 0; word < WORDS_A_LINE; word++) {
            lines.append(word(random.nextInt(keys))).append(' ');
          }
          lines.append('\n');
        }
        to.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
        to.flush();
        pace.sent(due);
      }
    } catch (IOException | InterruptedException ended) {
      // the run is over
    }
  }

  private static String word(int key) {
    StringBuilder word = new StringBuilder("w");
    for (int rest = key; rest > 0; rest /= 26) {
      word.append((char) ('a' + rest % 26));
    }
    return word.toString();
  }

  /** Processing times, by Spark's own REST interface, of the batches after all words have come. */
  private static Samples settled(Process process, int ui, int keys) throws IOException {
    StreamingBatches batches = new StreamingBatches(ui);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw new IOException("The program ended with exit code " + process.exitValue());
      }
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      List<StreamingBatches.Batch> done = batches.done();
      // The filling is over with the last batch that is larger than the pace allows for.
      int settled = done.size();
      while (settled > 0 && done.get(settled - 1).records() <= LINES_A_SECOND * 3 / 2) {
        settled--;
      }
      long filled =
          done.subList(0, settled).stream().mapToLong(StreamingBatches.Batch::records).sum();
      int from = settled + WARM_UP;
      if (filled >= keys / WORDS_A_LINE && done.size() >= from + COUNTED) {
        Samples millis = new Samples("ms");
        done.subList(from, from + COUNTED).forEach(batch -> millis.add(batch.millis()));
        return millis;
      }
    }
    throw new IOException("No answer in " + PATIENCE_SECONDS + " s");
  }
}
