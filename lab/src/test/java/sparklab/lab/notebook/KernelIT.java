package sparklab.lab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.lab.home.Home;
import sparklab.testing.Installed;
import sparklab.testing.LessonProcess;

/** The Java kernel starts every time, answers, can be interrupted, and ends when it is told to. */
@Tag("full")
class KernelIT {

  private static final int STARTS = 20;

  /** That of a very slow machine; twenty starts take a minute or so. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir Path folder;

  @Test
  void twentyInARow() throws IOException {
    assertThat(run("kernel-starts.py", "" + STARTS)).hasSize(STARTS);
  }

  @Test
  void aCellThatIsInterruptedEndsAndTheNextOneRuns() throws IOException {
    assertThat(run("kernel-interrupt.py")).containsExactly("interrupted");
  }

  /** The lines that a script prints, which talks to a kernel by Jupyter's own client. */
  private List<String> run(String name, String... arguments) throws IOException {
    Path python = python();
    Path script = folder.resolve(name);
    try (InputStream text = KernelIT.class.getResourceAsStream(name)) {
      Files.copy(text, script);
    }
    Path kernels = KernelSpec.write(new Home(LessonProcess.home()), "test", List.of());
    List<String> command = new ArrayList<>();
    command.addAll(List.of(python.toString(), script.toString(), KernelSpec.NAME));
    command.addAll(List.of(arguments));
    try (LessonProcess client =
        LessonProcess.start(folder, Map.of("JUPYTER_PATH", kernels.toString()), command)) {
      assertThat(client.awaitExit(PATIENCE)).as(client.out() + client.err()).isZero();
      return client.out().lines().toList();
    }
  }

  /** The Python that Jupyter is installed in: the first line of its programs names it. */
  private static Path python() throws IOException {
    Path converter = Installed.program("jupyter-nbconvert");
    String first = Files.readAllLines(converter).get(0);
    assertThat(first).startsWith("#!");
    return Path.of(first.substring(2).strip().split(" ")[0]);
  }
}
