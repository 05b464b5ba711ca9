package sparklab.lab.bench;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.data.publish.Pace;
import sparklab.lab.Folders;
import sparklab.lab.bench.QueryBatches.Batch;

/** What a large state costs: the time of a batch of 1,000 words with many more in the state. */
final class StateBench implements Benchmark {

  private static final int WORDS_A_LINE = 10;
  private static final int LINES_A_SECOND = 100;

  /** Two rounds of Spark's checkpoint, which comes every tenth batch. */
  private static final int BATCHES = 25;

  private static final long PATIENCE_SECONDS = 240;

  @Override
  public String name() {
    return "state";
  }

  @Override
  public String description() {
    return "a batch of 1,000 words, checkpoints included, by words in the state (one run): ms, memory, checkpoint";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int keys : new int[] {10_000, 100_000, 1_000_000}) {
      Map<String, Cost> costs = new LinkedHashMap<>();
      costs.put("streaming2a", stream(keys, true));
      costs.put("structured1, HDFS-backed store", query(keys, "HDFSBackedStateStoreProvider"));
      costs.put("structured1, RocksDB", query(keys, "RocksDBStateStoreProvider"));
      costs.put("updateStateByKey", stream(keys, false));
      Samples other = costs.get("updateStateByKey").millis;
      costs.forEach(
          (side, cost) -> {
            String what = "%s, %,d words".formatted(side, keys);
            Samples mine = cost.millis;
            double ratio =
                mine == other || mine.isEmpty() || other.isEmpty()
                    ? Double.NaN
                    : mine.median() / other.median();
            System.err.printf(
                "  %s: %s%n",
                what,
                mine.isEmpty()
                    ? "no answer in " + PATIENCE_SECONDS + " s"
                    : "%s ms, longest %s, %s MB resident, checkpoint %s MB"
                        .formatted(
                            Samples.number(mine.median()),
                            Samples.number(mine.max()),
                            Samples.number(cost.resident.median()),
                            Samples.number(cost.checkpoint.median())));
            rows.add(new Row(what, mine, ratio));
            if (!mine.isEmpty()) {
              rows.add(new Row(what + ": memory", cost.resident, Double.NaN));
              rows.add(new Row(what + ": checkpoint", cost.checkpoint, Double.NaN));
            }
          });
    }
    return rows;
  }

  /** What one side costs with so many words in the state. */
  private static final class Cost {
    final Samples millis = new Samples("ms");
    final Samples resident = new Samples("MB");
    final Samples checkpoint = new Samples("MB");

    /** What its process occupies now, and what it has written. */
    void weigh(Process process, Path folder) throws IOException {
      Programs.residentMegabytes(process).ifPresent(resident::add);
      checkpoint.add(Programs.megabytes(folder));
    }
  }

  private static Cost stream(int keys, boolean ours) throws Exception {
    Path checkpoint = Files.createTempDirectory("sparklab-bench");
    int ui = Programs.freePort();
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
      process = Programs.command(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      Cost cost = new Cost();
      watch(process, ui, keys, cost.millis);
      if (!cost.millis.isEmpty()) {
        cost.weigh(process, checkpoint);
      }
      return cost;
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
      for (int batch = 1; batch <= BATCHES; batch++) {
        writeFile(input, batch, random.ints((long) LINES_A_SECOND * WORDS_A_LINE, 0, keys));
      }
      Cost cost = new Cost();
      List<Batch> batches =
          QueryBatches.run(
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
              done -> done.size() > BATCHES,
              process -> cost.weigh(process, checkpoint));
      batches.stream().skip(1).forEach(batch -> cost.millis.add(batch.millis()));
      return cost;
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
  private static void watch(Process process, int ui, int keys, Samples samples) throws IOException {
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
      if (filled >= keys / WORDS_A_LINE && done.size() - settled >= BATCHES) {
        done.subList(settled, done.size()).forEach(batch -> samples.add(batch.millis()));
        return;
      }
    }
  }
}
