package sparklab.lab.runtime;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/**
 * What the Java kernel of the notebooks consists of.
 *
 * @param folder with our own jar, {@code libs/} and {@code kernel/}
 */
public record NotebookHome(Path folder) {

  /** The project that makes it. */
  static final String PROJECT = "lab/notebook-runtime";

  /** This copy of the lab's; built or not. */
  public static NotebookHome of(Home home) {
    return new NotebookHome(home.path("lab", "notebook-runtime", "target", "notebook-home"));
  }

  /** Whether it is complete: a cleaned local repository leaves links to nowhere. */
  boolean isComplete() throws IOException {
    List<Path> libraries = jars(libs());
    List<Path> kernel = jars(kernel());
    return Files.exists(jar())
        && !libraries.isEmpty()
        && !kernel.isEmpty()
        && Stream.concat(libraries.stream(), kernel.stream()).allMatch(Files::exists);
  }

  /** Our own classes. */
  Path jar() {
    return folder.resolve("notebook-runtime.jar");
  }

  /** Libraries of others; made anew at each build. */
  Path libs() {
    return folder.resolve("libs");
  }

  private Path kernel() {
    return folder.resolve("kernel");
  }

  /**
   * The class path of a kernel. Our own jar goes first, as it corrects a class of the kernel's; the
   * kernel's goes last, as it has older versions of some of Spark's libraries inside.
   */
  public String classPath(SparkHome spark, List<LabModule> modules) throws IOException {
    List<String> entries = new ArrayList<>();
    entries.add(jar().toString());
    entries.add(spark.folder().resolve("jars") + "/*");
    jars(libs()).forEach(jar -> entries.add(jar.toString()));
    modules.forEach(module -> entries.add(module.jar().toString()));
    jars(kernel()).forEach(jar -> entries.add(jar.toString()));
    return String.join(File.pathSeparator, entries);
  }

  private static List<Path> jars(Path jars) throws IOException {
    if (!Files.isDirectory(jars)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(jars)) {
      return all.sorted().toList();
    }
  }
}
