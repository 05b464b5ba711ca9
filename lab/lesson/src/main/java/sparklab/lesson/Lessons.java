package sparklab.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;
import sparklab.cli.Commands;
import sparklab.cli.Failure;
import sparklab.cli.Mistake;

/** What every lesson's {@code main} does around {@link Lesson#run}. */
public final class Lessons {

  /** Environment variable: the process without which the lesson is to end. */
  public static final String PARENT = "SPARKLAB_PARENT";

  /** Environment variable: the file that a prepared lesson makes when its preparation is over. */
  public static final String READY = "SPARKLAB_READY";

  private static final CountDownLatch ENDED = new CountDownLatch(1);

  private Lessons() {}

  /**
   * Reads the arguments into the lesson's options and runs it. Ends the process with 2 after a
   * wrong call and with 1 after a failure, each told in one sentence.
   *
   * @param args the program's arguments; a leading {@code --} is accepted, the course's habit
   */
  public static void main(Lesson lesson, String... args) {
    int status;
    try {
      status = run(lesson, args);
    } finally {
      ENDED.countDown();
    }
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Waits until the lesson of this process has ended, for a shutdown hook that asked it to. */
  public static void awaitEnd() throws InterruptedException {
    ENDED.await();
  }

  private static int run(Lesson lesson, String... args) {
    String name = lesson.getClass().getAnnotation(Command.class).name();
    if (System.getProperty("os.name").startsWith("Windows")) {
      System.err.println("The lab runs on Linux, macOS and WSL2: on Windows use a WSL2 terminal.");
      return Mistake.FAILURE;
    }
    Spark spark = new Spark();
    CommandLine commandLine = new CommandLine(lesson).addMixin("spark", spark);
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
      endWithParent();
      if (lesson instanceof PreparedLesson prepared) {
        prepared.prepare(spark.conf(name));
        sayReady();
      }
      lesson.run(spark.conf(name));
      return 0;
    } catch (CommandLine.ParameterException wrong) {
      System.err.println(Commands.sentence(wrong));
      return Mistake.USAGE;
    } catch (Mistake mistake) {
      System.err.println(name + ": " + mistake.getMessage());
      return mistake.exitCode();
    } catch (Throwable failure) {
      System.err.println(name + " failed: " + Failure.describe(failure));
      if (System.getenv("SPARKLAB_TRACE") == null) {
        System.err.println("(SPARKLAB_TRACE=1 in the environment shows the whole stack trace.)");
      } else {
        failure.printStackTrace();
      }
      return Mistake.FAILURE;
    }
  }

  private static void sayReady() throws IOException {
    String file = System.getenv(READY);
    if (file != null) {
      Files.createFile(Path.of(file));
    }
  }

  private static void endWithParent() {
    String parent = System.getenv(PARENT);
    if (parent != null) {
      ProcessHandle.of(Long.parseLong(parent))
          .ifPresent(lab -> lab.onExit().thenRun(() -> System.exit(Mistake.FAILURE)));
    }
  }
}
