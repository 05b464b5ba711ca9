package sparklab.lab.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sparklab.cli.Mistake;
import sparklab.cli.Processes;
import sparklab.lab.process.AtExit;
import sparklab.lesson.Lessons;

/** A lesson running in a process of its own, its output passed on. */
public final class RunningLesson {

  /** A stop finishes the batches that have begun; beyond this it is not coming. */
  private static final Duration STOP = Duration.ofMinutes(2);

  /** What it said before its end has been passed on by then. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private static final int LOOK_MILLIS = 100;

  private final Process process;
  private final Path ready;
  private final CountDownLatch started = new CountDownLatch(1);
  private final Thread out;
  private final Thread err;
  private volatile boolean shown;

  private RunningLesson(Process process, Path ready, Consumer<RunningLesson> whenEnded) {
    this.process = process;
    this.ready = ready;
    out = pass(process.getInputStream(), System.out, "lesson-out", () -> shown = true);
    err = pass(process.getErrorStream(), System.err, "lesson-err", () -> {});
    // Whatever ends the lab ends the lesson, the lab's Ctrl-C too.
    AtExit.end(
        () -> {
          stop();
          forgetReady();
          whenEnded.accept(this);
        });
  }

  /**
   * Starts it.
   *
   * @param prepares whether it may first make something that it needs, as a {@link
   *     sparklab.lesson.PreparedLesson}
   * @param whenEnded is called after its end when the lab ends, by Ctrl-C too
   */
  static RunningLesson start(
      ProcessBuilder command, boolean prepares, Consumer<RunningLesson> whenEnded)
      throws IOException {
    // A lab that is killed cannot end its lesson: the lesson looks after itself then.
    command.environment().put(Lessons.PARENT, "" + ProcessHandle.current().pid());
    Path ready = null;
    if (prepares) {
      ready = Files.createTempDirectory("sparklab-lesson-").resolve("ready");
      command.environment().put(Lessons.READY, ready.toString());
    }
    return new RunningLesson(
        command.redirectInput(ProcessBuilder.Redirect.INHERIT).start(), ready, whenEnded);
  }

  private Thread pass(InputStream from, PrintStream to, String name, Runnable whenSaid) {
    Thread thread =
        new Thread(
            () -> {
              byte[] block = new byte[8192];
              try {
                int length;
                while ((length = from.read(block)) >= 0) {
                  to.write(block, 0, length);
                  if (to.checkError()) { // the reader of our output has gone, as in `| head`
                    process.toHandle().destroy();
                    return;
                  }
                  started.countDown(); // its first word is the Spark UI's address
                  whenSaid.run();
                }
              } catch (IOException ended) {
                // the process is gone, and its exit code tells how
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private boolean isStarted() throws InterruptedException {
    if (ready == null) {
      return started.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return Files.exists(ready);
  }

  private void forgetReady() {
    try {
      if (ready != null) {
        Files.deleteIfExists(ready);
        Files.deleteIfExists(ready.getParent());
      }
    } catch (IOException left) {
      // an empty folder among the temporary ones
    }
  }

  /**
   * Waits for the end, or until the time is over that counts from the lesson's first output, or
   * from the end of its preparation.
   *
   * @param timeout null for none
   * @return whether it ended by itself
   */
  boolean await(Duration timeout) throws InterruptedException {
    if (timeout == null) {
      process.waitFor();
      return true;
    }
    while (process.isAlive() && !isStarted()) {}
    return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Its exit code, when it has ended and all it said has been passed on. */
  int exitCode() throws InterruptedException {
    int code = process.waitFor();
    out.join();
    err.join();
    return code;
  }

  /** Whether it has shown a result and has not failed; of a lesson that has ended. */
  boolean hasWorked() {
    int code = process.onExit().join().exitValue();
    return shown && code != Mistake.FAILURE && code != Mistake.USAGE;
  }

  /** Stops it as Ctrl-C does. */
  void stop() {
    try {
      if (!Processes.stop(process.toHandle(), STOP)) {
        System.err.println("The lesson does not stop: it is killed");
      }
      out.join(LAST_WORDS.toMillis());
      err.join(LAST_WORDS.toMillis());
    } catch (InterruptedException hurry) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
