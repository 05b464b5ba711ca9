package sparklab.lab.bench;

import java.util.List;
import sparklab.lab.bench.QueryBatches.Batch;

/** What kafka2's care for malformed messages costs. */
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
    return "messages/s of kafka2 over 600,000 that are there, beside a plain from_json";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    try (LocalKafka kafka = new LocalKafka()) {
      kafka.feed("meteo", TOPIC, MESSAGES);
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
  }

  private static double rate(List<String> command) throws Exception {
    Batch batch = QueryBatches.run(command, done -> !done.isEmpty()).get(0);
    return batch.rows() / (batch.millis() / 1e3);
  }
}
