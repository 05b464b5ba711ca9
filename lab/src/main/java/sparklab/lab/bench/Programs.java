package sparklab.lab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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
}
