package sparklab.lab.exercise;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparklab.cli.Processes;
import sparklab.lab.home.LabModule;
import sparklab.lab.runtime.ClassArchive;
import sparklab.lab.runtime.SparkHome;
import sparklab.worker.CompileServer;
import sparklab.worker.Worker;

/**
 * How the workers of a module's exercises are started: on this machine as it is, or behind walls of
 * a subclass.
 */
public class Workers {

  /** What a solution may use of memory; a lesson on small inputs needs a third of it. */
  private static final List<String> MEMORY =
      List.of(
          "-Xmx640m",
          "-Xss1m",
          "-XX:MaxMetaspaceSize=320m",
          "-XX:CompressedClassSpaceSize=128m",
          "-XX:ReservedCodeCacheSize=64m",
          "-XX:MaxDirectMemorySize=128m",
          "-XX:+ExitOnOutOfMemoryError");

  /** The quick compiler and the simple collector: a worker lives for seconds. */
  private static final List<String> QUICK =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:CICompilerCount=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-XX:+DisableAttachMechanism",
          "-Xshare:auto",
          "-Xlog:disable",
          "-Xlog:all=error:stderr");

  /**
   * Numbers as in Spain: a solution that formats without {@code Locale.ROOT} is found out here, not
   * on its first Spanish computer. Formats only, as the compiler's messages stay in English.
   */
  private static final List<String> SPANISH_NUMBERS =
      List.of("-Duser.language.format=es", "-Duser.country.format=ES");

  /** The exit code of a JVM that {@code ExitOnOutOfMemoryError} has ended. */
  static final int OUT_OF_MEMORY = 3;

  /**
   * Frames go through descriptors of their own, 3 and 4: the JVM, Spark and solutions print on
   * standard output, and it is captured together with the error stream.
   */
  private static final String OWN_DESCRIPTORS = "exec 3>&1 4<&0 1>&2 0</dev/null; exec \"$@\"";

  /** In a worker's folder: what it reads that nobody talks to. */
  static final String REQUESTS = "requests";

  /**
   * The shell that starts a worker which nobody waits for. It keeps what the worker has written and
   * clears up; the worker gives way to all else, and is ended if it takes longer than ten minutes.
   */
  private static final String ASIDE =
      "unfinished=$1 archive=$2 scratch=$3; shift 3; set -m; exec 3>/dev/null 4<"
          + REQUESTS
          + "; nice -n 19 \"$@\" & worker=$!; { sleep 600; kill -9 $worker; } & limit=$!; "
          + "wait $worker && mv -f \"$unfinished\" \"$archive\"; kill -- -$limit; "
          + "rm -rf \"$unfinished\" \"$scratch\" \"$archive.writer\"";

  private final SparkHome spark;
  private final LabModule module;

  /** Workers with a module's jar, on this Spark. */
  public Workers(LabModule module, SparkHome spark) {
    this.module = module;
    this.spark = spark;
  }

  /** Every jar of a worker, in the order of its class path. */
  public final List<Path> jars() throws IOException {
    return Stream.concat(
            Stream.of(
                module.home().path("lab", "worker", "target", "worker-1.0.0.jar"), module.jar()),
            spark.jars().stream())
        .toList();
  }

  /** The lab's settings of Spark's log. */
  protected final Path logSettings() {
    return spark.folder().resolve("conf/log4j2.properties");
  }

  /**
   * Starts a worker.
   *
   * @param archive the class archive that it uses; null to do without
   * @param scratch an empty folder of its own for the worker's files
   */
  public Process start(Path archive, Path scratch) throws IOException {
    List<String> option = archive == null ? List.of() : List.of(ClassArchive.using(archive));
    return process(java(Worker.class, option, scratch, jars(), logSettings()), scratch).start();
  }

  /** Starts a compiler, with the rights of a worker. */
  public Process startCompiler(Path scratch) throws IOException {
    return process(java(CompileServer.class, List.of(), scratch, jars(), logSettings()), scratch)
        .start();
  }

  /**
   * Starts a worker that writes a class archive when it ends.
   *
   * @param unfinished the file that it writes
   */
  public Process startTraining(Path unfinished, Path scratch) throws IOException {
    Files.createDirectories(unfinished.toAbsolutePath().getParent());
    return process(training(unfinished, scratch), scratch).start();
  }

  private List<String> training(Path unfinished, Path scratch) throws IOException {
    List<String> option = List.of(ClassArchive.writing(unfinished));
    return java(Worker.class, option, scratch, jars(), logSettings());
  }

  /**
   * Starts a worker that answers the requests in its folder to nobody, writes a class archive and
   * ends, after this program has ended, too.
   *
   * @param scratch its folder, which it deletes
   */
  final void startAside(ClassArchive archive, Path scratch) throws IOException {
    archive.prepare();
    List<String> words = new ArrayList<>(List.of("bash", "-c", ASIDE, "worker"));
    words.addAll(
        List.of(archive.unfinished().toString(), archive.file().toString(), scratch.toString()));
    words.addAll(training(archive.unfinished(), scratch));
    archive.isWrittenBy(
        environment(Processes.detached(scratch, scratch.resolve("log"), words)).start());
  }

  /**
   * Why a worker must end, in words that follow "it"; null while it behaves.
   *
   * @param started the processes that it has started
   */
  public String objection(Process worker, List<ProcessHandle> started) {
    return null;
  }

  /** The words of the JVM's command, with paths as the worker sees them. */
  protected final List<String> java(
      Class<?> program, List<String> archive, Path scratch, List<Path> jars, Path logSettings)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Processes.java());
    words.addAll(spark.jvmFlags());
    words.addAll(QUICK);
    words.addAll(MEMORY);
    words.addAll(SPANISH_NUMBERS);
    words.addAll(archive);
    words.add("-Djava.io.tmpdir=" + scratch);
    words.add("-Dlog4j2.configurationFile=" + logSettings.toUri());
    words.add("-cp");
    words.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    words.add(program.getName());
    return words;
  }

  /** A process whose frames have descriptors of their own. */
  protected static ProcessBuilder process(List<String> command, Path folder) {
    List<String> words = new ArrayList<>(List.of("bash", "-c", OWN_DESCRIPTORS, "worker"));
    words.addAll(command);
    return environment(new ProcessBuilder(words).directory(folder.toFile()));
  }

  private static ProcessBuilder environment(ProcessBuilder builder) {
    // Nobody else needs to know this machine's name; looking it up warns on many laptops.
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("SPARK_HOME");
    return builder;
  }
}
