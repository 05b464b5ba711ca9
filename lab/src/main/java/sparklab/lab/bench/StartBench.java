package sparklab.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import sparklab.data.DataSets;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;

/** From the command to the first printed batch. */
final class StartBench implements Benchmark {

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String description() {
    return "from the command to the first printed batch of streaming1, seconds";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    return new Alternating("s")
        .side("scripts/lab run streaming1", StartBench::lab)
        .side("stock spark-submit of the same jar", StartBench::stock)
        .measure(runs);
  }

  private static double lab() throws Exception {
    return firstBatch(
        List.of(
            "bash",
            Programs.home().resolve("scripts/lab").toString(),
            "run",
            "streaming1",
            "--",
            "--port",
            "" + Programs.freePort()));
  }

  private static double stock() throws Exception {
    // Its publisher is there already, as a student's in another terminal would be.
    try (LinePublisher publisher =
        LinePublisher.ofFile(
            DataSets.file("text-es.txt"),
            "127.0.0.1",
            0,
            Manner.PLAIN.at(20).looping(),
            said -> {})) {
      return firstBatch(
          List.of(
              "bash",
              Programs.sparkSubmit().toString(),
              "--class",
              "sparklab.base.Streaming1Stateless",
              Programs.home().resolve("base-streaming/target/base-streaming.jar").toString(),
              "--port",
              "" + publisher.port()));
    }
  }

  private static double firstBatch(List<String> command) throws Exception {
    long start = System.nanoTime();
    Process process = Programs.command(command).start();
    try (BufferedReader out = process.inputReader()) {
      String line;
      while ((line = out.readLine()) != null) {
        if (line.startsWith("-----")) {
          return (System.nanoTime() - start) / 1e9;
        }
      }
      throw new IOException(command + " ended without a batch");
    } finally {
      Programs.end(process);
    }
  }
}
