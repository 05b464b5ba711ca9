package sparklab.lab.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sparklab.cli.Addresses;
import sparklab.lab.bench.QueryBatches.Batch;

/** What the live page costs a lesson: at its start, and in each micro-batch. */
final class LiveBench implements Benchmark {

  /** The first ones compile code and warm up. */
  private static final int WARM_UP = 10;

  private static final int COUNTED = 15;

  @Override
  public String name() {
    return "live";
  }

  @Override
  public String description() {
    return "structured1 with and without its live page: seconds to the first batch, ms for a"
        + " micro-batch, median of 15 after 10";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    List<Row> rows = new ArrayList<>();
    rows.addAll(
        new Alternating("s")
            .side("start with --live", () -> StartBench.firstBatch(lesson("--live", "--no-open")))
            .side("start without", () -> StartBench.firstBatch(lesson()))
            .measure(runs));
    rows.addAll(
        new Alternating("ms")
            .side("micro-batch with --live", () -> microBatch(lesson("--live", "--no-open")))
            .side("micro-batch without", () -> microBatch(lesson()))
            .measure(runs));
    return rows;
  }

  private static List<String> lesson(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash", Programs.home().resolve("scripts/lab").toString(), "run", "structured1"));
    command.addAll(List.of(options));
    command.addAll(List.of("--", "--progress", "--port", "" + Addresses.freePort()));
    return command;
  }

  private static double microBatch(List<String> command) throws Exception {
    List<Batch> batches = QueryBatches.run(command, done -> done.size() >= WARM_UP + COUNTED);
    Samples counted = new Samples("ms");
    batches.subList(WARM_UP, WARM_UP + COUNTED).forEach(batch -> counted.add(batch.millis()));
    return counted.median();
  }
}
