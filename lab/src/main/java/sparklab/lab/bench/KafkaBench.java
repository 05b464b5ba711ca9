package sparklab.lab.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sparklab.lab.bench.QueryBatches.Batch;
import sparklab.lab.home.Folders;

/** How fast a topic is read: what kafka2's care costs, and streaming6 beside a structured query. */
final class KafkaBench implements Benchmark {

  private static final long MESSAGES = 600_000;
  private static final String TOPIC = "meteo";

  /** kafka2's columns, without the one for what does not fit. */
  private static final String SCHEMA =
      "idema STRING, ubi STRING, provincia STRING, lat DOUBLE, lon DOUBLE, alt DOUBLE,"
          + " fint TIMESTAMP, ta DOUBLE, tamin DOUBLE, tamax DOUBLE, ts DOUBLE, hr DOUBLE,"
          + " tpr DOUBLE, prec DOUBLE, inso DOUBLE, vv DOUBLE, stdvv DOUBLE, vmax DOUBLE,"
          + " dv DOUBLE, stddv DOUBLE, dmax DOUBLE, pres DOUBLE, pres_nmar DOUBLE,"
          + " geo925 DOUBLE, geo850 DOUBLE, geo700 DOUBLE";

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public String description() {
    return "messages/s of kafka2 and streaming6 over 600,000 that are there, beside plain queries";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    try (LocalKafka kafka = new LocalKafka()) {
      kafka.feed("meteo", TOPIC, MESSAGES);
      List<Row> rows = new ArrayList<>();
      rows.addAll(keys(kafka, runs));
      rows.addAll(parsed(kafka, runs));
      return rows;
    }
  }

  private static List<Row> parsed(LocalKafka kafka, int runs) throws Exception {
    return new Alternating("messages/s")
        .side("Kafka's own consumer perf tool", () -> kafka.consumerPerf(TOPIC, MESSAGES))
        .side(
            "kafka2",
            () ->
                rate(
                    List.of(
                        "bash",
                        Programs.sparkSubmit().toString(),
                        "--class",
                        "sparklab.kafka.Kafka2Decompose",
                        Programs.jar("kafka-streaming").toString(),
                        "--bootstrap",
                        kafka.bootstrap(),
                        "--topic",
                        TOPIC,
                        "--trigger",
                        "available-now",
                        "--progress")))
        .side(
            "plain from_json",
            () ->
                rate(
                    List.of(
                        "bash",
                        Programs.sparkSubmit().toString(),
                        "--class",
                        PlainFromJson.class.getName(),
                        Programs.jar("lab").toString(),
                        kafka.bootstrap(),
                        TOPIC,
                        SCHEMA)))
        .measure(runs);
  }

  private static List<Row> keys(LocalKafka kafka, int runs) throws Exception {
    return new Alternating("messages/s")
        .side("streaming6, a DStream", () -> counted(kafka))
        .side(
            "structured1's job, on the keys",
            () ->
                rate(
                    List.of(
                        "bash",
                        Programs.sparkSubmit().toString(),
                        "--conf",
                        "spark.sql.shuffle.partitions=2", // the lesson's own
                        "--class",
                        KafkaWords.class.getName(),
                        Programs.jar("lab").toString(),
                        kafka.bootstrap(),
                        TOPIC,
                        "key")))
        .measure(runs);
  }

  /** From where the batch is due, as a query's time has the look at the offsets in it, too. */
  private static double counted(LocalKafka kafka) throws Exception {
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
      Duration took =
          Duration.between(batches.get(0).time(), batches.get(batches.size() - 1).end());
      return MESSAGES / (took.toMillis() / 1e3);
    } finally {
      Folders.delete(folder);
    }
  }

  private static double rate(List<String> command) throws Exception {
    Batch batch = QueryBatches.run(command, done -> !done.isEmpty()).get(0);
    return batch.rows() / (batch.millis() / 1e3);
  }
}
