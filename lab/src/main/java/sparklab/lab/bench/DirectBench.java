package sparklab.lab.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import sparklab.lab.home.Folders;

/** How fast streaming6 counts straight from a topic, beside a structured query. */
final class DirectBench implements Benchmark {

  private static final long MESSAGES = 600_000;
  private static final String TOPIC = "meteo";

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public String description() {
    return "messages/s of streaming6, which counts the keys of 600,000, beside structured1's job";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    try (LocalKafka kafka = new LocalKafka()) {
      kafka.feed("meteo", TOPIC, MESSAGES);
      return new Alternating("messages/s")
          .side("streaming6, a DStream", () -> MESSAGES / stream(kafka))
          .side("structured1's job, on the keys", () -> MESSAGES / query(kafka))
          .measure(runs);
    }
  }

  /**
   * Seconds from when its batch was due: a query's time, too, has the look at the offsets in it.
   */
  private static double stream(LocalKafka kafka) throws Exception {
    Path folder = Files.createTempDirectory("sparklab-bench");
    try {
      List<StreamingBatches.Batch> batches =
          StreamingBatches.run(
              List.of(
                  "bash",
                  Programs.sparkSubmit().toString(),
                  "--class",
                  "sparklab.kafka.Streaming6Kafka",
                  Programs.jar("kafka-streaming").toString(),
                  "--bootstrap",
                  kafka.bootstrap(),
                  "--topic",
                  TOPIC,
                  "--output",
                  folder.resolve("counts.tsv").toString()),
              MESSAGES);
      return Duration.between(batches.get(0).time(), batches.get(batches.size() - 1).end())
              .toMillis()
          / 1e3;
    } finally {
      Folders.delete(folder);
    }
  }

  private static double query(LocalKafka kafka) throws Exception {
    List<QueryBatches.Batch> batches =
        QueryBatches.run(
            List.of(
                "bash",
                Programs.sparkSubmit().toString(),
                "--conf",
                "spark.sql.shuffle.partitions=2", // the lessons' own
                "--class",
                KafkaWords.class.getName(),
                Programs.jar("lab").toString(),
                kafka.bootstrap(),
                TOPIC,
                "key"),
            done -> !done.isEmpty());
    return batches.get(0).millis() / 1e3;
  }
}
