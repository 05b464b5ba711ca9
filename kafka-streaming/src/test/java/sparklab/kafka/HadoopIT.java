package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.FeedMessage;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;

/**
 * kafka3 on YARN with its checkpoint and its result in HDFS, of real processes, one of each kind
 * killed: nothing is lost and nothing doubled. The tests share a cluster that the second one leaves
 * smaller.
 */
@Tag("full")
@Timeout(1200)
@TestMethodOrder(OrderAnnotation.class)
class HadoopIT {

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final List<FeedMessage> MESSAGES = Weather.messages(6_000);

  @TempDir static Path folder;

  private static String hdfs;
  private String run;

  @BeforeAll
  static void start() throws Exception {
    Path spark = LessonProcess.sparkHome();
    assumeTrue(
        spark.toUri().getRawPath().startsWith(spark.toString()),
        "Spark submits nothing to YARN from here, and lab cluster start says so");
    try (LessonProcess lab = lab("cluster", "start", "--hadoop", "--folder", folder.toString())) {
      assertThat(lab.awaitExit(Duration.ofMinutes(5))).as(lab.err()).isZero();
      assertThat(lab.out())
          .contains("HDFS is hdfs://127.0.0.1:", "YARN's page is http://127.0.0.1:");
      hdfs = lab.out().replaceAll("(?s).*?(hdfs://127.0.0.1:\\d+).*", "$1");
    }
    BROKER.createTopic("meteo", 4);
    BROKER.send("meteo", MESSAGES.subList(0, 1_000));
  }

  @AfterAll
  static void stopLeavesNothingRunning() {
    if (hdfs == null) {
      return;
    }
    try (LessonProcess lab = lab("cluster", "stop", "--folder", folder.toString())) {
      assertThat(lab.awaitExit()).as(lab.err()).isZero();
    }
    await("the end of all").atMost(DEADLINE).until(() -> processes(command -> true).isEmpty());
  }

  @BeforeEach
  void name(TestInfo test) {
    run = "/user/me/" + test.getTestMethod().orElseThrow().getName();
  }

  @Test
  @Order(1)
  void aProgramOfPlainSparkSubmitRunsInTheClusterAsAWhole() throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of("bash", LessonProcess.sparkHome().resolve("bin/spark-submit").toString()));
    command.addAll(
        List.of("--properties-file", folder.resolve("conf/spark-defaults.conf").toString()));
    command.addAll(List.of("--master", "yarn", "--deploy-mode", "cluster"));
    command.addAll(
        List.of("--class", Kafka3Aggregate.class.getName(), LessonProcess.moduleJar().toString()));
    command.addAll(arguments("--trigger", "available-now"));
    try (LessonProcess submit = LessonProcess.start(folder, environment(), command)) {
      assertThat(submit.awaitExit(DEADLINE)).as(submit.err()).isZero();
    }
    assertThat(written()).isEqualTo(Weather.aggregates(MESSAGES.subList(0, 1_000)));
  }

  @Test
  @Order(2)
  void anExecutorTheDriverADataNodeAndANodeManagerAreKilled() throws Exception {
    try (LessonProcess lesson = kafka3()) {
      awaitWritten(1_000, lesson);
      kill("an executor", command -> command.contains("CoarseGrainedExecutorBackend"));
      sendUpTo(1_000, 2_000);
      awaitWritten(2_000, lesson);
      // As it writes the states of batches
      sendUpTo(2_000, 3_500);
      lesson.kill();
    }
    try (LessonProcess lesson = kafka3()) {
      awaitWritten(3_500, lesson);
      sendUpTo(3_500, 4_000);
      kill("a DataNode", command -> command.contains("datanode.DataNode"));
      awaitWritten(4_000, lesson);
      // And with it all that runs there
      String node = executors().get(0).replaceAll("(?s).*(" + folder + "/nodemanager-\\d).*", "$1");
      kill("a NodeManager", command -> command.contains("-Dlab.data=" + node + " "));
      processes(command -> command.contains(node + "/local/usercache"))
          .forEach(ProcessHandle::destroyForcibly);
      sendUpTo(4_000, 6_000);
      awaitWritten(6_000, lesson);
      lesson.stop();
    }
  }

  /** Runs scripts/lab, told where this cluster is. */
  private static LessonProcess lab(String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", LessonProcess.home().resolve("scripts/lab").toString()));
    command.addAll(List.of(arguments));
    return LessonProcess.start(folder, environment(), command);
  }

  private static Map<String, String> environment() {
    return Map.of("HADOOP_CONF_DIR", folder.resolve("conf").toString());
  }

  private LessonProcess kafka3() {
    List<String> words = new ArrayList<>(List.of("run", "kafka3", "--master", "yarn"));
    words.addAll(List.of("--no-feed", "--"));
    words.addAll(arguments("--per-batch", "500"));
    return lab(words.toArray(String[]::new));
  }

  private List<String> arguments(String... more) {
    List<String> words = new ArrayList<>(List.of("--bootstrap", BROKER.bootstrap()));
    words.addAll(List.of("--checkpoint", "hdfs://" + run + "/checkpoint"));
    words.addAll(List.of("--output", "hdfs://" + run + "/out"));
    words.addAll(List.of(more));
    return words;
  }

  private void sendUpTo(int from, int to) throws Exception {
    BROKER.send("meteo", MESSAGES.subList(from, to));
  }

  /** Waits until the result is that of the first messages; it never becomes more. */
  private void awaitWritten(int count, LessonProcess lesson) throws Exception {
    Map<String, String> expected = Weather.aggregates(MESSAGES.subList(0, count));
    await("the result of " + count + " messages")
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              if (!lesson.isAlive()) {
                throw new AssertionError("kafka3 ended:\n" + lesson.err());
              }
              return written();
            },
            expected::equals);
  }

  private Map<String, String> written() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy" + run));
    Configuration hadoop = new Configuration();
    for (String file : List.of("core-site.xml", "hdfs-site.xml")) {
      hadoop.addResource(new org.apache.hadoop.fs.Path(folder.resolve("conf/" + file).toUri()));
    }
    FileSystem files = FileSystem.get(URI.create(hdfs), hadoop);
    org.apache.hadoop.fs.Path out = new org.apache.hadoop.fs.Path(run + "/out");
    if (!files.exists(out)) {
      return new TreeMap<>();
    }
    for (FileStatus file : files.listStatus(out)) {
      if (file.getPath().getName().endsWith("Z.csv")) {
        files.copyToLocalFile(
            file.getPath(),
            new org.apache.hadoop.fs.Path(copy.resolve(file.getPath().getName()).toUri()));
      }
    }
    return Weather.written(copy);
  }

  private static List<String> executors() {
    return processes(command -> command.contains("CoarseGrainedExecutorBackend")).stream()
        .map(process -> process.info().commandLine().orElse(""))
        .toList();
  }

  private static void kill(String what, Predicate<String> which) {
    List<ProcessHandle> found = processes(which);
    assertThat(found).as(what).isNotEmpty();
    found.get(0).destroyForcibly();
    await("the end of " + what).atMost(DEADLINE).until(() -> !found.get(0).isAlive());
  }

  /** The JVMs of this cluster. */
  private static List<ProcessHandle> processes(Predicate<String> which) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .filter(
            process -> {
              String command = process.info().commandLine().orElse("");
              return command.contains(folder + "/") && which.test(command);
            })
        .toList();
  }
}
