package sparklab.lab.run;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

  /** A program that says nothing of its start has started by then. */
  private static final Duration START = Duration.ofMinutes(5);

  private static final int LOOK_MILLIS = 100;

  private final Process process;
  private final Path ready;
  private final long start = System.nanoTime();
  private final Consumer<RunningLesson> whenEnded;
  private final Thread out;
  private final Thread err;
  private volatile boolean shown;

  private RunningLesson(Process process, Path ready, Consumer<RunningLesson> whenEnded) {
    this.process = process;
    this.ready = ready;
    this.whenEnded = whenEnded;
    out = pass(process.getInputStream(), System.out, "lesson-out", () -> shown = true);
    err = pass(process.getErrorStream(), System.err, "lesson-err", () -> {});
    // Whatever ends the lab ends the lesson, the lab's Ctrl-C too.
    AtExit.end(this::end);
  }

  /**
   * Starts it.
   *
   * @param whenEnded is called by {@link #end}, and so at the latest when the lab ends, by Ctrl-C
   *     too
   */
  static RunningLesson start(ProcessBuilder command, Consumer<RunningLesson> whenEnded)
      throws IOException {
    // A lab that is killed cannot end its lesson: the lesson looks after itself then.
    command.environment().put(Lessons.PARENT, "" + ProcessHandle.current().pid());
    Path ready = Files.createTempDirectory("sparklab-lesson-").resolve("ready");
    command.environment().put(Lessons.READY, ready.toString());
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

  /** Whether it has said that it runs, or has shown a result, or has had time enough for either. */
  private boolean isStarted() {
    return shown || Files.exists(ready) || System.nanoTime() - start > START.toNanos();
  }

  /** Whether it has shown a result, or has said that a batch is done. */
  boolean hasHadBatch() {
    try {
      return shown || Files.size(ready) > 0;
    } catch (IOException notStarted) {
      return false;
    }
  }

  private void forgetReady() {
    try {
      Files.deleteIfExists(ready);
      Files.deleteIfExists(ready.getParent());
    } catch (IOException left) {
      // an empty folder among the temporary ones
    }
  }

  /**
   * Waits for the end, or until the time is over that counts from the lesson's start, when Spark
   * runs and what it needs is prepared. What the JVM says of its options is no start.
   *
   * @param timeout null for none
   * @return whether it ended by itself
   */
  boolean await(Duration timeout) throws InterruptedException {
    if (timeout == null) {
      process.waitFor();
      return true;
    }
    while (!isStarted() && !process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      // it may take long on a busy machine
    }
    return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether it runs. */
  boolean isRunning() {
    return process.isAlive();
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

  /** Stops it and clears up after it. */
  void end() {
    stop();
    forgetReady();
    whenEnded.accept(this);
  }

  /** Stops it as Ctrl-C does. */
  void stop() {
    try {
      if (!Processes.stop(process.toHandle(), STOP)) {
        System.err.println(tr("The lesson does not stop: it is killed"));
      }
      out.join(LAST_WORDS.toMillis());
      err.join(LAST_WORDS.toMillis());
    } catch (InterruptedException hurry) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
