package sparklab.lab.runtime;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparklab.cli.Addresses;
import sparklab.cli.Mistake;
import sparklab.cli.Processes;
import sparklab.lab.home.Folders;
import sparklab.lab.home.Home;
import sparklab.lab.process.Daemon;

/** A Spark standalone cluster on this machine: a master and two workers of one core each. */
public final class Cluster {

  static final int PORT = 7077;
  static final int WORKERS = 2;

  private static final String HOST = "127.0.0.1";
  private static final int FIRST_UI_PORT = 8080;
  private static final int UI_PORTS_TRIED = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration GLANCE = Duration.ofSeconds(2);
  private static final long RETRY_MILLIS = 200;
  private static final Pattern ALIVE = Pattern.compile("\"aliveworkers\"\\s*:\\s*(\\d+)");

  private final Home home;
  private final Path folder;

  /**
   * The cluster of a folder, running or not.
   *
   * @param folder null for the lab's own
   */
  Cluster(Home home, Path folder) {
    this.home = home;
    this.folder = (folder == null ? home.work().resolve("cluster") : folder).toAbsolutePath();
  }

  /**
   * Where a cluster that runs is reached.
   *
   * @param master for {@code --master}
   * @param ui its web page
   */
  record Address(String master, String ui) {}

  Optional<Address> running() throws IOException {
    return daemon("master").running().map(Cluster::address);
  }

  private static Address address(Properties notes) {
    return new Address(
        "spark://" + HOST + ":" + notes.getProperty("port"),
        "http://" + HOST + ":" + notes.getProperty("ui"));
  }

  /** Starts it and waits until both workers have come. */
  Address start(int port) throws IOException, InterruptedException {
    SparkHome spark = SparkHome.find(home);
    new Build(home).refresh(List.of(), spark);
    if (!Addresses.isFree(port)) {
      throw Mistake.failure(
          "Port %d is in use by another program, perhaps another Spark master: end that one, or"
              + " choose another port with --port.",
          port);
    }
    clear();
    int ui = freePortFrom(FIRST_UI_PORT);
    List<String> master = new ArrayList<>(List.of("org.apache.spark.deploy.master.Master"));
    master.addAll(List.of("--host", HOST, "--port", "" + port, "--webui-port", "" + ui));
    Process process = run(spark, "master", master);
    daemon("master").remember(process, Map.of("port", "" + port, "ui", "" + ui));
    Address address = running().orElseThrow(this::failed);
    int workerUi = ui;
    for (int number = 1; number <= WORKERS; number++) {
      workerUi = freePortFrom(workerUi + 1);
      List<String> worker = new ArrayList<>(List.of("org.apache.spark.deploy.worker.Worker"));
      worker.addAll(List.of("--host", HOST, "--webui-port", "" + workerUi));
      worker.addAll(List.of("--cores", "1", "--memory", "1g"));
      worker.addAll(List.of("--work-dir", folder.resolve("work-" + number).toString()));
      worker.add(address.master());
      daemon("worker-" + number).remember(run(spark, "worker-" + number, worker), Map.of());
    }
    awaitWorkers(process, address);
    return address;
  }

  /** Ends it; returns whether it ran. */
  boolean stop() throws IOException, InterruptedException {
    boolean ran = false;
    for (int number = 1; number <= WORKERS; number++) {
      ran |= daemon("worker-" + number).stop();
    }
    return daemon("master").stop() | ran;
  }

  /** How many workers the master has, -1 if it does not answer. */
  static int aliveWorkers(Address address) throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(GLANCE).build();
    HttpRequest question =
        HttpRequest.newBuilder(URI.create(address.ui() + "/json/")).timeout(GLANCE).build();
    try {
      String answer = client.send(question, HttpResponse.BodyHandlers.ofString()).body();
      Matcher alive = ALIVE.matcher(answer);
      return alive.find() ? Integer.parseInt(alive.group(1)) : -1;
    } catch (IOException notYet) {
      return -1;
    }
  }

  private void awaitWorkers(Process master, Address address)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (aliveWorkers(address) < WORKERS) {
      if (master.waitFor(RETRY_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        stop();
        throw failed();
      }
    }
  }

  private Mistake failed() {
    return Mistake.failure("The cluster did not start: the logs in %s say why.", folder);
  }

  private Process run(SparkHome spark, String name, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", spark.folder().resolve("bin/spark-class").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = Processes.detached(folder, folder.resolve(name + ".log"), command);
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SPARK_LOCAL_IP", HOST);
    environment.put("SPARK_PUBLIC_DNS", HOST);
    environment.put("SPARK_DAEMON_MEMORY", "256m");
    environment.put("SPARK_DAEMON_JAVA_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    return builder.start();
  }

  private Daemon daemon(String name) {
    return new Daemon(folder.resolve(name + ".pid"));
  }

  /** Removes what an earlier cluster has left: the files of its executors. */
  private void clear() throws IOException {
    Folders.delete(folder);
    Files.createDirectories(folder);
  }

  static int freePortFrom(int first) {
    for (int port = first; port < first + UI_PORTS_TRIED; port++) {
      if (Addresses.isFree(port)) {
        return port;
      }
    }
    return 0; // any
  }
}
