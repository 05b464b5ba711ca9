package sparklab.lab.runtime;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.cli.Mistake;
import sparklab.cli.Text;
import sparklab.lab.home.Folders;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;
import sparklab.worker.Reply;

/**
 * Builds what is not there or older than its sources: with Maven, or where only Java files of a
 * module were edited by compiling them here.
 */
public final class Build {

  private static final Pattern JAVA_ERROR =
      Pattern.compile("(/.*\\.java):\\[(\\d+),(\\d+)\\] (.*)");

  private static final String SPARK_RUNTIME = "lab/spark-runtime";

  private final Home home;
  private final Maven maven;

  /** Builds in a copy of the lab, for the command that this process runs. */
  public Build(Home home) {
    this.home = home;
    maven = new Maven(home.root(), System.getProperty("sparklab.command", "the lab"), Text::tr);
  }

  /** What is to be built, as Maven names it; asked again when it is this program's turn. */
  public interface Stale {

    /** Projects of Maven's; none if nothing is to be built. */
    List<String> projects() throws IOException;
  }

  /** The compiler refuses a file: a sentence with the place, the line and an arrow below it. */
  public static final class DoesNotCompile extends Mistake {

    private static final long serialVersionUID = 1;

    DoesNotCompile(String told) {
      super(FAILURE, told);
    }
  }

  /**
   * Builds the jars of modules that are stale, and with them the Spark runtime if it is needed and
   * missing.
   *
   * @return whether something was stale
   */
  public boolean refresh(List<LabModule> modules, SparkHome spark)
      throws IOException, InterruptedException {
    return refresh(() -> stale(modules, spark));
  }

  /** Builds what notebooks need: the lab's own Spark, the kernel and the modules' jars. */
  public void refreshNotebooks(List<LabModule> modules) throws IOException, InterruptedException {
    refresh(
        () -> {
          List<String> projects = stale(modules, SparkHome.assembled(home));
          if (isKernelStale()) {
            projects.add(NotebookHome.PROJECT);
          }
          return projects;
        });
  }

  private List<String> stale(List<LabModule> modules, SparkHome spark) throws IOException {
    List<String> projects = new ArrayList<>();
    if (spark.assembled() && isRuntimeStale(spark)) {
      projects.add(SPARK_RUNTIME);
    }
    for (LabModule module : modules) {
      if (isStale(module)) {
        projects.add(module.name());
      }
    }
    return projects;
  }

  /**
   * Builds what is stale.
   *
   * @return whether something was
   */
  public boolean refresh(Stale stale) throws IOException, InterruptedException {
    if (stale.projects().isEmpty()) {
      return false;
    }
    try (Maven.Turn turn = maven.turn()) {
      List<String> projects = stale.projects();
      List<LabModule> modules =
          LabModule.all(home).stream().filter(one -> projects.contains(one.name())).toList();
      if (projects.isEmpty()) {
        return true; // who had the turn before has built it
      }
      if (modules.size() == projects.size() && areOnlyEdited(modules)) {
        try (FileLock mavens = turn.hold()) {
          for (LabModule module : modules) {
            compiler(module).compile();
          }
        }
      } else {
        build(turn, projects, modules);
      }
      return true;
    }
  }

  private void build(Maven.Turn turn, List<String> projects, List<LabModule> modules)
      throws IOException, InterruptedException {
    for (LabModule module : modules) {
      forgetClasses(module);
    }
    FileTime start = FileTime.from(Instant.now());
    try {
      // One module that does not compile does not keep the others from being built.
      List<String> arguments =
          new ArrayList<>(List.of("-pl", String.join(",", projects), "-am", "--fail-at-end"));
      if (projects.contains(HadoopHome.PROJECT)) {
        arguments.add("-P" + HadoopHome.PROFILE);
      }
      turn.build(arguments);
    } catch (Maven.Failed failed) {
      throw explain(failed);
    }
    for (LabModule module : modules) {
      // What was saved meanwhile may not be in it.
      Files.setLastModifiedTime(module.jar(), start);
    }
  }

  private boolean areOnlyEdited(List<LabModule> modules) throws IOException {
    for (LabModule module : modules) {
      if (!compiler(module).canCompile()) {
        return false;
      }
    }
    return true;
  }

  private ModuleCompiler compiler(LabModule module) {
    return new ModuleCompiler(module, SparkHome.assembled(home));
  }

  private boolean isKernelStale() throws IOException {
    NotebookHome kernel = NotebookHome.of(home);
    Path project = home.root().resolve(NotebookHome.PROJECT);
    return !kernel.isComplete()
        || Maven.isStale(
            kernel.libs(),
            Stream.of(
                home.path("pom.xml"), project.resolve("pom.xml"), project.resolve("src/main")));
  }

  /** Whether the runtime is missing, or made before the last change of its versions. */
  private boolean isRuntimeStale(SparkHome spark) throws IOException {
    return !spark.isComplete()
        || Maven.isStale(
            spark.folder().resolve("jars"),
            Stream.of(
                home.path("pom.xml"),
                home.path("lab", "spark-runtime", "pom.xml"),
                home.path("lab", "spark-runtime", "src")));
  }

  /**
   * Has a module compiled as a whole if what it depends on has changed: Maven looks only at what it
   * builds in the same run, and what lessons share may have been built in an earlier one.
   */
  private void forgetClasses(LabModule module) throws IOException {
    if (Files.exists(module.jar())
        && (Maven.isStale(
            module.jar(),
            Stream.of(
                home.path("data", "src", "main"), home.path("lab", "lesson", "src", "main"))))) {
      for (String folder : List.of("classes", "test-classes", "maven-status")) {
        Folders.delete(module.folder().resolve("target").resolve(folder));
      }
    }
  }

  /** Whether a module's jar is missing or older than something it is made from. */
  static boolean isStale(LabModule module) throws IOException {
    return Maven.isStale(module.jar(), module.sources());
  }

  /** The first error of the compiler with its place, or Maven's first words. */
  private Mistake explain(Maven.Failed failed) throws IOException {
    for (String line : failed.errors()) {
      Matcher java = JAVA_ERROR.matcher(line);
      if (java.matches()) {
        Path file = Path.of(java.group(1));
        int number = Integer.parseInt(java.group(2));
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        String source = number <= lines.size() ? lines.get(number - 1) : null;
        return new DoesNotCompile(
            new Reply.Problem(null, number, Integer.parseInt(java.group(3)), java.group(4), source)
                .told(home.root().relativize(file).toString()));
      }
    }
    return Mistake.failure("%s.", failed.getMessage());
  }
}
