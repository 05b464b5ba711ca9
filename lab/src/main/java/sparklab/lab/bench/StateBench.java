package sparklab.lab.bench;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.data.publish.Pace;
import sparklab.lab.bench.StreamingBatches.Batch;

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
    return "ms for a batch of 1,000 words, checkpoints included, by words in the state (one run)";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int keys : new int[] {10_000, 100_000, 1_000_000}) {
      Samples ours = batches(keys, true);
      Samples other = batches(keys, false);
      double ratio =
          ours.isEmpty() || other.isEmpty() ? Double.NaN : ours.median() / other.median();
      rows.add(new Row("streaming2a, %,d words".formatted(keys), ours, ratio));
      rows.add(new Row("updateStateByKey, %,d words".formatted(keys), other, Double.NaN));
    }
    return rows;
  }

  private Samples batches(int keys, boolean ours) throws Exception {
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
      Samples samples = watch(process, ui, keys);
      System.err.printf(
          "  %s, %,d words: %s%n",
          ours ? "streaming2a" : "updateStateByKey",
          keys,
          samples.isEmpty()
              ? "no answer in " + PATIENCE_SECONDS + " s"
              : Samples.number(samples.median()) + " ms, longest " + Samples.number(samples.max()));
      return samples;
    } finally {
      if (process != null) {
        process.destroyForcibly().waitFor();
      }
      Programs.delete(checkpoint);
    }
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
  private static Samples watch(Process process, int ui, int keys) throws IOException {
    Samples samples = new Samples("ms");
    StreamingBatches batches = new StreamingBatches(ui);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw new IOException("The program ended with exit code " + process.exitValue());
      }
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      List<Batch> done = batches.done();
      // The filling is over with the last batch that is larger than the pace allows for.
      int settled = done.size();
      while (settled > 0 && done.get(settled - 1).records() <= LINES_A_SECOND * 3 / 2) {
        settled--;
      }
      long filled = done.subList(0, settled).stream().mapToLong(Batch::records).sum();
      if (filled >= keys / WORDS_A_LINE && done.size() - settled >= BATCHES) {
        done.subList(settled, done.size()).forEach(batch -> samples.add(batch.millis()));
        return samples;
      }
    }
    return samples;
  }
}
