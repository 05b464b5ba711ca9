package sparklab.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes that go on when the program that starts them ends, and do not hear its Ctrl-C. */
public final class Detached {

  private Detached() {}

  /**
   * A command whose output is added to a log.
   *
   * @param folder its current one
   */
  public static ProcessBuilder process(Path folder, Path log, List<String> command) {
    List<String> words = new ArrayList<>();
    // What ignores a signal hands that on to what it becomes.
    words.addAll(List.of("bash", "-c", "trap '' INT HUP; exec \"$@\"", "detached"));
    words.addAll(command);
    return new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }
}
