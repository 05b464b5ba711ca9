package sparklab.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Spark standalone cluster of real processes on free ports: a master, workers of one core each.
 */
public final class SparkCluster implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final Path folder;
  private final int port = Ports.free();
  private final int uiPort = Ports.free();
  private final LessonProcess master;
  private final List<LessonProcess> workers = new ArrayList<>();

  /** Starts it; returns when all workers have come. */
  public SparkCluster(Path folder, int size) {
    this.folder = folder;
    master =
        start(
            "org.apache.spark.deploy.master.Master",
            "--port",
            "" + port,
            "--webui-port",
            "" + uiPort);
    for (int number = 0; number < size; number++) {
      workers.add(
          start(
              "org.apache.spark.deploy.worker.Worker",
              "--webui-port",
              "0",
              "--cores",
              "1",
              "--memory",
              "512m",
              "--work-dir",
              folder.resolve("work-" + number).toString(),
              url()));
    }
    await("all workers")
        .atMost(DEADLINE)
        .until(() -> page("http://" + HOST + ":" + uiPort + "/json/").contains(alive(size)));
  }

  private static String alive(int workers) {
    return "\"aliveworkers\" : " + workers;
  }

  private LessonProcess start(String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of("bash", LessonProcess.sparkHome().resolve("bin/spark-class").toString()));
    command.addAll(List.of(mainClass, "--host", HOST));
    command.addAll(List.of(arguments));
    Map<String, String> small =
        Map.of(
            "SPARK_DAEMON_MEMORY",
            "256m",
            "SPARK_DAEMON_JAVA_OPTS",
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    return LessonProcess.start(folder, small, command);
  }

  /** For {@code --master}. */
  public String url() {
    return "spark://" + HOST + ":" + port;
  }

  /** What a lesson needs from spark-submit to run on it. */
  public List<String> submitOptions() {
    return List.of(
        "--master",
        url(),
        "--executor-memory",
        "512m",
        "--conf",
        "spark.driver.host=" + HOST,
        "--conf",
        "spark.driver.bindAddress=" + HOST,
        "--conf",
        "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
  }

  /** Ends a worker and its executor as {@code kill -9} does. */
  public void killWorker(int number) {
    workers.get(number).kill();
  }

  /** A page or a JSON answer of a Spark UI; empty if nobody answers. */
  public static String page(String address) {
    try (var in = URI.create(address).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException notYet) {
      return "";
    }
  }

  @Override
  public void close() {
    workers.forEach(LessonProcess::close);
    master.close();
  }
}
