package sparklab.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How late a message is in kafka7's two modes, which run side by side on the same messages. */
final class LatencyBench implements Benchmark {

  /** Tables that are printed while the queries get going. */
  private static final int WARM_UPS = 3;

  private static final int RATE = 100;
  private static final String LESSON = "sparklab.kafka.Kafka7RealTime";
  private static final String TOPIC = "meteo";

  private static final Pattern DELAYS =
      Pattern.compile(
          "\\|" + TOPIC + "-(micro-batch|real-time) *\\| *\\d+ *\\| *(\\d+) *\\| *(\\d+) *\\|");

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String description() {
    return "delay from topic to topic, "
        + RATE
        + " messages/s, kafka7's two modes at once; a run is ten seconds";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    Map<String, Samples> samples = new TreeMap<>();
    try (LocalKafka kafka = new LocalKafka()) {
      Process feed = feed(kafka.bootstrap());
      Process lesson = lesson(kafka.bootstrap());
      try (BufferedReader out = lesson.inputReader()) {
        read(out, runs, samples);
      } finally {
        Programs.end(lesson);
        Programs.end(feed);
      }
    }
    List<Row> rows = new ArrayList<>();
    for (String what : List.of("median", "p99")) {
      Samples batches = samples.get("micro-batch " + what);
      Samples realTime = samples.get("real-time " + what);
      rows.add(new Row("micro-batches of 1 s, " + what, batches, Double.NaN));
      rows.add(new Row("real-time mode, " + what, realTime, realTime.median() / batches.median()));
    }
    return rows;
  }

  private static Process feed(String bootstrap) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash"));
    command.add(Programs.home().resolve("scripts/lab").toString());
    command.addAll(List.of("feed", "meteo", "--bootstrap", bootstrap, "--topic", TOPIC));
    command.addAll(List.of("--rate", "" + RATE));
    return Programs.start(
        Programs.command(command).redirectOutput(ProcessBuilder.Redirect.DISCARD));
  }

  private static Process lesson(String bootstrap) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash"));
    command.addAll(List.of(Programs.sparkSubmit().toString(), "--class", LESSON));
    command.addAll(List.of(Programs.jar("kafka-streaming").toString()));
    command.addAll(List.of("--bootstrap", bootstrap, "--topic", TOPIC));
    return Programs.start(Programs.command(command));
  }

  private static void read(BufferedReader out, int runs, Map<String, Samples> samples)
      throws IOException {
    String line;
    for (int seen = 0; seen < 2 * (WARM_UPS + runs); ) {
      if ((line = out.readLine()) == null) {
        throw new IOException("kafka7 has ended early");
      }
      Matcher delays = DELAYS.matcher(line);
      if (delays.find() && seen++ >= 2 * WARM_UPS) {
        System.err.println("  " + line);
        add(samples, delays.group(1) + " median", delays.group(2));
        add(samples, delays.group(1) + " p99", delays.group(3));
      }
    }
  }

  private static void add(Map<String, Samples> samples, String what, String millis) {
    samples.computeIfAbsent(what, any -> new Samples("ms")).add(Double.parseDouble(millis));
  }
}
