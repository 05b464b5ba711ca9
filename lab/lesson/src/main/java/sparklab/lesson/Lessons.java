package sparklab.lesson;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.hadoop.util.ShutdownHookManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;
import sparklab.cli.Addresses;
import sparklab.cli.Commands;
import sparklab.cli.Failure;
import sparklab.cli.Mistake;
import sparklab.lesson.live.Live;

/** What every lesson's {@code main} does around {@link Lesson#run}. */
public final class Lessons {

  /** Environment variable: the process without which the lesson is to end. */
  public static final String PARENT = "SPARKLAB_PARENT";

  /**
   * Environment variable: the file that a lesson makes when what it needs is there and it runs, and
   * writes to when a batch is done.
   */
  public static final String READY = "SPARKLAB_READY";

  /** Hadoop runs shutdown hooks from the highest priority down; Spark's have 40. */
  private static final int BEFORE_SPARKS_OWN = 100;

  private static final int FIRST_OF_ALL = 1_000;
  private static final int LAST_OF_ALL = -1_000;

  /** What a stop does to work under way, as Spark puts it. */
  private static final Pattern STOPPED =
      Pattern.compile(
          "(?is).*(stopp(ed|ing)|shut ?down|cancelled|interrupted|TaskKilled|SparkEnv).*");

  private static final long LOOK_MILLIS = 300;
  private static final long TRY_MILLIS = 5_000;

  private static final AtomicBoolean TOLD = new AtomicBoolean();
  private static final AtomicBoolean SAID_BATCH = new AtomicBoolean();
  private static final AtomicBoolean FAILED = new AtomicBoolean();
  private static final CountDownLatch STOPPING = new CountDownLatch(1);
  private static final CountDownLatch ENDED = new CountDownLatch(1);
  private static final AtomicReference<Runnable> STOP = new AtomicReference<>();
  private static final AtomicReference<Explanation> EXPLANATION =
      new AtomicReference<>(failure -> Optional.empty());

  /** What the lab knows of a failure that Spark reports. */
  public interface Explanation {

    /**
     * A {@link Mistake} that says in one sentence what to mend, a {@link NotThereYet} for a source
     * to wait for, or nothing.
     */
    Optional<? extends RuntimeException> of(Throwable failure);
  }

  private Lessons() {}

  /** See {@link Lesson#main}. */
  static void main(Lesson lesson, String... args) {
    int status = run(lesson, args);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** The same, but the process goes on; returns the exit code that it would end with. */
  public static int run(Lesson lesson, String... args) {
    Commands.useNoLanguagesRules();
    try {
      int status = runAndTell(lesson, args);
      FAILED.set(status != 0 && isStopping());
      return status;
    } finally {
      ENDED.countDown();
      Live.end();
    }
  }

  /**
   * An exit code that is asked for while the process ends by a signal is not heard: what failed
   * until then says so at the very end.
   */
  private static void endWithFailure() {
    if (FAILED.get()) {
      Runtime.getRuntime().halt(Mistake.FAILURE);
    }
  }

  /**
   * Has a running query or context stopped when the process is asked to end, before Spark's own
   * hook takes the context away from it; the process ends when the lesson has said its last word.
   *
   * @param patience after which the process ends in any case
   */
  public static void onStop(Duration patience, Runnable stop) {
    if (STOP.getAndSet(stop) == null) {
      ShutdownHookManager.get()
          .addShutdownHook(
              Lessons::stop, BEFORE_SPARKS_OWN, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static void stop() {
    STOPPING.countDown();
    STOP.get().run();
    try {
      ENDED.await();
    } catch (InterruptedException hurry) {
      // The process ends anyway: a checkpoint stays as it is after a kill.
    }
  }

  /** Whether the process is asked to end. */
  public static boolean isStopping() {
    return STOPPING.getCount() == 0;
  }

  /** Asks this before a failure of the running lesson is told as it is. */
  public static void onFailure(Explanation explanation) {
    EXPLANATION.set(explanation);
  }

  /** Runs a lesson, again for as long as its source is not there. */
  private static void runWhenSourceIsThere(Lesson lesson, Spark spark, String name)
      throws Exception {
    String said = "";
    while (true) {
      EXPLANATION.set(failure -> Optional.empty());
      try {
        lesson.run(spark.conf(name));
        return;
      } catch (Mistake | CommandLine.ParameterException known) {
        throw known;
      } catch (Exception failure) {
        if (isByStop(failure)) {
          return; // a batch that was interrupted
        }
        RuntimeException known =
            explain(failure)
                .or(() -> fullDisk(failure))
                .or(() -> ClusterFailure.explain(failure))
                .orElse(null);
        if (!(known instanceof NotThereYet source)) {
          throw known == null ? failure : known;
        }
        if (isStopping()) {
          return;
        }
        if (!said.equals(source.getMessage())) {
          said = source.getMessage();
          System.err.println(said);
        }
        if (isStoppedBefore(source)) {
          return;
        }
      }
    }
  }

  /**
   * A thread of Spark's has failed, such as the one that writes the checkpoints of DStreams. Spark
   * starts it again and again: what the user can mend ends the lesson.
   */
  private static void failedIn(Throwable failure, String name) {
    Optional<RuntimeException> known = explain(failure).or(() -> fullDisk(failure));
    if (known.isEmpty()) {
      System.err.println(name + ": " + Failure.describe(failure));
    } else {
      end(name + ": " + known.get().getMessage());
    }
  }

  /**
   * Ends the lesson after a failure, and not cleanly: a stop that finishes what has begun would
   * meet the same failure.
   *
   * @param why the sentence to say, with the lesson's name
   */
  public static void end(String why) {
    if (TOLD.compareAndSet(false, true)) {
      System.err.println(why);
      STOP.set(() -> {});
      ENDED.countDown();
      QuietLog.mute();
      new Thread(() -> System.exit(Mistake.FAILURE), "end").start();
    }
  }

  /** Whether it failed because the process is asked to end: that took away what it was using. */
  static boolean isByStop(Throwable failure) {
    if (!isStopping()) {
      return false;
    }
    if (STOP.get() == null) {
      return true; // it was about to start
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof InterruptedIOException
          || cause instanceof ClosedChannelException
          || cause instanceof RejectedExecutionException
          || STOPPED.matcher(String.valueOf(cause.getMessage())).matches()) {
        return true;
      }
    }
    return false;
  }

  private static Optional<RuntimeException> explain(Throwable failure) {
    return EXPLANATION.get().of(failure).map(known -> known);
  }

  /** Whatever a lesson was writing: Spark has it in the text of a failed task, too. */
  private static Optional<RuntimeException> fullDisk(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String what = String.valueOf(cause.getMessage());
      if (what.contains("No space left on device") || what.contains("Disk quota exceeded")) {
        return Optional.of(
            Mistake.failure(
                "The disk is full (%s): make room, also in %s where Spark keeps its own files, and"
                    + " start the lesson again.",
                what.contains("quota") ? tr("quota exceeded") : tr("no space left on device"),
                System.getProperty("java.io.tmpdir")));
      }
    }
    return Optional.empty();
  }

  /** Waits until a source may be there, or it is time to try in any case. */
  private static boolean isStoppedBefore(NotThereYet source) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TRY_MILLIS);
    do {
      if (STOPPING.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    } while (!source.maybeThere() && System.nanoTime() < deadline);
    return false;
  }

  private static int runAndTell(Lesson lesson, String... args) {
    String name = lesson.getClass().getAnnotation(Command.class).name();
    if (System.getProperty("os.name").startsWith("Windows")) {
      System.err.println(
          tr("The lab runs on Linux, macOS and WSL2: on Windows use a WSL2 terminal."));
      return Mistake.FAILURE;
    }
    Spark spark = new Spark();
    CommandLine commandLine = Commands.withHelp(new CommandLine(lesson)).addMixin("spark", spark);
    commandLine.getCommandSpec().mixinStandardHelpOptions(true);
    List<String> given = Arrays.asList(args);
    if (!given.isEmpty() && given.get(0).equals("--")) {
      given = given.subList(1, given.size());
    }
    try {
      ParseResult parsed = commandLine.parseArgs(given.toArray(String[]::new));
      if (parsed.isUsageHelpRequested()) {
        commandLine.usage(System.out);
        return 0;
      }
      QuietLog.replaceSparksDefault();
      Addresses.foreignLocalIp(System.getenv())
          .ifPresent(
              wrong -> {
                throw Mistake.failure("%s: unset it, or name one that is.", wrong);
              });
      endWithParent();
      // From here on what fails because the process is asked to end is no failure.
      ShutdownHookManager.get().addShutdownHook(STOPPING::countDown, FIRST_OF_ALL);
      ShutdownHookManager.get().addShutdownHook(Lessons::endWithFailure, LAST_OF_ALL);
      Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> failedIn(failure, name));
      Suspension.watch();
      Live.start(name);
      if (lesson instanceof PreparedLesson prepared) {
        prepared.prepare(spark.conf(name));
      }
      if (lesson instanceof BatchLesson) {
        sayStarted();
      }
      runWhenSourceIsThere(lesson, spark, name);
      return 0;
    } catch (CommandLine.ParameterException wrong) {
      System.err.println(Commands.sentence(wrong));
      return Mistake.USAGE;
    } catch (Mistake mistake) {
      System.err.println(name + ": " + mistake.getMessage());
      return mistake.exitCode();
    } catch (Throwable failure) {
      if (isByStop(failure)) {
        return 0;
      }
      System.err.println(tr("%s failed: %s", name, Failure.describe(failure)));
      if (System.getenv("SPARKLAB_TRACE") == null) {
        System.err.println(
            tr("(SPARKLAB_TRACE=1 in the environment shows the whole stack trace.)"));
      } else {
        failure.printStackTrace();
      }
      return Mistake.FAILURE;
    }
  }

  /** Lets the launcher know that the lesson has started: the time it was given begins. */
  static void sayStarted() {
    String file = System.getenv(READY);
    try {
      if (file != null && !Files.exists(Path.of(file))) {
        Files.createFile(Path.of(file));
      }
    } catch (IOException gone) {
      // nobody waits for it any more
    }
  }

  /** Lets the launcher know that a batch is done. */
  public static void sayBatch() {
    String file = System.getenv(READY);
    try {
      if (file != null && !SAID_BATCH.getAndSet(true)) {
        Files.writeString(Path.of(file), "batch");
      }
    } catch (IOException gone) {
      // nobody waits for it any more
    }
  }

  private static void endWithParent() {
    String parent = System.getenv(PARENT);
    if (parent != null) {
      ProcessHandle.of(Long.parseLong(parent))
          .ifPresentOrElse(
              lab -> lab.onExit().thenRun(() -> System.exit(Mistake.FAILURE)),
              () -> System.exit(Mistake.FAILURE)); // it has ended while this started
    }
  }
}
