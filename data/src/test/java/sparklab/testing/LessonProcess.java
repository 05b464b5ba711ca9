package sparklab.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A program of the lab in a process of its own, for end-to-end tests: what it has said so far, and
 * ways to wait for it and to end it. Closing kills it, whatever state it is in.
 */
public final class LessonProcess implements AutoCloseable {

  /** Options for many small queries, each of which runs once: interpreted, they take less time. */
  public static final List<String> INTERPRETED =
      List.of(
          "--conf",
          "spark.sql.codegen.wholeStage=false",
          "--conf",
          "spark.sql.codegen.factoryMode=NO_CODEGEN");

  /** A machine's that is several times slower: nobody waits for it when all is well. */
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private final List<String> command;
  private final Process process;
  private final StringBuffer out = new StringBuffer();
  private final StringBuffer err = new StringBuffer();
  private final List<Thread> readers = new ArrayList<>();

  private LessonProcess(ProcessBuilder builder) {
    command = builder.command();
    try {
      process = builder.start();
      // Nothing to read: a program that waits for input would hang.
      process.getOutputStream().close();
    } catch (IOException broken) {
      throw new AssertionError("Cannot start " + command, broken);
    }
    read(process.getInputStream(), out);
    read(process.getErrorStream(), err);
  }

  private void read(InputStream from, StringBuffer to) {
    Thread reader =
        new Thread(
            () -> {
              try (var text = new java.io.InputStreamReader(from, StandardCharsets.UTF_8)) {
                char[] block = new char[4096];
                int length;
                while ((length = text.read(block)) >= 0) {
                  to.append(block, 0, length);
                }
              } catch (IOException ended) {
                to.append("(the stream broke: ").append(ended.getMessage()).append(')');
              }
            });
    reader.setDaemon(true);
    reader.start();
    readers.add(reader);
  }

  /** Any command, in a folder and with further environment variables. */
  public static LessonProcess start(
      Path folder, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    return new LessonProcess(builder);
  }

  /**
   * A main class of the module under test, through the real spark-submit of the assembled runtime.
   *
   * @param folder the current folder of the process
   * @param submitOptions options of spark-submit, such as {@code --master}
   */
  public static LessonProcess submit(
      Path folder, List<String> submitOptions, String mainClass, String... arguments) {
    return submit(folder, submitOptions, SparkArchive.options(), mainClass, moduleJar(), arguments);
  }

  /** The same with the JVM's options, and for a class of any jar. */
  static LessonProcess submit(
      Path folder,
      List<String> submitOptions,
      List<String> jvmOptions,
      String mainClass,
      Path jar,
      String... arguments) {
    Path program = sparkHome().resolve("bin/spark-submit");
    if (!Files.exists(program)) {
      throw new AssertionError(
          "The lab's own Spark is not built: run ./mvnw package -DskipTests -pl"
              + " lab/spark-runtime,lab/kafka-runtime once");
    }
    List<String> command = new ArrayList<>();
    command.add("bash");
    command.add(program.toString());
    // Two small cores run these: the quick compiler, and any free port for the UI. A test that has
    // options for the JVM too gives them as --driver-java-options.
    command.addAll(
        List.of(
            "--conf",
            "spark.driver.defaultJavaOptions=-XX:TieredStopAtLevel=1 -XX:CICompilerCount=1"
                + " -XX:+UseSerialGC "
                + quoted(jvmOptions),
            "--conf",
            "spark.ui.port=0"));
    command.addAll(submitOptions);
    command.addAll(List.of("--class", mainClass, jar.toString()));
    command.addAll(List.of(arguments));
    return start(folder, Map.of("SPARK_CONF_DIR", SparkArchive.settings().toString()), command);
  }

  /** The lab may be at a path with a space. */
  private static String quoted(List<String> options) {
    return options.stream().collect(Collectors.joining("\" \"", "\"", "\""));
  }

  /** The same with no options for spark-submit, in the module's build folder. */
  public static LessonProcess submit(String mainClass, String... arguments) {
    return submit(Path.of("target").toAbsolutePath(), List.of(), mainClass, arguments);
  }

  /** The folder of the whole lab. */
  public static Path home() {
    return Path.of(System.getProperty("sparklab.home"));
  }

  /** The runtime that the build has assembled. */
  public static Path sparkHome() {
    return Path.of(System.getProperty("sparklab.spark.home"));
  }

  /** The jar that students submit, of the module under test. */
  public static Path moduleJar() {
    Path module = Path.of("").toAbsolutePath();
    Path jar = module.resolve("target").resolve(module.getFileName() + ".jar");
    if (!Files.exists(jar)) {
      throw new AssertionError(jar + " is not there: package the module first");
    }
    return jar;
  }

  /** What it has written to standard output so far. */
  public String out() {
    return out.toString();
  }

  /** What it has written to standard error so far. */
  public String err() {
    return err.toString();
  }

  /** Waits for its output to become so; fails with all it has said if that takes too long. */
  public LessonProcess awaitOut(String what, Predicate<String> condition) {
    return awaitText(what, out, condition);
  }

  /** Waits for a text on standard output. */
  public LessonProcess awaitOut(String text) {
    return awaitText('"' + text + '"', out, said -> said.contains(text));
  }

  /** Waits for what it says on standard error to become so. */
  LessonProcess awaitErr(String what, Predicate<String> condition) {
    return awaitText(what, err, condition);
  }

  /** Waits for a text on standard error. */
  public LessonProcess awaitErr(String text) {
    return awaitText('"' + text + '"', err, said -> said.contains(text));
  }

  private LessonProcess awaitText(String what, StringBuffer said, Predicate<String> condition) {
    try {
      await(what)
          .atMost(DEADLINE)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                if (condition.test(said.toString())) {
                  return true;
                }
                if (!process.isAlive() && finished() && !condition.test(said.toString())) {
                  throw new AssertionError("It ended with exit code " + process.exitValue());
                }
                return condition.test(said.toString());
              });
    } catch (RuntimeException | AssertionError tooLate) {
      throw new AssertionError("Waiting for " + what + " from " + describe(), tooLate);
    }
    return this;
  }

  /** Waits for its end; returns its exit code. */
  public int awaitExit() {
    return awaitExit(DEADLINE);
  }

  /** The same for what takes longer than lessons do. */
  public int awaitExit(Duration deadline) {
    try {
      if (!process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("It has not ended: " + describe());
      }
      finished();
      return process.exitValue();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  /** Ends it as {@code kill} and Ctrl-C do; returns its exit code. */
  public int stop() {
    // Not process.destroy(): that closes the streams, and its last words would be lost.
    process.toHandle().destroy();
    return awaitExit();
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().destroyForcibly();
    awaitExit();
  }

  /** Lets it stand still for a while, as a computer does that sleeps. */
  public void suspend(Duration time) throws IOException, InterruptedException {
    signal("-STOP");
    await().pollDelay(time).atMost(time.plusSeconds(60)).until(() -> true);
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    if (new ProcessBuilder("kill", name, "" + process.pid()).start().waitFor() != 0) {
      throw new AssertionError("It cannot be signalled: " + describe());
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its process: for the processes that it has started, and to kill it without those. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  private boolean finished() {
    try {
      for (Thread reader : readers) {
        reader.join(DEADLINE.toMillis());
      }
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
    return true;
  }

  private String describe() {
    return "%s%n--- standard output%n%s%n--- standard error%n%s".formatted(command, out, err);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
