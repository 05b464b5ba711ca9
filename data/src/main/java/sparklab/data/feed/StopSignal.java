package sparklab.data.feed;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The user's wish to end a run: Ctrl-C, a polite kill, or an interrupt of the thread that made the
 * signal. The JVM then waits until the run has tidied up and closed the signal.
 */
final class StopSignal implements AutoCloseable {

  private static final long LONGEST_TIDYING_SECONDS = 15;

  private final Thread runner = Thread.currentThread();
  private final Thread hook = new Thread(this::raiseAndWait, "stop-feed");
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean raised;
  private volatile Runnable release = () -> {};

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** To be asked by the thread that made the signal. */
  boolean isRaised() {
    // Kept here and cleared there, so that tidying up may still wait and write.
    if (Thread.interrupted()) {
      raised = true;
    }
    return raised;
  }

  /** Waits up to this long; less when the signal is raised or {@link #wake()} is called. */
  void park(long nanos) {
    LockSupport.parkNanos(this, nanos);
  }

  /** Ends a {@link #park} of the thread that made the signal. */
  void wake() {
    LockSupport.unpark(runner);
  }

  /** What ends a wait that {@link #wake()} cannot end; called when the JVM is asked to end. */
  void onRaise(Runnable action) {
    release = action;
  }

  private void raiseAndWait() {
    raised = true;
    wake();
    release.run();
    try {
      done.await(LONGEST_TIDYING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is already going down: the hook is what brought us here.
    }
  }
}
