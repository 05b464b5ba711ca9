package sparklab.lab.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.cli.Processes;
import sparklab.lab.home.Home;
import sparklab.lab.runtime.ClassArchive;
import sparklab.worker.Reply;
import sparklab.worker.TaskCall;
import sparklab.worker.TaskFailure;
import sparklab.worker.TaskFailure.Kind;

/** Whose fault it is that a worker gives no answer. */
class WorkerSubmissionTest {

  private static final TaskCall CALL = TaskCall.of("task");

  @TempDir Path folder;
  private final List<Path> archives = new ArrayList<>();
  private final BlockingQueue<Process> started = new LinkedBlockingQueue<>();
  private WorkerSubmission submission;
  private long later; // nanoseconds that the submission's clock is ahead

  /** Workers that fail in these ways, one after another, and then no more. */
  private final class Fakes extends Workers {

    private final Deque<String> ways;

    Fakes(String... ways) {
      super(null, null);
      this.ways = new ArrayDeque<>(List.of(ways));
    }

    @Override
    public Process start(Path archive, Path scratch) throws IOException {
      archives.add(archive);
      return next();
    }

    @Override
    public Process startCompiler(Path scratch) throws IOException {
      return next();
    }

    private Process next() throws IOException {
      String way = ways.isEmpty() ? "well" : ways.remove();
      Process process =
          new ProcessBuilder(
                  Processes.java(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xshare:auto",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  FakeWorker.class.getName(),
                  way)
              .start();
      started.add(process);
      return process;
    }

    @Override
    public Process startTraining(Path unfinished, Path scratch) {
      throw new AssertionError("What is not trusted trains nothing");
    }
  }

  private WorkerSubmission submission(String... ways) throws IOException {
    if (submission != null) {
      submission.close();
    }
    WorkerSubmission.Limits limits =
        new WorkerSubmission.Limits(Duration.ofSeconds(20), Duration.ofSeconds(80), true);
    ClassArchive archive = ClassArchive.of(new Home(folder), "fake", List.of());
    submission =
        new WorkerSubmission(
            new Fakes(ways),
            "a.Main",
            limits,
            archive,
            false,
            null,
            () -> System.nanoTime() + later);
    return submission;
  }

  @AfterEach
  void end() {
    submission.close();
  }

  private TaskFailure failure() {
    return catchThrowableOfType(TaskFailure.class, () -> submission.run(CALL));
  }

  @Test
  void aWorkerThatTheMachineEndsWhileItCompilesHasASecondChance() throws IOException {
    assertThat(submission("killed while compiling").solve(Map.of())).isEmpty();
    assertThat(submission.run(CALL).value()).isEqualTo("done");
  }

  /** It is sent at once; a source that ends the compiler is not to keep a worker from starting. */
  @Test
  void aSolutionIsCompiledWhileSparkStarts() throws IOException {
    assertThat(submission("asked before it is ready").solve(Map.of())).isEmpty();
    assertThat(submission.run(CALL).value()).isEqualTo("done");
    assertThat(submission("killed before it is ready", "well").solve(Map.of())).isEmpty();
    assertThat(submission.run(CALL).value()).isEqualTo("done");
  }

  @Test
  void aMachineThatEndsEveryCompilerIsNotTheSolutionsFault() throws IOException {
    submission("killed while compiling", "killed while compiling");
    TaskFailure failure = catchThrowableOfType(TaskFailure.class, () -> submission.solve(Map.of()));
    assertThat(failure.kind()).isEqualTo(Kind.OURS);
    assertThat(archives).hasSize(2);
  }

  @Test
  void aMachineWithoutMemoryIsNotTheSolutionsFault() throws IOException {
    submission("no memory", "no memory", "no memory");
    TaskFailure failure = catchThrowableOfType(TaskFailure.class, () -> submission.solve(Map.of()));
    assertThat(failure.kind()).isEqualTo(Kind.OURS);
    assertThat(failure).hasMessageContaining("got no memory of the machine");
    // and nothing more is tried
    assertThat(failure().kind()).isEqualTo(Kind.OURS);
    assertThat(archives).hasSize(3);
  }

  @Test
  void aCompilerThatFailsHasNotCompiled() throws IOException {
    assertThat(submission("fails to compile").solve(Map.of()))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.message()).startsWith("said so x").hasSizeLessThan(310));
  }

  @Test
  void whatAWorkerCallsOurFaultTwiceIsTheTasks() throws IOException {
    submission("ours", "ours").solve(Map.of());
    TaskFailure failure = failure();
    assertThat(failure.kind()).isEqualTo(Kind.CRASHED);
    assertThat(failure.line()).isZero();
    assertThat(failure).hasMessage("The worker failed."); // not what it said
    assertThat(failure().kind()).isEqualTo(Kind.CRASHED);
    assertThat(archives).hasSize(2); // each run does not take two more
  }

  @Test
  void whatAWorkerCallsOurFaultOnceIsTriedAgain() throws IOException {
    submission("ours").solve(Map.of());
    assertThat(submission.run(CALL).value()).isEqualTo("done");
  }

  @Test
  void aSignalIsTheTasksFaultTheSecondTime() throws IOException {
    submission("killed while running", "killed while running").solve(Map.of());
    assertThat(failure().kind()).isEqualTo(Kind.CRASHED);
  }

  @Test
  void whatIsTooMuchForAFrameIsSaidAtOnce() throws IOException {
    assertThat(submission().solve(Map.of("a/Main.java", "\u0001".repeat(3 << 20))))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("more than 8 MB"));
  }

  @Test
  void whoSendsMoreThanAnAnswerMayHaveHasCrashed() throws IOException {
    submission("floods", "well").solve(Map.of());
    TaskFailure failure = failure();
    assertThat(failure.kind()).isEqualTo(Kind.CRASHED);
    assertThat(failure).hasMessage("The task sent more than an answer may have.");
    assertThat(submission.run(TaskCall.of("other")).value()).isEqualTo("done");
  }

  /** Each task of its own would be allowed as much as all have together. */
  @Test
  void tasksThatSleepHaveNoMoreThanTheTimeOfAll() throws IOException {
    WorkerSubmission.Limits limits =
        new WorkerSubmission.Limits(Duration.ofMinutes(10), Duration.ofSeconds(5), true);
    submission =
        new WorkerSubmission(
            new Fakes("sleeps"),
            "a.Main",
            limits,
            ClassArchive.of(new Home(folder), "fake", List.of()),
            false);
    submission.solve(Map.of());
    for (String task : List.of("one", "two", "three")) {
      TaskFailure failure =
          catchThrowableOfType(TaskFailure.class, () -> submission.run(TaskCall.of(task)));
      assertThat(failure.kind()).isEqualTo(Kind.TOO_SLOW);
      assertThat(failure).hasMessageContaining("5 s that all tasks have together");
    }
    assertThat(archives).hasSize(1);
  }

  private List<String> compiledTwice(String... ways) throws IOException {
    Workers fakes = new Fakes(ways);
    WorkerSubmission.Limits limits = WorkerSubmission.Limits.USUAL;
    List<String> problems = new ArrayList<>();
    try (SharedCompiler compiler = new SharedCompiler(fakes)) {
      for (int number = 0; number < 2; number++) {
        ClassArchive archive = ClassArchive.of(new Home(folder), "fake", List.of());
        submission = new WorkerSubmission(fakes, "a.Main", limits, archive, compiler);
        submission.solve(Map.of()).forEach(problem -> problems.add(problem.message()));
        assertThat(submission.run(CALL).value()).isEqualTo("done");
        submission.close();
      }
    }
    return problems;
  }

  /** A single submission is not worth a compiler's start. */
  @Test
  void theSecondSubmissionIsCompiledByTheCompilerOfAll() throws IOException {
    assertThat(compiledTwice("well", "fails to compile", "well")).isEmpty();
    assertThat(started).hasSize(3);
  }

  @Test
  void whatTheCompilerOfAllDoesNotCompileTheWorkerDoes() throws IOException {
    assertThat(compiledTwice("well", "well", "killed while compiling")).isEmpty();
    assertThat(compiledTwice("well", "well", "gives no code")).isEmpty();
  }

  @Test
  void withoutAnArchiveItDoesWithout() throws IOException {
    submission().solve(Map.of());
    assertThat(archives).containsOnlyNulls();
    submission.close();
    Path file = ClassArchive.of(new Home(folder), "fake", List.of()).file();
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    submission().solve(Map.of());
    assertThat(archives.get(1)).isEqualTo(file);
  }

  /** As a Ctrl-C does. */
  @Test
  void whatIsClosedFromOutsideEndsAndStartsNoOtherWorker() throws Exception {
    submission("hangs", "hangs");
    FutureTask<List<Reply.Problem>> solving = new FutureTask<>(() -> submission.solve(Map.of()));
    new Thread(solving).start();
    Process first = started.poll(20, TimeUnit.SECONDS);
    submission.close();
    assertThatThrownBy(() -> solving.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
    assertThat(first.isAlive()).isFalse();
    assertThat(archives).hasSize(1);
  }

  @Test
  void aSolutionHasItsTimeAnewEachTimeThatItIsSaved() throws IOException {
    submission();
    for (int save = 0; save < 3; save++) {
      assertThat(submission.solve(Map.of())).isEmpty();
      assertThat(submission.run(CALL).value()).isEqualTo("done");
      later += Duration.ofMinutes(5).toNanos();
    }
  }

  @Test
  void aSolutionHasNoMoreThanItsTime() throws IOException {
    submission().solve(Map.of());
    later += Duration.ofMinutes(6).toNanos();
    assertThat(failure().kind()).isEqualTo(Kind.TOO_SLOW);
  }
}
