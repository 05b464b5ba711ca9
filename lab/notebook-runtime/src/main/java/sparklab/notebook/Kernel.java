package sparklab.notebook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;
import org.slf4j.LoggerFactory;

/** The Java kernel as Jupyter starts it: with one argument, the file that names its ports. */
public final class Kernel {

  /** Set by Jupyter for its kernels: the process that started them. */
  private static final String JUPYTER = "JPY_PARENT_PID";

  /** Of the library, which tells of every message. */
  private static final Logger LIBRARY = Logger.getLogger("");

  private Kernel() {}

  /** Serves Jupyter until it says shutdown or is gone. */
  public static void main(String[] args) {
    int status = 1;
    try {
      endWithJupyter();
      // Spark's log goes where System.err is when the log is first used. Within a cell that is the
      // cell, and no place for what a thread of Spark says much later.
      LoggerFactory.getLogger(Kernel.class);
      LIBRARY.setLevel(Level.WARNING);
      serve(Path.of(args[0]));
      status = 0;
    } catch (Exception broken) {
      broken.printStackTrace();
    } finally {
      // Threads that a cell or Spark left behind would keep the process alive.
      System.exit(status);
    }
  }

  private static void serve(Path connection) throws Exception {
    Channels channels =
        new Channels(Transform.fromJson(Files.readString(connection), ConnectionProperties.class));
    channels.connect(MainApp.kernel);
    LoopThread.ready();
    channels.joinUntilClose();
  }

  /** A Jupyter that is killed cannot tell its kernels to end. */
  private static void endWithJupyter() {
    String jupyter = System.getenv(JUPYTER);
    if (jupyter != null) {
      ProcessHandle.of(Long.parseLong(jupyter))
          .ifPresentOrElse(
              process -> process.onExit().thenRun(() -> System.exit(1)), () -> System.exit(1));
    }
  }
}
