package sparklab.lab.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.cli.Mistake;
import sparklab.lab.home.Folders;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/** Builds with the Maven wrapper what is not there or older than its sources. */
public final class Build {

  private static final Pattern JAVA_ERROR =
      Pattern.compile("\\[ERROR\\] (/.*\\.java):\\[(\\d+),(\\d+)\\] (.*)");

  private static final String SPARK_RUNTIME = "lab/spark-runtime";

  private final Home home;
  private JavaError javaError;

  /** Builds in a copy of the lab. */
  public Build(Home home) {
    this.home = home;
  }

  /** Builds a module's jar if it is stale, and with it the Spark runtime if that is missing. */
  public void refresh(LabModule module, SparkHome spark) throws IOException, InterruptedException {
    List<String> projects = new ArrayList<>();
    if (isStale(module)) {
      forgetClasses(module);
      projects.add(module.name());
    }
    if (spark.assembled() && isRuntimeStale(spark)) {
      projects.add(SPARK_RUNTIME);
    }
    if (!projects.isEmpty()) {
      run(projects.toArray(String[]::new));
    }
  }

  /**
   * Builds a module's jar if it is stale.
   *
   * @return whether it was
   */
  public boolean refresh(LabModule module) throws IOException, InterruptedException {
    if (!isStale(module)) {
      return false;
    }
    forgetClasses(module);
    run(module.name());
    return true;
  }

  /** Builds the Spark runtime if it is needed and missing. */
  public void refresh(SparkHome spark) throws IOException, InterruptedException {
    if (spark.assembled() && isRuntimeStale(spark)) {
      run(SPARK_RUNTIME);
    }
  }

  /** Builds what notebooks need: the lab's own Spark, the kernel and the modules' jars. */
  public void refreshNotebooks(List<LabModule> modules) throws IOException, InterruptedException {
    List<String> projects = new ArrayList<>();
    if (isRuntimeStale(new SparkHome(SparkHome.own(home), true))) {
      projects.add(SPARK_RUNTIME);
    }
    if (isKernelStale()) {
      projects.add(NotebookHome.PROJECT);
    }
    for (LabModule module : modules) {
      if (isStale(module)) {
        forgetClasses(module);
        projects.add(module.name());
      }
    }
    if (!projects.isEmpty()) {
      run(projects.toArray(String[]::new));
    }
  }

  private boolean isKernelStale() throws IOException {
    NotebookHome kernel = NotebookHome.of(home);
    Path project = home.root().resolve(NotebookHome.PROJECT);
    return !kernel.isComplete()
        || changedAfter(home.path("pom.xml"), kernel.libs())
        || changedAfter(project.resolve("pom.xml"), kernel.libs())
        || changedAfter(project.resolve("src/main"), kernel.libs());
  }

  /** Whether the runtime is missing, or made before the last change of its versions. */
  private boolean isRuntimeStale(SparkHome spark) throws IOException {
    return !spark.isComplete()
        || changedAfter(home.path("pom.xml"), spark.folder().resolve("jars"))
        || changedAfter(
            home.path("lab", "spark-runtime", "pom.xml"), spark.folder().resolve("jars"))
        || changedAfter(home.path("lab", "spark-runtime", "src"), spark.folder().resolve("jars"));
  }

  /**
   * Has a module compiled as a whole if what it depends on has changed: Maven looks only at what it
   * builds in the same run, and what lessons share may have been built in an earlier one.
   */
  private void forgetClasses(LabModule module) throws IOException {
    if (Files.exists(module.jar())
        && (changedAfter(home.path("data", "src", "main"), module.jar())
            || changedAfter(home.path("lab", "lesson", "src", "main"), module.jar()))) {
      for (String folder : List.of("classes", "test-classes", "maven-status")) {
        Folders.delete(module.folder().resolve("target").resolve(folder));
      }
    }
  }

  /** Whether a module's jar is missing or older than something it is made from. */
  static boolean isStale(LabModule module) throws IOException {
    if (!Files.exists(module.jar())) {
      return true;
    }
    for (Path source : module.sources().toList()) {
      if (changedAfter(source, module.jar())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a file, or anything in a folder, is newer than another file. */
  private static boolean changedAfter(Path source, Path made) throws IOException {
    if (!Files.exists(source)) {
      return false;
    }
    FileTime time = Files.getLastModifiedTime(made);
    // Folders count too: they change when a file in them is removed.
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.getLastModifiedTime(file).compareTo(time) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Builds projects, and shows that it does. */
  public void run(String... projects) throws IOException, InterruptedException {
    Path log = home.work().resolve("build.log");
    Files.createDirectories(log.getParent());
    List<String> command = new ArrayList<>();
    command.add("bash");
    command.add(home.path("mvnw").toString());
    command.addAll(List.of("-B", "-f", home.path("pom.xml").toString()));
    command.addAll(List.of("-pl", String.join(",", projects), "-am", "-DskipTests", "package"));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.root().toFile()).redirectErrorStream(true);
    // One module is built in seconds: compiling Maven's own code well takes longer than it saves.
    builder.environment().putIfAbsent("MAVEN_OPTS", String.join(" ", JvmFlags.QUICK));
    Process maven = builder.start();
    List<String> errors = new ArrayList<>();
    try (Ticker progress = Ticker.of("Building " + String.join(" and ", projects));
        BufferedReader lines = maven.inputReader(StandardCharsets.UTF_8);
        var copy = Files.newBufferedWriter(log)) {
      String line;
      while ((line = lines.readLine()) != null) {
        copy.write(line);
        copy.newLine();
        progress.look(line);
        if (line.startsWith("[ERROR]")) {
          errors.add(line);
        }
      }
    }
    javaError = errors.stream().flatMap(Build::javaError).findFirst().orElse(null);
    if (maven.waitFor() != 0) {
      throw Mistake.failure("The build failed: %s The whole log is in %s.", explain(errors), log);
    }
  }

  /** A place that the compiler refuses; line and column from 1. */
  public record JavaError(Path file, int line, int column, String reason) {}

  /** The compiler's first error in the last build, if that is why it failed. */
  public Optional<JavaError> javaError() {
    return Optional.ofNullable(javaError);
  }

  private static Stream<JavaError> javaError(String line) {
    Matcher java = JAVA_ERROR.matcher(line);
    return java.matches()
        ? Stream.of(
            new JavaError(
                Path.of(java.group(1)),
                Integer.parseInt(java.group(2)),
                Integer.parseInt(java.group(3)),
                java.group(4)))
        : Stream.empty();
  }

  /** The first error of the compiler with its place, or Maven's first words. */
  private String explain(List<String> errors) {
    if (javaError != null) {
      Path file = home.root().relativize(javaError.file());
      return "%s, line %d: %s.".formatted(file, javaError.line(), javaError.reason());
    }
    return errors.isEmpty()
        ? "Maven could not run."
        : errors.get(0).replaceFirst("\\[ERROR\\] *", "").replaceFirst("\\.?$", ".");
  }
}
