package sparklab.instructor.grade;

import static sparklab.cli.Text.key;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import sparklab.cli.Mistake;
import sparklab.instructor.hidden.HiddenTests;
import sparklab.instructor.hidden.HiddenTests.Outcome;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.SharedCompiler;
import sparklab.lab.exercise.Verdict;
import sparklab.lab.exercise.WorkerSubmission;
import sparklab.lab.exercise.Workers;
import sparklab.lab.runtime.ClassArchive;
import sparklab.worker.Reply;
import sparklab.worker.TaskFailure;

/**
 * Grades submissions of one exercise: each in workers of its own, by hidden tests that run here.
 * The workers never hold a test or an expected value.
 */
final class Grader implements AutoCloseable {

  /** What is told of a task if several tests of it fail differently: the first of these. */
  private static final List<Verdict> WORST_FIRST =
      List.of(
          Verdict.OUR_FAULT,
          Verdict.CRASHED,
          Verdict.TOO_SLOW,
          Verdict.WRONG_STRUCTURE,
          Verdict.WRONG_ANSWER,
          Verdict.UNDONE);

  /** What is no zero: somebody has to look at it, or to run it again. */
  private static final Set<Verdict> HAVE_NO_POINTS =
      Set.of(Verdict.OUR_FAULT, Verdict.NEEDS_A_PERSON);

  private final Exercise exercise;
  private final Class<?> tests;
  private final Workers workers;
  private final SharedCompiler compiler;
  private final ClassArchive archive;
  private final String sandbox;
  private final long seed;
  private final WorkerSubmission.Limits limits;
  private final Set<WorkerSubmission> running = ConcurrentHashMap.newKeySet();

  /**
   * A grader of one exercise.
   *
   * @param limits what a submission may use
   */
  Grader(
      Exercise exercise,
      Workers workers,
      ClassArchive archive,
      String sandbox,
      long seed,
      WorkerSubmission.Limits limits) {
    this.exercise = exercise;
    this.workers = workers;
    compiler = new SharedCompiler(workers);
    this.archive = archive;
    this.sandbox = sandbox;
    this.seed = seed;
    this.limits = limits;
    try {
      tests = HiddenTests.of(exercise.name());
    } catch (ClassNotFoundException missing) {
      throw Mistake.failure(
          "There are no hidden tests of %s: %s.", exercise.name(), missing.getMessage());
    }
  }

  /** Runs the instructors' own solution once, so that the JVM writes the class archive. */
  void train(Map<String, String> master) throws InterruptedException {
    if (archive.exists()) {
      return;
    }
    try (WorkerSubmission submission =
        new WorkerSubmission(workers, exercise.className(), limits, archive, true)) {
      if (submission.solve(master).isEmpty()) {
        HiddenTests.run(tests, submission, seed);
        submission.finish();
      }
    }
  }

  /** A submission that could not be graded. */
  Grade ours(String why) {
    return all(Verdict.OUR_FAULT, why, List.of());
  }

  /** Ends what is being graded. */
  @Override
  public void close() {
    running.forEach(WorkerSubmission::close);
    compiler.close();
  }

  /** Grades one submission. */
  Grade grade(HandedIn handed) {
    if (handed.refusal() != null) {
      return all(Verdict.NEEDS_A_PERSON, handed.refusal(), List.of());
    }
    WorkerSubmission submission =
        new WorkerSubmission(workers, exercise.className(), limits, archive, compiler);
    running.add(submission);
    try {
      List<Reply.Problem> problems = submission.solve(handed.sources());
      if (!problems.isEmpty()) {
        return all(Verdict.DOES_NOT_COMPILE, key("The file does not compile."), problems);
      }
      return of(HiddenTests.run(tests, submission, seed));
    } catch (TaskFailure ours) {
      return ours(ours.getMessage());
    } finally {
      submission.close();
      running.remove(submission);
    }
  }

  private Grade all(Verdict verdict, String why, List<Reply.Problem> problems) {
    return new Grade(
        exercise.tasks().stream()
            .map(
                task ->
                    new TaskGrade(
                        task.number(),
                        task.title(),
                        HAVE_NO_POINTS.contains(verdict) ? null : 0.0,
                        task.points(),
                        verdict,
                        List.of(why),
                        0,
                        List.of(),
                        null))
            .toList(),
        problems,
        sandbox,
        time(),
        seed);
  }

  private Grade of(List<Outcome> outcomes) {
    Map<Integer, List<Outcome>> byTask = new TreeMap<>();
    outcomes.forEach(
        outcome ->
            byTask
                .computeIfAbsent(outcome.hidden().task(), task -> new ArrayList<>())
                .add(outcome));
    return new Grade(
        exercise.tasks().stream()
            .map(task -> grade(task, byTask.getOrDefault(task.number(), List.of())))
            .toList(),
        List.of(),
        sandbox,
        time(),
        seed);
  }

  private String time() {
    return key("%d s of computing a task, %d s all together")
        .formatted(limits.task().toSeconds(), limits.submission().toSeconds());
  }

  private static TaskGrade grade(Exercise.Task task, List<Outcome> outcomes) {
    List<Outcome> failed = outcomes.stream().filter(outcome -> !outcome.passed()).toList();
    Verdict verdict =
        outcomes.isEmpty()
            ? Verdict.OUR_FAULT // a task without a test
            : failed.stream()
                .map(Grader::verdict)
                .min(Comparator.comparing(WORST_FIRST::indexOf))
                .orElse(Verdict.DONE);
    double points =
        outcomes.stream()
            .filter(Outcome::passed)
            .mapToDouble(outcome -> outcome.hidden().points())
            .sum();
    int line =
        failed.stream()
            .map(Outcome::failure)
            .filter(why -> why instanceof TaskFailure && verdict != Verdict.UNDONE)
            .mapToInt(why -> ((TaskFailure) why).line())
            .filter(number -> number > 0)
            .findFirst()
            .orElse(0);
    return new TaskGrade(
        task.number(),
        task.title(),
        verdict == Verdict.OUR_FAULT ? null : points,
        task.points(),
        verdict,
        failed.stream().map(Grader::remark).distinct().toList(),
        line,
        outcomes.stream()
            .map(
                outcome ->
                    new TaskGrade.Test(
                        outcome.test(),
                        outcome.hidden().points(),
                        outcome.hidden().mistake(),
                        outcome.passed()))
            .toList(),
        null);
  }

  /** A test that stumbles over an odd answer has found a wrong one. */
  private static Verdict verdict(Outcome outcome) {
    return outcome.failure() instanceof TaskFailure why
        ? Verdict.of(why.kind())
        : Verdict.WRONG_ANSWER;
  }

  /** In words that tell no expected value. */
  private static String remark(Outcome outcome) {
    return outcome.failure() instanceof TaskFailure why
        ? why.getMessage()
        : outcome.hidden().mistake();
  }
}
