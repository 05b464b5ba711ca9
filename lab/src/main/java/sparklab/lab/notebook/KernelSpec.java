package sparklab.lab.notebook;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sparklab.cli.Processes;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;
import sparklab.lab.runtime.JvmFlags;
import sparklab.lab.runtime.NotebookHome;
import sparklab.lab.runtime.SparkHome;

/** How Jupyter learns of the Java kernel: a file that holds the command which starts it. */
public final class KernelSpec {

  static final String NAME = "sparklab-java";
  static final String DISPLAY_NAME = "Java (Spark Streaming Lab)";
  static final String LANGUAGE = "java";

  private KernelSpec() {}

  /**
   * Writes the file.
   *
   * @param modules whose classes the cells may use
   * @return the folder that {@code JUPYTER_PATH} is to name
   */
  static Path write(Home home, String name, List<LabModule> modules) throws IOException {
    // One for each use, so that two at a time do not rewrite each other's.
    Path path = home.work().resolve("jupyter").resolve(name);
    Path folder = Files.createDirectories(path.resolve("kernels").resolve(NAME));
    Map<String, Object> spec =
        Map.of(
            "argv",
            command(home, modules),
            "display_name",
            DISPLAY_NAME,
            "language",
            LANGUAGE,
            "interrupt_mode",
            "message");
    new JsonMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve("kernel.json").toFile(), spec);
    return path;
  }

  /** Jupyter puts the file with the kernel's ports in place of the last word. */
  private static List<String> command(Home home, List<LabModule> modules) throws IOException {
    SparkHome spark = new SparkHome(SparkHome.own(home), true);
    List<String> words = new ArrayList<>();
    words.add(Processes.java());
    words.addAll(spark.jvmFlags());
    words.addAll(JvmFlags.QUICK);
    words.add(JvmFlags.HEAP);
    words.add("-Djava.awt.headless=true"); // plots are drawn into the page
    words.add("-Dsparklab.home=" + home.root());
    words.add(
        "-Dlog4j2.configurationFile=" + spark.folder().resolve("conf/log4j2.properties").toUri());
    words.addAll(List.of("-cp", NotebookHome.of(home).classPath(spark, modules)));
    words.addAll(List.of("sparklab.notebook.Kernel", "{connection_file}"));
    return words;
  }
}
