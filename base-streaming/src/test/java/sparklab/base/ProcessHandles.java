package sparklab.base;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** What tests of processes need beside their handles. */
final class ProcessHandles {

  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private ProcessHandles() {}

  /** Waits for a condition. */
  static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(DEADLINE).pollInterval(Duration.ofMillis(100)).until(condition);
  }

  /** What Ctrl-C does. */
  static void interrupt(ProcessHandle process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
  }

  /** Whether it is a kernel of a notebook. */
  static boolean isKernel(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("sparklab.notebook.Kernel");
  }
}
