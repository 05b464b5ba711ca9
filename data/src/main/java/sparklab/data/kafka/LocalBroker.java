package sparklab.data.kafka;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.Uuid;
import sparklab.cli.Addresses;
import sparklab.cli.Mistake;
import sparklab.cli.Processes;

/**
 * The real Kafka broker on this machine: one node, loopback only, in a process of its own with a
 * class path of its own.
 *
 * <p>Its folder keeps the topics from one start to the next.
 */
public final class LocalBroker {

  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path kafka;
  private final Path folder;
  private final int port;
  private final Setup setup;

  /**
   * What is not as usual.
   *
   * @param server Kafka's settings for the broker: those of {@code listeners} and {@code
   *     advertised.listeners} are added to the usual, which are {@code LOCAL} and {@code
   *     CONTROLLER} on loopback; others take the place of the usual ones
   * @param client Kafka's settings with which a program of this machine comes in at {@code LOCAL}
   * @param jvm options of Java's
   */
  public record Setup(Map<String, String> server, Map<String, String> client, List<String> jvm) {

    private static final Setup USUAL =
        new Setup(
            Map.of(), Map.of(), List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
  }

  /**
   * A broker, running or not.
   *
   * @param kafka the runtime: {@code libs/} and {@code config/}
   * @param folder for its topics, settings and log; made if it is missing
   */
  public LocalBroker(Path kafka, Path folder, int port) {
    this(kafka, folder, port, Setup.USUAL);
  }

  /** The same, set up in another way. */
  public LocalBroker(Path kafka, Path folder, int port, Setup setup) {
    this.kafka = kafka;
    this.folder = folder.toAbsolutePath();
    this.port = port;
    this.setup = setup;
  }

  /** {@code host:port}, as clients name it. */
  public String bootstrap() {
    return HOST + ":" + port;
  }

  /** What it has to say. */
  public Path log() {
    return folder.resolve("broker.log");
  }

  /**
   * Starts it; it is not ready yet. It goes on when the program that started it ends or is
   * interrupted by Ctrl-C.
   *
   * @throws Mistake if the port is taken
   */
  public Process start() throws IOException, InterruptedException {
    checkPort();
    Files.createDirectories(folder);
    Path settings = folder.resolve("server.properties");
    writeSettings(settings);
    if (!Files.exists(metadata())) {
      format(settings);
    }
    return java("kafka.Kafka", settings.toString()).start();
  }

  /**
   * Waits until it answers.
   *
   * @throws Mistake if it ended instead, or another broker answers
   */
  public void awaitReady(Process process) throws IOException, InterruptedException {
    String mine = clusterId();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<String, Object> settings = new HashMap<>(setup.client());
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap());
    Admin admin = Admin.create(settings);
    try {
      while (process.isAlive() && System.nanoTime() < deadline) {
        try {
          DescribeClusterOptions glance = new DescribeClusterOptions().timeoutMs(1_000);
          String theirs = admin.describeCluster(glance).clusterId().get();
          if (mine.equals(theirs)) {
            return;
          }
          throw Mistake.failure("Another Kafka broker answers at %s: end it first.", bootstrap());
        } catch (ExecutionException notYet) {
          // it is starting
        }
      }
    } finally {
      admin.close(Duration.ZERO);
    }
    process.destroyForcibly();
    throw Mistake.failure("The Kafka broker did not start: %s says why.", log());
  }

  /** The mark by which it is known among others, new for each folder. */
  public String clusterId() throws IOException {
    Properties properties = new Properties();
    try (var in = Files.newInputStream(metadata())) {
      properties.load(in);
    }
    return properties.getProperty("cluster.id");
  }

  private Path metadata() {
    return folder.resolve("topics").resolve("meta.properties");
  }

  private void checkPort() {
    if (!Addresses.isFree(port)) {
      throw Mistake.failure(
          "Port %d is in use by another program, perhaps another Kafka broker: end that one, or"
              + " choose another port with --port.",
          port);
    }
  }

  /** Once: gives the folder its cluster id. */
  private void format(Path settings) throws IOException, InterruptedException {
    Process format =
        java(
                "kafka.tools.StorageTool",
                "format",
                "--ignore-formatted",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                settings.toString())
            .start();
    if (!format.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || format.exitValue() != 0) {
      format.destroyForcibly();
      throw Mistake.failure("The Kafka broker's folder cannot be made: %s says why.", log());
    }
  }

  private ProcessBuilder java(String mainClass, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Processes.java());
    command.addAll(setup.jvm());
    command.add("-Dlog4j2.configurationFile=" + kafka.resolve("config/log4j2.properties").toUri());
    command.addAll(List.of("-cp", classPath(), mainClass));
    command.addAll(List.of(arguments));
    return Processes.detached(folder, log(), command);
  }

  private String classPath() throws IOException {
    try (Stream<Path> jars = Files.list(kafka.resolve("libs"))) {
      return String.join(File.pathSeparator, jars.map(Path::toString).sorted().toList());
    }
  }

  private void writeSettings(Path file) throws IOException {
    int controller = Addresses.freePort();
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@" + HOST + ":" + controller);
    settings.put(
        "listeners", "LOCAL://%s:%d,CONTROLLER://%s:%d".formatted(HOST, port, HOST, controller));
    settings.put("advertised.listeners", "LOCAL://" + bootstrap());
    settings.put("inter.broker.listener.name", "LOCAL");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listener.security.protocol.map", "LOCAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", folder.resolve("topics").toString());
    // A topic that nobody made is missed by name, instead of being made empty by who reads it.
    settings.put("auto.create.topics.enable", "false");
    settings.put("num.partitions", "4");
    // One node: nothing can be kept twice.
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    // Small: 50 partitions of each internal topic, and 128 MB to clean them, are for clusters.
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.num.partitions", "4");
    settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // A broker that was killed keeps its next start waiting until its session has ended.
    settings.put("broker.session.timeout.ms", "6000");
    settings.put("broker.heartbeat.interval.ms", "1000");
    setup
        .server()
        .forEach(
            (key, value) ->
                settings.merge(
                    key,
                    value,
                    (usual, own) -> key.endsWith("listeners") ? usual + "," + own : own));
    // Not by a writer: Kafka reads the file as Latin-1, and a folder may be called año.
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.store(out, "Written anew at each start");
    }
  }
}
