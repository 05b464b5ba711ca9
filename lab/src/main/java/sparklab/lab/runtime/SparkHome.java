package sparklab.lab.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/**
 * A Spark that programs are submitted to.
 *
 * @param folder with {@code bin/spark-submit} and {@code jars/}
 * @param assembled whether it is the lab's own, made from Maven artifacts
 */
public record SparkHome(Path folder, boolean assembled) {

  private static final String MLLIB = "spark-mllib_";

  private static final Pattern OPEN = Pattern.compile("--add-opens=([\\w.]+)/([\\w.]+)=.*");

  /** The one that {@code SPARK_HOME} names, otherwise the lab's own. */
  public static SparkHome find(Home home) {
    return find(home, System.getenv("SPARK_HOME"));
  }

  /**
   * The same for a given value of {@code SPARK_HOME}.
   *
   * @param named null if it is not set
   */
  public static SparkHome find(Home home, String named) {
    if (named == null || named.isBlank()) {
      return new SparkHome(own(home), true);
    }
    Path folder = Path.of(named);
    if (!Files.isRegularFile(folder.resolve("bin/spark-submit"))) {
      throw Mistake.failure(
          "SPARK_HOME is '%s' and there is no bin/spark-submit: let it name a Spark distribution, or"
              + " unset it to use the lab's own.",
          named);
    }
    return new SparkHome(folder, folder.equals(own(home)));
  }

  /** The lab's own, whatever {@code SPARK_HOME} says; built or not. */
  public static SparkHome assembled(Home home) {
    return new SparkHome(own(home), true);
  }

  /** Where the lab keeps its own. */
  public static Path own(Home home) {
    return home.path("lab", "spark-runtime", "target", "spark-home");
  }

  /** Whether it is complete: a cleaned local repository leaves links to nowhere. */
  public boolean isComplete() throws IOException {
    if (!Files.isRegularFile(submit()) || !Files.isDirectory(folder.resolve("jars"))) {
      return false;
    }
    List<Path> jars = jars();
    return !jars.isEmpty() && jars.stream().allMatch(Files::exists);
  }

  /** The program that submits to it. */
  public Path submit() {
    return folder.resolve("bin/spark-submit");
  }

  /** Its jars, in an order that is the same every time. */
  public List<Path> jars() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("jars"))) {
      return all.sorted().toList();
    }
  }

  /**
   * The jars that a module's programs need: MLlib, which adds functions of its own to each session
   * and takes its time for it, only where the module's POM names it.
   */
  public List<Path> jars(LabModule module) throws IOException {
    boolean learns = Files.readString(module.folder().resolve("pom.xml")).contains(MLLIB);
    return jars().stream()
        .filter(jar -> learns || !jar.getFileName().toString().startsWith(MLLIB))
        .toList();
  }

  /**
   * The module flags that Spark needs, without those that open a package which this Java has no
   * more: it would warn of them.
   */
  public List<String> jvmFlags() throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve("conf/jvm-flags"))) {
      return lines.filter(line -> line.startsWith("-")).filter(SparkHome::isKnownHere).toList();
    }
  }

  private static boolean isKnownHere(String flag) {
    Matcher open = OPEN.matcher(flag);
    return !open.matches()
        || ModuleLayer.boot()
            .findModule(open.group(1))
            .filter(module -> module.getPackages().contains(open.group(2)))
            .isPresent();
  }
}
