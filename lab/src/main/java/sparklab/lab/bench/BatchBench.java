package sparklab.lab.bench;

import java.util.ArrayList;
import java.util.List;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.lab.bench.QueryBatches.Batch;

/** What a micro-batch costs with the lesson's settings and with Spark's defaults. */
final class BatchBench implements Benchmark {

  /** The first ones compile code and warm up. */
  private static final int WARM_UP = 4;

  private static final int COUNTED = 5;

  @Override
  public String name() {
    return "batch";
  }

  @Override
  public String description() {
    return "ms for a micro-batch of structured1 at 20 lines/s, median of 5 after 4";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    return new Alternating("ms")
        .side("structured1", () -> microBatch(List.of()))
        .side(
            "the same with Spark's defaults",
            () ->
                microBatch(
                    List.of(
                        "--conf",
                        "spark.sql.shuffle.partitions=200",
                        "--conf",
                        "spark.hadoop.fs.AbstractFileSystem.file.impl="
                            + "org.apache.hadoop.fs.local.LocalFs")))
        .measure(runs);
  }

  private static double microBatch(List<String> settings) throws Exception {
    try (LinePublisher publisher = Programs.text(Manner.PLAIN.at(20).looping())) {
      List<String> command = new ArrayList<>(List.of("bash", Programs.sparkSubmit().toString()));
      command.addAll(settings);
      command.addAll(List.of("--class", "sparklab.structured.Structured1Console"));
      command.add(Programs.jar("structured-streaming").toString());
      command.addAll(List.of("--progress", "--port", "" + publisher.port()));
      List<Batch> batches = QueryBatches.run(command, done -> done.size() >= WARM_UP + COUNTED);
      Samples counted = new Samples("ms");
      batches.subList(WARM_UP, WARM_UP + COUNTED).forEach(batch -> counted.add(batch.millis()));
      return counted.median();
    }
  }
}
