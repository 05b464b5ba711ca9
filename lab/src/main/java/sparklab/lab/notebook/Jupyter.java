package sparklab.lab.notebook;

import static sparklab.cli.Text.tr;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sparklab.cli.Mistake;
import sparklab.cli.Processes;

/**
 * The Jupyter that is installed here.
 *
 * @param folders where programs are looked for, those of {@code PATH}
 */
public record Jupyter(List<Path> folders) {

  /** What to do where it is missing. */
  public static final String CURE =
      tr(
          "install it: on Debian and Ubuntu sudo apt install jupyter-notebook jupyter-nbconvert, on"
              + " macOS brew install jupyterlab, or anywhere, in a virtual environment, pip install"
              + " jupyterlab");

  /** The programs that open notebooks, the newer one first. */
  private static final List<String> BROWSERS = List.of("jupyter-lab", "jupyter-notebook");

  private static final String CONVERTER = "jupyter-nbconvert";

  /** By the {@code PATH} of the environment. */
  public static Jupyter find() {
    String path = System.getenv().getOrDefault("PATH", "");
    return new Jupyter(
        Stream.of(path.split(File.pathSeparator))
            .filter(name -> !name.isEmpty())
            .map(Path::of)
            .toList());
  }

  /** What opens notebooks in a browser. */
  public Path browser() {
    return BROWSERS.stream()
        .map(this::program)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> missing(tr("jupyter-lab nor jupyter-notebook")));
  }

  /** What executes and renders them. */
  Path converter() {
    return program(CONVERTER).orElseThrow(() -> missing(CONVERTER));
  }

  private Optional<Path> program(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static Mistake missing(String what) {
    return Mistake.failure("There is no %s on this machine's PATH: %s.", what, CURE);
  }

  /**
   * A command of Jupyter's that finds our kernel.
   *
   * @param kernels for {@code JUPYTER_PATH}
   * @param log takes all it says, and all its kernels say
   */
  static ProcessBuilder command(
      Path folder, Path kernels, Path log, Map<String, String> environment, List<String> words)
      throws IOException {
    Files.deleteIfExists(log);
    // Ctrl-C is for the lab, which ends it: Jupyter would ask whether it was meant so.
    ProcessBuilder command = Processes.detached(folder, log, new ArrayList<>(words));
    command
        .environment()
        .merge(
            "JUPYTER_PATH",
            kernels.toString(),
            (others, ours) -> ours + File.pathSeparator + others);
    command.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    command.environment().putAll(environment);
    return command;
  }
}
