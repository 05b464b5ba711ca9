package sparklab.instructor.hidden;

import static sparklab.cli.Text.key;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;
import org.junit.jupiter.engine.Constants;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import sparklab.worker.Submission;
import sparklab.worker.TaskFailure;

/** The hidden tests of one exercise, run against one submission by JUnit. */
public final class HiddenTests {

  /** What all tests of a submission may compute: they take a fraction of a second. */
  private static final Duration LONGEST_JUDGEMENT = Duration.ofMinutes(1);

  private static final long LOOK_MILLIS = 50;

  private static final TaskFailure TOO_LONG_TO_JUDGE =
      new TaskFailure(
          TaskFailure.Kind.TOO_SLOW, key("It takes too long to look at what the tasks gave."), 0);

  private HiddenTests() {}

  /**
   * What became of one test.
   *
   * @param failure null if it passed; a {@link TaskFailure} if the task gave no answer; anything
   *     else if it gave a wrong one, which a test may also stumble over
   */
  public record Outcome(String test, Hidden hidden, Throwable failure) {

    /** Whether its points are earned. */
    public boolean passed() {
      return failure == null;
    }
  }

  /** The class with the hidden tests of an exercise: {@code Streaming4Hidden} of streaming4. */
  public static Class<?> of(String exercise) throws ClassNotFoundException {
    String name = Character.toUpperCase(exercise.charAt(0)) + exercise.substring(1);
    return Class.forName(HiddenTests.class.getPackageName() + "." + name + "Hidden");
  }

  /** The tests of a class, by task. */
  public static List<Hidden> list(Class<?> tests) {
    return Stream.of(tests.getDeclaredMethods())
        .map(method -> method.getAnnotation(Hidden.class))
        .filter(hidden -> hidden != null)
        .sorted(Comparator.comparing(Hidden::task))
        .toList();
  }

  /** Runs the tests of a class, in the order of their tasks' numbers. */
  public static List<Outcome> run(Class<?> tests, Submission submission, long seed) {
    return run(tests, submission, seed, task -> true);
  }

  /**
   * Runs those tests of a class that belong to some of its tasks. What a submission gives may be
   * made to hold up whoever looks at it: tests that are not through in time have failed.
   */
  public static List<Outcome> run(
      Class<?> tests, Submission submission, long seed, IntPredicate tasks) {
    List<Method> chosen =
        Stream.of(tests.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Hidden.class))
            .filter(method -> tasks.test(method.getAnnotation(Hidden.class).task()))
            .toList();
    Map<String, Outcome> finished = new ConcurrentHashMap<>();
    judge(
        () -> execute(tests, chosen, submission, seed, finished),
        LONGEST_JUDGEMENT,
        ManagementFactory.getThreadMXBean()::getThreadCpuTime);
    return chosen.stream()
        .map(
            method ->
                finished.getOrDefault(
                    method.getName(),
                    new Outcome(
                        method.getName(), method.getAnnotation(Hidden.class), TOO_LONG_TO_JUDGE)))
        .sorted(
            Comparator.comparing((Outcome outcome) -> outcome.hidden().task())
                .thenComparing(Outcome::test))
        .toList();
  }

  /**
   * Runs the tests on a thread of their own and leaves it alone when it has used too much of the
   * processor: waiting for a worker does not count, that has limits of its own.
   *
   * @param cpu the nanoseconds that the thread of an id has used
   */
  static void judge(Runnable work, Duration limit, LongUnaryOperator cpu) {
    FutureTask<Void> judging = new FutureTask<>(work, null);
    Thread judge = new Thread(judging, "hidden-tests");
    judge.setDaemon(true);
    judge.start();
    while (true) {
      try {
        judging.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException goesOn) {
        if (cpu.applyAsLong(judge.getId()) > limit.toNanos()) {
          judge.interrupt();
          return;
        }
      } catch (ExecutionException ours) {
        throw new IllegalStateException(ours.getCause());
      } catch (InterruptedException stopped) {
        judge.interrupt();
        Thread.currentThread().interrupt();
        throw new TaskFailure(TaskFailure.Kind.OURS, "The run was stopped.", 0);
      }
    }
  }

  private static void execute(
      Class<?> tests,
      List<Method> chosen,
      Submission submission,
      long seed,
      Map<String, Outcome> finished) {
    String id = RunParameters.begin(submission, seed);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                chosen.stream()
                    .map(method -> DiscoverySelectors.selectMethod(tests, method))
                    .toList())
            .configurationParameter(RunParameters.RUN, id)
            // One instance for all tests: they share their runs.
            .configurationParameter(
                Constants.DEFAULT_TEST_INSTANCE_LIFECYCLE_PROPERTY_NAME, "per_class")
            .configurationParameter(
                Constants.DEFAULT_TEST_METHOD_ORDER_PROPERTY_NAME, ByTask.class.getName())
            .build();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            Throwable failure = result.getThrowable().orElse(null);
            if (test.getSource().orElse(null) instanceof MethodSource source) {
              Method method = source.getJavaMethod();
              finished.put(
                  method.getName(),
                  new Outcome(method.getName(), method.getAnnotation(Hidden.class), failure));
            } else if (failure != null) {
              throw new IllegalStateException(tests + " cannot be run", failure);
            }
          }
        };
    try {
      LauncherFactory.create().execute(request, listener);
    } finally {
      RunParameters.end(id);
    }
  }

  /** Easy tasks first. */
  static final class ByTask implements MethodOrderer {
    @Override
    public void orderMethods(MethodOrdererContext context) {
      context
          .getMethodDescriptors()
          .sort(
              Comparator.comparing(
                      (MethodDescriptor test) ->
                          test.findAnnotation(Hidden.class).map(Hidden::task).orElse(0))
                  .thenComparing(test -> test.getMethod().getName()));
    }
  }
}
