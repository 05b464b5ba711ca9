package sparklab.lab.runtime;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.cli.Mistake;
import sparklab.cli.Processes;
import sparklab.lab.home.Home;
import sparklab.lab.process.Daemon;

/**
 * HDFS and YARN on this machine, for this machine only: a NameNode and a ResourceManager, two
 * DataNodes and two NodeManagers, each a process. What is in HDFS survives a stop.
 */
public final class Hadoop {

  /** In {@link #settings}: what Spark is to be told so that its programs fit this machine. */
  public static final String SPARK_SETTINGS = "spark-defaults.conf";

  static final int NODES = 2;

  private static final String HOST = "127.0.0.1";
  private static final String NAMENODE = "namenode";
  private static final String RESOURCE_MANAGER = "resourcemanager";
  private static final String HDFS = "org.apache.hadoop.hdfs.server.";
  private static final String YARN = "org.apache.hadoop.yarn.server.";

  /** The name of each port in the settings, with the number that Hadoop itself would take. */
  private static final Map<String, Integer> PORTS =
      new TreeMap<>(
          Map.of(
              "hdfs", 8020,
              "namenodePage", 9870,
              "submit", 8032,
              "scheduler", 8030,
              "tracker", 8031,
              "admin", 8033,
              "yarnPage", 8088));

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration GLANCE = Duration.ofSeconds(2);
  private static final long RETRY_MILLIS = 200;
  private static final Pattern DATA_NODES = Pattern.compile("\"NumLiveDataNodes\" : (\\d+)");
  private static final Pattern NODE_MANAGERS = Pattern.compile("\"activeNodes\":(\\d+)");

  private final Home home;
  private final Path folder;

  /**
   * The HDFS and YARN of a folder, running or not.
   *
   * @param folder null for the lab's own
   */
  public Hadoop(Home home, Path folder) {
    this.home = home;
    this.folder = (folder == null ? home.work().resolve("hadoop") : folder).toAbsolutePath();
  }

  /**
   * Where they are reached.
   *
   * @param files the address of HDFS
   * @param filesPage the NameNode's web page
   * @param programsPage the ResourceManager's web page
   */
  record Address(String files, String filesPage, String programsPage) {}

  /** The nodes that have come. */
  record Nodes(int data, int programs) {}

  /** Their address, if they run. */
  Optional<Address> running() throws IOException {
    return daemon(NAMENODE).running().map(Hadoop::address);
  }

  private static Address address(Properties notes) {
    return new Address(
        "hdfs://" + HOST + ":" + notes.getProperty("hdfs"),
        "http://" + HOST + ":" + notes.getProperty("namenodePage"),
        "http://" + HOST + ":" + notes.getProperty("yarnPage"));
  }

  /** Whether they run. */
  public boolean isRunning() throws IOException {
    return running().isPresent();
  }

  /** What programs find them by: {@code HADOOP_CONF_DIR}. */
  public Path settings() {
    return folder.resolve("conf");
  }

  /** Starts them, builds their runtime first if that is missing, and waits for all nodes. */
  Address start() throws IOException, InterruptedException {
    checkHostName();
    if (folder.toString().matches(".*\\s.*")) {
      // Spark's command for a program on YARN has the folder without quotes.
      throw Mistake.failure(
          "Programs on YARN do not start below a folder with a space in its name, '%s': name another"
              + " one with --folder, and export HADOOP_CONF_DIR=FOLDER/conf before lab run.",
          folder);
    }
    SparkHome spark = SparkHome.find(home);
    if (!spark.folder().toUri().getRawPath().startsWith(spark.folder().toString())) {
      // Spark's client for YARN takes the address of its settings for the name of a file.
      throw Mistake.failure(
          "Spark submits nothing to YARN if its own folder has a space or an accent in its name, '%s':"
              + " move the lab to another one.",
          spark.folder());
    }
    new Build(home).refresh(List.of(), spark);
    HadoopHome hadoop = HadoopHome.of(home);
    new Build(home).refresh(() -> hadoop.isComplete() ? List.of() : List.of(HadoopHome.PROJECT));
    stop(); // what one that was killed has left
    Map<String, String> ports = ports();
    writeSettings(hadoop, spark, ports);
    try {
      if (!Files.exists(folder.resolve("namenode/current/VERSION"))) {
        Process format = run(hadoop, "format", HDFS + "namenode.NameNode", "128m", "-format");
        if (format.waitFor() != 0) {
          throw failed("format");
        }
      }
      Map<String, Process> processes = new LinkedHashMap<>();
      launch(processes, hadoop, NAMENODE, HDFS + "namenode.NameNode", "160m", ports);
      String programs = YARN + "resourcemanager.ResourceManager";
      launch(processes, hadoop, RESOURCE_MANAGER, programs, "256m", ports);
      for (int number = 1; number <= NODES; number++) {
        launch(processes, hadoop, dataNode(number), HDFS + "datanode.DataNode", "128m", ports);
        String node = YARN + "nodemanager.NodeManager";
        launch(processes, hadoop, nodeManager(number), node, "160m", ports);
      }
      Address address = running().orElseThrow(() -> failed(NAMENODE));
      await(processes, address);
      return address;
    } catch (Mistake | IOException failed) {
      stop();
      throw failed;
    }
  }

  private static void checkHostName() {
    try {
      InetAddress.getLocalHost();
    } catch (UnknownHostException unknown) {
      String name = unknown.getMessage().replaceFirst(":.*", "");
      throw Mistake.failure(
          "This machine's name, %s, has no address, and Hadoop looks for one: add the line '127.0.0.1"
              + " %s' to /etc/hosts.",
          name, name);
    }
  }

  /** Ends them and the programs that run on them; returns whether any of them ran. */
  boolean stop() throws IOException, InterruptedException {
    boolean ran = false;
    for (int number = 1; number <= NODES; number++) {
      ran |= daemon(nodeManager(number)).stop();
    }
    ran |= daemon(RESOURCE_MANAGER).stop();
    for (int number = 1; number <= NODES; number++) {
      ran |= daemon(dataNode(number)).stop();
    }
    ran |= daemon(NAMENODE).stop();
    endOrphans();
    return ran;
  }

  /** How many nodes have come; -1 of a kind that nobody can be asked about. */
  static Nodes nodes(Address address) throws InterruptedException {
    return new Nodes(
        ask(address.filesPage() + "/jmx?qry=Hadoop:service=NameNode,name=FSNamesystem", DATA_NODES),
        ask(address.programsPage() + "/ws/v1/cluster/metrics", NODE_MANAGERS));
  }

  private static int ask(String page, Pattern number) throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(GLANCE).build();
    HttpRequest question = HttpRequest.newBuilder(URI.create(page)).timeout(GLANCE).build();
    try {
      Matcher found =
          number.matcher(client.send(question, HttpResponse.BodyHandlers.ofString()).body());
      return found.find() ? Integer.parseInt(found.group(1)) : -1;
    } catch (IOException notYet) {
      return -1;
    }
  }

  private void await(Map<String, Process> processes, Address address) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!nodes(address).equals(new Nodes(NODES, NODES))) {
      for (Map.Entry<String, Process> one : processes.entrySet()) {
        if (!one.getValue().isAlive()) {
          throw failed(one.getKey());
        }
      }
      if (System.nanoTime() > deadline) {
        throw failed(NAMENODE);
      }
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    }
  }

  private Mistake failed(String name) {
    return Mistake.failure("Hadoop did not start: %s.log in %s says why.", name, folder);
  }

  /** The ports that Hadoop itself would take, or the next free ones. */
  private static Map<String, String> ports() {
    Map<String, String> ports = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> port : PORTS.entrySet()) {
      int free = Cluster.freePortFrom(port.getValue());
      while (ports.containsValue("" + free)) {
        free = Cluster.freePortFrom(free + 1);
      }
      ports.put(port.getKey(), "" + free);
    }
    return ports;
  }

  private void writeSettings(HadoopHome hadoop, SparkHome spark, Map<String, String> ports)
      throws IOException {
    Map<String, String> gaps = new LinkedHashMap<>(ports);
    gaps.put("folder", folder.toString());
    gaps.put("folderUri", folder.toUri().toString().replaceFirst("/$", ""));
    gaps.put("spark", spark.folder().toString());
    Files.createDirectories(settings());
    try (Stream<Path> templates = Files.list(hadoop.settings())) {
      for (Path template : templates.toList()) {
        String name = template.getFileName().toString();
        String text = Files.readString(template);
        for (Map.Entry<String, String> gap : gaps.entrySet()) {
          String value = gap.getValue();
          text =
              text.replace(
                  "@" + gap.getKey() + "@",
                  name.endsWith(".xml") ? value.replace("&", "&amp;").replace("<", "&lt;") : value);
        }
        Files.writeString(settings().resolve(name), text);
      }
    }
  }

  private void launch(
      Map<String, Process> started,
      HadoopHome hadoop,
      String name,
      String mainClass,
      String heap,
      Map<String, String> notes)
      throws IOException {
    Process process = run(hadoop, name, mainClass, heap);
    daemon(name).remember(process, notes);
    started.put(name, process);
  }

  private Process run(
      HadoopHome hadoop, String name, String mainClass, String heap, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(Processes.java(), "-Xmx" + heap));
    command.addAll(JvmFlags.QUICK);
    command.add("-Dlab.data=" + folder.resolve(name));
    command.addAll(List.of("-cp", settings() + File.pathSeparator + hadoop.libs() + "/*"));
    command.add(mainClass);
    Collections.addAll(command, arguments);
    ProcessBuilder builder = Processes.detached(folder, folder.resolve(name + ".log"), command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("HADOOP_CONF_DIR", settings().toString());
    return builder.start();
  }

  /** A NodeManager that was killed has left the programs that it had started. */
  private void endOrphans() {
    Pattern mine =
        Pattern.compile(Pattern.quote(folder + "/nodemanager-") + "\\d+/local/usercache/");
    ProcessHandle.allProcesses()
        .filter(process -> mine.matcher(process.info().commandLine().orElse("")).find())
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static String dataNode(int number) {
    return "datanode-" + number;
  }

  private static String nodeManager(int number) {
    return "nodemanager-" + number;
  }

  private Daemon daemon(String name) {
    return new Daemon(folder.resolve(name + ".pid"));
  }
}
