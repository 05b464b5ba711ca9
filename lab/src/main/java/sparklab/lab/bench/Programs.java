package sparklab.lab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import sparklab.data.DataSets;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;

/** Programs that a benchmark starts, watches and ends. */
final class Programs {

  private static final long DEADLINE_SECONDS = 120;

  private Programs() {}

  /** The folder of the lab. */
  static Path home() {
    return Path.of(System.getProperty("sparklab.home", "")).toAbsolutePath();
  }

  /** The lab's own Spark, whatever SPARK_HOME says: both sides of a comparison use the same. */
  static Path sparkSubmit() {
    return home().resolve("lab/spark-runtime/target/spark-home/bin/spark-submit");
  }

  /** The one jar of a module. */
  static Path jar(String module) {
    return home().resolve(module).resolve("target").resolve(module + ".jar");
  }

  /** Publishes the Spanish text on a free port. */
  static LinePublisher text(Manner manner) throws IOException {
    return LinePublisher.ofFile(DataSets.file("text-es.txt"), "127.0.0.1", 0, manner, said -> {});
  }

  static ProcessBuilder command(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Connects as soon as somebody listens. */
  static Socket connect(int port, Process server) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (true) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (IOException notYet) {
        if (!server.isAlive() || System.nanoTime() > deadline) {
          throw new IOException("Nobody listens on port " + port, notYet);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  /** Ends a program and all that it started. */
  static void end(Process process) throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** Deletes a folder and all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
