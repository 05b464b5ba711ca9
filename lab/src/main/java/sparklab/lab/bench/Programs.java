package sparklab.lab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import sparklab.cli.Processes;
import sparklab.cli.Text;
import sparklab.data.DataSets;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;

/** Programs that a benchmark starts, watches and ends. */
final class Programs {

  private static final long DEADLINE_SECONDS = 120;

  /** No run of a benchmark takes so long, unless it hangs. */
  private static final long PATIENCE_MINUTES = 10;

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
    builder.environment().put(Text.LANGUAGE, "en"); // what they print is read here
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder;
  }

  /** Starts a program; if it hangs, it and all that it started are killed, and its run fails. */
  static Process start(ProcessBuilder program) throws IOException {
    Process process = program.start();
    CompletableFuture<Void> late =
        CompletableFuture.runAsync(
            () -> Processes.kill(process),
            CompletableFuture.delayedExecutor(PATIENCE_MINUTES, TimeUnit.MINUTES));
    process.onExit().thenRun(() -> late.cancel(false));
    return process;
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
    Processes.stop(process.toHandle(), Duration.ofSeconds(30));
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** What the Spark program among a process and those it started occupies; none without /proc. */
  static OptionalDouble residentMegabytes(Process process) throws IOException {
    for (ProcessHandle each :
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
      Path proc = Path.of("/proc", "" + each.pid());
      if (!Files.isReadable(proc.resolve("cmdline"))
          || !Files.readString(proc.resolve("cmdline")).contains("org.apache.spark.deploy")) {
        continue;
      }
      for (String line : Files.readAllLines(proc.resolve("status"))) {
        if (line.startsWith("VmRSS:")) {
          return OptionalDouble.of(Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6);
        }
      }
    }
    return OptionalDouble.empty();
  }

  /** The size of all files in a folder, which may change meanwhile. */
  static double megabytes(Path folder) throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.addAndGet(attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path gone, IOException why) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.get() / 1e6;
  }
}
