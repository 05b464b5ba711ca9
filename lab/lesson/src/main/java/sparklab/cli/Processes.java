package sparklab.cli;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How other programs are started and ended. */
public final class Processes {

  private Processes() {}

  /** The Java that this program runs on. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * A command that goes on when the program that starts it ends, and does not hear its Ctrl-C; its
   * output is added to a log.
   *
   * @param folder its current one
   */
  public static ProcessBuilder detached(Path folder, Path log, List<String> command) {
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

  /**
   * Ends a process as {@code kill} does, and if it is still there after a while as {@code kill -9}.
   * What it says meanwhile can still be read: {@link Process#destroy} would close its streams.
   *
   * @return whether it ended in time
   */
  public static boolean stop(ProcessHandle process, Duration patience) throws InterruptedException {
    process.destroy();
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stuck) {
      process.destroyForcibly();
      process.onExit().join();
      return false;
    } catch (ExecutionException impossible) {
      throw new CompletionException(impossible);
    }
  }

  /** Ends a process and all that it has started as {@code kill -9} does, without waiting. */
  public static void kill(Process process) {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
