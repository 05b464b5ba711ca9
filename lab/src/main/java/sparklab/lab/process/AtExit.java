package sparklab.lab.process;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must end with the lab, however it ends, Ctrl-C included: the last that was started ends
 * first, so that a lesson is stopped before its source is. (The JVM runs several shutdown hooks at
 * once.)
 */
public final class AtExit {

  private static final Deque<Runnable> STARTED = new ArrayDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AtExit::endAll, "end-all"));
  }

  private AtExit() {}

  /**
   * Registers how something is ended that has just been started; ending it twice must do no harm.
   */
  public static synchronized void end(Runnable ending) {
    STARTED.push(ending);
  }

  private static synchronized void endAll() {
    STARTED.forEach(Runnable::run);
  }
}
