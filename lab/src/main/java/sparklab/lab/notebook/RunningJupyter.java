package sparklab.lab.notebook;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sparklab.cli.Processes;
import sparklab.lab.process.AtExit;

/** A process of Jupyter's, and the kernels that it has started: they end with the lab. */
public final class RunningJupyter {

  private static final Duration CLEAN_STOP = Duration.ofSeconds(20);

  private final Process process;

  /** Starts it. */
  RunningJupyter(ProcessBuilder command) throws IOException {
    process = command.start();
    AtExit.end(this::stop);
  }

  /** Waits for its end; its exit code. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  /** The same for a while only; whether it has ended. */
  boolean await(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stop() {
    List<ProcessHandle> kernels = process.descendants().toList();
    try {
      Processes.stop(process.toHandle(), CLEAN_STOP);
      // Jupyter has told them to end. Told or not, none stays.
      for (ProcessHandle kernel : kernels) {
        kernel.destroyForcibly();
        kernel.onExit().join();
      }
    } catch (InterruptedException hurry) {
      process.destroyForcibly();
      kernels.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}
