package sparklab.lab.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.lab.ClassArchive;
import sparklab.lab.Home;
import sparklab.lab.Module;
import sparklab.lab.SparkHome;
import sparklab.worker.TaskCall;
import sparklab.worker.TaskFailure;

/** How long a solution may take, and from when that counts. */
class WorkerSubmissionTest {

  private static final Map<String, String> SOLUTION = Map.of("A.java", "class A {}");
  private static final TaskCall CALL = TaskCall.of("task");

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong();

  private WorkerSubmission submission() throws IOException {
    Home home = new Home(folder);
    Files.createDirectories(home.work());
    Workers eager =
        new Workers(new Module(home, "base-streaming"), new SparkHome(folder, true)) {
          @Override
          public Process start(String archive, Path scratch) throws IOException {
            return process(
                    List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty(
                            "surefire.test.class.path", System.getProperty("java.class.path")),
                        EagerWorker.class.getName()),
                    scratch)
                .start();
          }
        };
    return new WorkerSubmission(
        eager,
        "A",
        WorkerSubmission.Limits.USUAL,
        ClassArchive.of(home, "test", List.of()),
        clock::get);
  }

  private void wait(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void aSolutionHasItsTimeAnewEachTimeThatItIsSaved() throws IOException {
    try (WorkerSubmission submission = submission()) {
      for (int save = 0; save < 3; save++) {
        assertThat(submission.solve(SOLUTION)).isEmpty();
        assertThat(submission.run(CALL).value()).isEqualTo("done");
        wait(Duration.ofMinutes(9));
      }
    }
  }

  @Test
  void aSolutionHasNoMoreThanItsTime() throws IOException {
    try (WorkerSubmission submission = submission()) {
      submission.solve(SOLUTION);
      wait(Duration.ofMinutes(11));
      assertThatThrownBy(() -> submission.run(CALL))
          .isInstanceOfSatisfying(
              TaskFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(TaskFailure.Kind.TOO_SLOW))
          .hasMessage(
              "The task did not finish within 30 s of computing; is there a loop without an end?");
    }
  }
}
