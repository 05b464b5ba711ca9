package sparklab.lab.run;

import static sparklab.cli.Text.tr;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sparklab.cli.Addresses;
import sparklab.cli.Processes;
import sparklab.data.DataSets;
import sparklab.lab.catalog.LessonEntry;
import sparklab.lab.runtime.ClassArchive;
import sparklab.lab.runtime.JvmFlags;
import sparklab.lab.runtime.SparkHome;

/** How a lesson is submitted: the command that runs it. */
public final class SparkSubmission {

  /** The first batch of a DStream is not waited for; the class is in each lesson's jar. */
  private static final String EARLY = "-Dspark.streaming.clock=sparklab.lesson.EarlyClock";

  private static final Set<String> DSTREAMS = Set.of("base-streaming", "ml-kmeans");

  private final SparkHome spark;
  private final LessonEntry lesson;
  private final String master;
  private final List<String> arguments;
  private final Optional<HadoopUse> hadoop;

  /**
   * A lesson with its arguments.
   *
   * @param master null for Spark's default, local[*]
   * @param hadoop nothing if the lesson does not use it
   */
  SparkSubmission(
      SparkHome spark,
      LessonEntry lesson,
      String master,
      List<String> arguments,
      Optional<HadoopUse> hadoop) {
    this.spark = spark;
    this.lesson = lesson;
    this.master = master;
    this.arguments = arguments;
    this.hadoop = hadoop;
  }

  /** By the Spark's own spark-submit. */
  ProcessBuilder stock() {
    List<String> command = new ArrayList<>(List.of("bash", spark.submit().toString()));
    command.addAll(submitArguments());
    return environment(new ProcessBuilder(command));
  }

  /**
   * The real SparkSubmit too, but in one JVM (spark-submit starts a first one to work out the
   * command of the second), with a class archive, the quick compiler first and the simple
   * collector: made for a small machine.
   *
   * @param writes whether this run writes the archive
   */
  ProcessBuilder fast(ClassArchive archive, boolean writes) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Processes.java());
    command.addAll(spark.jvmFlags());
    command.addAll(isDStream() ? JvmFlags.QUICK_THEN_HOT : JvmFlags.QUICK);
    command.add(EARLY);
    command.add(JvmFlags.HEAP);
    if (writes || archive.exists()) {
      command.add(archive.jvmFlag());
    }
    command.add("-Xshare:auto");
    command.add("-Xlog:disable");
    command.add("-Xlog:all=error:stderr");
    // A folder on the class path would forbid the archive, so conf/ is not on it.
    command.add(
        "-Dlog4j2.configurationFile=" + spark.folder().resolve("conf/log4j2.properties").toUri());
    command.add("-cp");
    command.add(
        spark.jars(lesson.module()).stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add("org.apache.spark.deploy.SparkSubmit");
    if (isOnThisMachine() && !isLocal()) {
      command.addAll(
          List.of("--conf", "spark.executor.extraJavaOptions=" + String.join(" ", JvmFlags.QUICK)));
    }
    command.addAll(submitArguments());
    return environment(new ProcessBuilder(command));
  }

  /** The class archive for {@link #fast}. */
  ClassArchive archive() throws IOException {
    return ClassArchive.of(lesson.module(), spark.jars(lesson.module()));
  }

  private List<String> submitArguments() {
    List<String> words = new ArrayList<>();
    if (master != null) {
      words.addAll(List.of("--master", master));
    }
    if (isOnThisMachine() && !isLocal()) {
      // The executors find the driver where the cluster is, whatever this machine is called.
      words.addAll(List.of("--conf", "spark.driver.host=127.0.0.1"));
      words.addAll(List.of("--conf", "spark.driver.bindAddress=127.0.0.1"));
    }
    hadoop.ifPresent(used -> words.addAll(used.submitOptions()));
    words.addAll(List.of("--class", lesson.mainClass(), lesson.module().jar().toString()));
    words.addAll(arguments);
    return words;
  }

  private boolean isDStream() {
    return DSTREAMS.contains(lesson.module().name());
  }

  private boolean isLocal() {
    return master == null || master.startsWith("local");
  }

  private boolean isOnThisMachine() {
    return isLocal()
        || master.matches("spark://(127\\.0\\.0\\.1|localhost)(:.*)?")
        || hadoop.filter(HadoopUse::here).isPresent();
  }

  private ProcessBuilder environment(ProcessBuilder command) {
    command.environment().put("SPARK_HOME", spark.folder().toString());
    command.environment().put(DataSets.HOME, lesson.module().home().root().toString());
    if (spark.assembled()) {
      command.environment().put("SPARK_SCALA_VERSION", "2.13");
    }
    hadoop.ifPresent(used -> used.tell(command.environment()));
    if (isOnThisMachine()) {
      // Nobody else needs to know this machine's name; looking it up warns on many laptops.
      Optional<String> wrong = Addresses.foreignLocalIp(command.environment());
      wrong.ifPresent(sentence -> System.err.println(tr("%s: 127.0.0.1 is used.", sentence)));
      if (wrong.isPresent() || !command.environment().containsKey(Addresses.LOCAL_IP)) {
        command.environment().put(Addresses.LOCAL_IP, "127.0.0.1");
      }
    }
    return command;
  }
}
