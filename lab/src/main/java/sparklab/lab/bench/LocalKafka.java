package sparklab.lab.bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import sparklab.cli.Addresses;
import sparklab.cli.KafkaTopic;
import sparklab.cli.Processes;
import sparklab.lab.home.Folders;

/** A broker of a benchmark's own, on a free port, its topics in a temporary folder. */
final class LocalKafka implements Closeable {

  private static final Pattern RATE = Pattern.compile("\\(([\\d,.]+) messages/s\\)");

  private final Path folder;
  private final int port;

  LocalKafka() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("sparklab-bench");
    port = Addresses.freePort();
    lab("kafka", "start", "--port", "" + port, "--folder", folder.toString());
  }

  String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** Sends so many messages as fast as possible; returns how many a second. */
  double feed(String name, String topic, long count) throws IOException, InterruptedException {
    String said =
        lab("feed", name, "--bootstrap", bootstrap(), "--topic", topic, "--count", "" + count);
    Matcher rate = RATE.matcher(said);
    if (!rate.find()) {
      throw new IOException("The feed says no rate: " + said);
    }
    return Double.parseDouble(rate.group(1).replace(",", ""));
  }

  /** Sends lines to a topic of two partitions, so many times over. */
  void send(String topic, List<String> lines, int copies) throws InterruptedException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap(), "linger.ms", 20, "batch.size", 1 << 18);
    try (Admin admin = Admin.create(settings);
        KafkaProducer<String, String> producer =
            new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
      KafkaTopic.awaitReady(admin, topic, 2, Duration.ofMinutes(1));
      for (int copy = 0; copy < copies; copy++) {
        for (String line : lines) {
          producer.send(new ProducerRecord<>(topic, line));
        }
      }
      producer.flush();
    } catch (ExecutionException broken) {
      throw new IllegalStateException("No topic for the benchmark", broken);
    }
  }

  /** Memory of the broker's process now, in MB. */
  double megabytes() throws IOException {
    for (Path process : processes()) {
      Path arguments = process.resolve("cmdline");
      Path status = process.resolve("status");
      if (Files.isReadable(arguments) && Files.readString(arguments).contains(folder.toString())) {
        for (String line : Files.readAllLines(status)) {
          if (line.startsWith("VmRSS:")) {
            return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
          }
        }
      }
    }
    throw new IOException("The broker is not among the processes of this machine");
  }

  private static List<Path> processes() throws IOException {
    try (var all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      List<Path> processes = new ArrayList<>();
      all.forEach(processes::add);
      return processes;
    }
  }

  /** Runs the lab command to its end; returns what it said on standard error. */
  private static String lab(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash"));
    command.add(Programs.home().resolve("scripts/lab").toString());
    command.addAll(List.of(words));
    Path said = Files.createTempFile("sparklab-bench", ".txt");
    try {
      // To a file: the broker that it leaves behind would hold a pipe open.
      Process process =
          Programs.start(
              Programs.command(command)
                  .redirectError(said.toFile())
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD));
      if (process.waitFor() != 0) {
        throw new IOException(command + " failed: " + Files.readString(said));
      }
      return Files.readString(said);
    } finally {
      Files.delete(said);
    }
  }

  /** Messages a second that Kafka's own consumer reads of a topic. */
  double consumerPerf(String topic, long messages) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Processes.java(),
            "-Duser.language=en", // its numbers with a point
            "-cp",
            Programs.home().resolve("lab/kafka-runtime/target/kafka-home/libs") + "/*",
            "org.apache.kafka.tools.ConsumerPerformance",
            "--bootstrap-server",
            bootstrap(),
            "--topic",
            topic,
            "--messages",
            "" + messages,
            "--hide-header");
    Process process = Programs.start(Programs.command(command));
    try (BufferedReader out = process.inputReader()) {
      String line;
      while ((line = out.readLine()) != null) {
        String[] columns = line.split(", *");
        if (columns.length > 5) {
          return Double.parseDouble(columns[5]);
        }
      }
    }
    throw new IOException("The consumer perf tool ended with exit code " + process.waitFor());
  }

  @Override
  public void close() throws IOException {
    try {
      lab("kafka", "stop", "--folder", folder.toString());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    Folders.delete(folder);
  }
}
