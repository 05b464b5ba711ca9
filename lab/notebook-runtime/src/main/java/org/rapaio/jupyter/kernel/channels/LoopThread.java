package org.rapaio.jupyter.kernel.channels;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does something again and again, with a pause after each turn, until it is told to end. The
 * kernel's channels are polled by such threads.
 *
 * <p>Written for the lab, to stand before the class of this name in the kernel's jar (3.0.1), whose
 * start is left to luck. That one declares itself running only after its thread has been started:
 * now and then the new thread looks first and ends at once. And it may read a message before the
 * kernel has anything to handle it with, and die of that. Either way the kernel never answers on
 * that channel. Here threads wait for each other, and run unless they were told to end.
 */
public final class LoopThread extends Thread {

  private static final CountDownLatch READY = new CountDownLatch(1);

  private final long pause;
  private final Runnable turn;
  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * A thread that is still to be started.
   *
   * @param pause milliseconds after each turn
   */
  public LoopThread(String name, long pause, Runnable turn) {
    super(name);
    this.pause = pause;
    this.turn = turn;
  }

  /** Lets the threads begin: from now on there is somebody to handle what they read. */
  public static void ready() {
    READY.countDown();
  }

  @Override
  public void run() {
    try {
      READY.await();
      boolean told = end.getCount() == 0;
      while (!told) {
        turn.run();
        told = end.await(pause, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException told) {
      // the other way to tell it
    }
  }

  /** Lets it end after the turn that it is in. */
  public void shutdown() {
    end.countDown();
  }
}
