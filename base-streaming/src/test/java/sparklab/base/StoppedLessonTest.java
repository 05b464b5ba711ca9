package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sparklab.cli.Processes;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.testing.LessonProcess;

/** How a lesson ends that is stopped, or that nobody waits for. */
class StoppedLessonTest {

  @TempDir Path folder;

  /** Fails when it is stopped, as its argument says. */
  @Command(name = "failing")
  public static final class Failing implements Lesson {

    @Parameters private String how;

    @Override
    public void run(SparkConf conf) throws Exception {
      CountDownLatch stopped = new CountDownLatch(1);
      Lessons.onStop(Duration.ofSeconds(30), stopped::countDown);
      System.out.println("It runs.");
      stopped.await();
      throw new IOException(how);
    }

    public static void main(String[] args) {
      Lesson.main(new Failing(), args);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Job aborted: a sink of ours was wrong, 1, failing failed: IOException: Job aborted",
    "No space left on device, 1, failing: The disk is full",
    "Job 3 cancelled because SparkContext was shut down, 143, ''",
    "Cannot call methods on a stopped SparkContext., 143, ''"
  })
  void anErrorOfItsOwnCountsAndWhatTheStopDoesToItsWorkDoesNot(String how, int code, String said) {
    try (LessonProcess lesson = LessonProcess.start(folder, Map.of(), failing(how))) {
      lesson.awaitOut("It runs.");
      assertThat(lesson.stop()).as(lesson.err()).isEqualTo(code);
      assertThat(lesson.err()).startsWith(said).doesNotContain("\tat ");
      if (said.isEmpty()) {
        assertThat(lesson.err()).isEmpty();
      }
    }
  }

  /** A lab that is stopped just when it starts a lesson cannot end it. */
  @Test
  void aLessonEndsWhoseLabEndedBeforeIt() throws Exception {
    Process lab = new ProcessBuilder("true").start();
    lab.waitFor();
    try (LessonProcess lesson =
        LessonProcess.start(
            folder, Map.of(Lessons.PARENT, "" + lab.pid()), failing("nobody stops it"))) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isEqualTo(1);
    }
  }

  private static List<String> failing(String how) {
    return List.of(
        Processes.java(),
        "-cp",
        System.getProperty("java.class.path"),
        Failing.class.getName(),
        how);
  }
}
