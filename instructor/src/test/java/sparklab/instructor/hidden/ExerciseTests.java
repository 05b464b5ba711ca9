package sparklab.instructor.hidden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sparklab.instructor.hidden.HiddenTests.Outcome;
import sparklab.instructor.masters.Master;
import sparklab.lab.exercise.Comparison;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.exercise.PublicCase;
import sparklab.lab.home.Home;
import sparklab.testing.LessonProcess;
import sparklab.worker.Answer;
import sparklab.worker.InProcess;
import sparklab.worker.Submission;
import sparklab.worker.TaskCall;
import sparklab.worker.TaskFailure;
import sparklab.worker.TaskRunner;

/**
 * The tests of the tests: what a master, its stub, other right answers and typical wrong ones get.
 * A class for each exercise, as two of them run at the same time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the answers are those of the class's exercise
abstract class ExerciseTests {

  private static final Home HOME = new Home(LessonProcess.home());
  private static final int FEWEST_WRONG_ANSWERS = 10;

  @TempDir static Path scratch;
  private static Locale before;

  private final ExerciseFiles files;

  /** What the master gives to the hidden tests, and what they say of it: run once for all. */
  private final Map<TaskCall, Answer> right = new HashMap<>();

  private List<Outcome> ofMaster;

  ExerciseTests(String exercise) throws IOException {
    files = ExerciseFiles.find(HOME, exercise);
  }

  /**
   * Workers format numbers as in Spain, and so do these runs: what depends on it shows here too.
   */
  @BeforeAll
  static void formatAsWorkersDo() {
    before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, new Locale("es", "ES"));
  }

  @AfterAll
  static void formatAsBefore() {
    Locale.setDefault(Locale.Category.FORMAT, before);
  }

  /** An answer to one task, from a file named after it: {@code 2-ties.java}. */
  private record Other(int task, String body) {

    static Other read(Path file) throws IOException {
      String body = Files.readString(file);
      String number = file.getFileName().toString().replaceFirst("-.*", "");
      return new Other(Integer.parseInt(number), body);
    }

    /** Words of the message that a wrong answer must be told. */
    String mistake() {
      List<String> mistakes = comments("// mistake: ");
      assertThat(mistakes).hasSize(1);
      return mistakes.get(0);
    }

    /** Words of the messages that it is told besides, as what they say is wrong with it too. */
    List<String> consequences() {
      return comments("// also: ");
    }

    private List<String> comments(String start) {
      return body.lines()
          .filter(line -> line.startsWith(start))
          .map(line -> line.substring(start.length()))
          .toList();
    }
  }

  Stream<String> wrongAnswers() throws IOException {
    return answers("instructor/variants");
  }

  /** The first of each task's. */
  Stream<String> aWrongAnswerToEachTask() throws IOException {
    Set<String> seen = new HashSet<>();
    return wrongAnswers().filter(answer -> seen.add(answer.split("-")[0]));
  }

  Stream<String> otherRightAnswers() throws IOException {
    return answers("instructor/alternatives");
  }

  private Stream<String> answers(String folder) throws IOException {
    try (Stream<Path> all = Files.list(HOME.path(folder, files.name()))) {
      return all.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @Test
  void pointsAddUp() throws Exception {
    Exercise exercise = files.exercise();
    assertThat(exercise.tasks()).hasSizeBetween(3, 5);
    assertThat(exercise.tasks().stream().mapToDouble(Exercise.Task::points).sum()).isEqualTo(10);
    List<Hidden> tests = HiddenTests.list(HiddenTests.of(exercise.name()));
    for (Exercise.Task task : exercise.tasks()) {
      assertThat(
              tests.stream()
                  .filter(test -> test.task() == task.number())
                  .mapToDouble(Hidden::points)
                  .sum())
          .as("the points of the tests of task %d", task.number())
          .isCloseTo(task.points(), within(1e-9));
    }
    assertThat(tests).allSatisfy(test -> assertThat(exercise.task(test.task())).isPresent());
  }

  @Test
  void theStatementHasEachTaskWithASampleAndHints() throws IOException {
    String statement = Files.readString(files.statement());
    assertThat(statement)
        .contains("scripts/lab check " + files.name(), "scripts/lab run " + files.name())
        .contains("## Out of scope");
    for (Exercise.Task task : files.exercise().tasks()) {
      int number = task.number();
      String points = String.valueOf(task.points()).replace(".0", "");
      assertThat(statement)
          .contains("## Task %d: %s (%s points)".formatted(number, task.title(), points))
          .contains("<summary>Hint 1 of task %d</summary>".formatted(number))
          .contains("<summary>Hint 2 of task %d</summary>".formatted(number));
      String marker = "<!-- sample of task %d -->\n```\n".formatted(number);
      assertThat(statement).contains(marker);
      String sample = statement.substring(statement.indexOf(marker) + marker.length());
      sample = sample.substring(0, sample.indexOf("```"));
      assertThat(cases(task).stream().map(Sample::text)).contains(sample);
    }
  }

  private List<PublicCase> cases(Exercise.Task task) throws IOException {
    return PublicCase.read(files.folder().resolve("task" + task.number() + ".json"));
  }

  @Test
  void theMasterIsRightInEveryPublicCaseAndTheSmallestIsFirst() throws IOException {
    run(
        Master.of(HOME, files).solution(),
        submission -> {
          for (Exercise.Task task : files.exercise().tasks()) {
            List<PublicCase> cases = cases(task);
            assertThat(cases).hasSizeGreaterThanOrEqualTo(2);
            int size = 0;
            for (PublicCase one : cases) {
              assertThat(sizeOf(one.arguments())).as(one.says()).isGreaterThanOrEqualTo(size);
              size = sizeOf(one.arguments());
              assertThat(submission.run(one.call(task.method())))
                  .as("task %d, %s: %s", task.number(), one.says(), one.expected())
                  .matches(new Comparison(one)::matches);
            }
          }
        });
  }

  /** How big an input is: the number of single values in it. */
  private static int sizeOf(Object part) {
    Collection<?> parts =
        part instanceof Map<?, ?> map
            ? map.values()
            : part instanceof Collection<?> list ? list : List.of();
    return part instanceof Map<?, ?> || part instanceof Collection<?>
        ? parts.stream().mapToInt(ExerciseTests::sizeOf).sum()
        : 1;
  }

  @Test
  void theMasterHasFullMarksAndTheStubNone() throws IOException {
    assertThat(failed(ofMaster())).isEmpty();
    List<Outcome> outcomes = new ArrayList<>();
    run(
        Master.of(HOME, files).stub(),
        submission -> outcomes.addAll(hidden(submission, 1, task -> true)));
    assertThat(outcomes)
        .isNotEmpty()
        .allSatisfy(
            outcome ->
                assertThat(outcome.failure())
                    .isInstanceOfSatisfying(
                        TaskFailure.class,
                        failure -> {
                          assertThat(failure.kind()).isEqualTo(TaskFailure.Kind.UNDONE);
                          assertThat(failure)
                              .hasMessage("Task " + outcome.hidden().task() + " is undone.");
                        }));
  }

  private List<Outcome> ofMaster() throws IOException {
    if (ofMaster == null) {
      run(
          Master.of(HOME, files).solution(),
          submission ->
              ofMaster =
                  hidden(call -> right.computeIfAbsent(call, submission::run), 1, task -> true));
    }
    return ofMaster;
  }

  @Test
  @Tag("full")
  void tenRunsAgree() throws IOException {
    run(
        Master.of(HOME, files).solution(),
        submission -> {
          for (int seed = 2; seed <= 10; seed++) {
            assertThat(failed(hidden(submission, seed, task -> true)))
                .as("seed %d", seed)
                .isEmpty();
          }
        });
  }

  /** Nothing is given for an answer that has the right shape and was made without the input. */
  @Test
  void whatIgnoresItsInputGetsNoPoints() throws IOException {
    ofMaster();
    Map<String, List<String>> given = new TreeMap<>();
    for (Thoughtless way : Thoughtless.values()) {
      List<String> passed =
          hidden(call -> way.answer(call, right.get(call)), 1, task -> true).stream()
              .filter(Outcome::passed)
              .map(Outcome::test)
              .toList();
      if (!passed.isEmpty()) {
        given.put(way.toString(), passed);
      }
    }
    assertThat(given).isEmpty();
  }

  @Test
  void thereAreEnoughWrongAnswersToEveryTask() throws IOException {
    List<Integer> tasks =
        wrongAnswers().map(answer -> Integer.parseInt(answer.replaceFirst("-.*", ""))).toList();
    assertThat(tasks).hasSizeGreaterThanOrEqualTo(FEWEST_WRONG_ANSWERS);
    assertThat(tasks)
        .containsAll(files.exercise().tasks().stream().map(Exercise.Task::number).toList());
  }

  @ParameterizedTest
  @MethodSource("otherRightAnswers")
  @Tag("full")
  void anotherRightAnswerHasFullMarks(String file) throws IOException {
    Other other = Other.read(HOME.path("instructor/alternatives", files.name(), file));
    assertThat(failed(outcomes(other, task -> task == other.task()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("aWrongAnswerToEachTask")
  @Tag("quick")
  void aWrongAnswerIsFoundAndToldItsMistake(String file) throws IOException {
    assertFoundAndTold(file);
  }

  @ParameterizedTest
  @MethodSource("wrongAnswers")
  @Tag("full")
  void everyWrongAnswerIsFoundAndToldItsMistake(String file) throws IOException {
    assertFoundAndTold(file);
  }

  /**
   * Its author is told what is wrong, and has seen that it is in the check: whose check is green is
   * to have full marks, so that a rule that a hidden test looks at has a public case, with other
   * values.
   */
  private void assertFoundAndTold(String file) throws IOException {
    Other wrong = Other.read(HOME.path("instructor/variants", files.name(), file));
    Exercise.Task task = files.exercise().task(wrong.task()).orElseThrow();
    List<Outcome> outcomes = new ArrayList<>();
    AtomicBoolean green = new AtomicBoolean();
    run(
        Master.of(HOME, files).withTask(wrong.task(), wrong.body()),
        submission -> {
          outcomes.addAll(hidden(submission, 1, one -> one == wrong.task()));
          green.set(isGreen(task, submission));
        });
    Set<String> told = feedback(outcomes);
    assertThat(told).filteredOn(message -> message.contains(wrong.mistake())).hasSize(1);
    for (String consequence : wrong.consequences()) {
      assertThat(told).filteredOn(message -> message.contains(consequence)).hasSize(1);
    }
    assertThat(told)
        .as("nothing else is said, as it would lead elsewhere")
        .hasSize(1 + wrong.consequences().size());
    assertThat(green).as("lab check finds nothing wrong with it").isFalse();
  }

  /** Words that are in nearly any message would not tell whether it is the right one. */
  @ParameterizedTest
  @MethodSource("wrongAnswers")
  void theWordsOfAMistakeAreInOneMessageOnly(String file) throws Exception {
    Other wrong = Other.read(HOME.path("instructor/variants", files.name(), file));
    List<String> messages =
        HiddenTests.list(HiddenTests.of(files.name())).stream()
            .filter(test -> test.task() == wrong.task())
            .map(Hidden::mistake)
            .toList();
    for (String words : wrong.consequences()) {
      assertThat(messages).filteredOn(message -> message.contains(words)).hasSize(1);
    }
    // what Spark itself refuses has Spark's message
    assertThat(messages)
        .filteredOn(message -> message.contains(wrong.mistake()))
        .hasSizeLessThanOrEqualTo(1);
  }

  /** The tasks of an exercise do not need each other: a mistake in one costs nothing elsewhere. */
  @ParameterizedTest
  @MethodSource("aWrongAnswerToEachTask")
  @Tag("full")
  void aWrongAnswerLosesNothingElsewhere(String file) throws IOException {
    Other wrong = Other.read(HOME.path("instructor/variants", files.name(), file));
    assertThat(failed(outcomes(wrong, task -> task != wrong.task()))).isEmpty();
  }

  /** Whether the check that students have finds nothing wrong with a task's answer. */
  private boolean isGreen(Exercise.Task task, Submission submission) throws IOException {
    for (PublicCase one : cases(task)) {
      try {
        if (!new Comparison(one).matches(submission.run(one.call(task.method())))) {
          return false;
        }
      } catch (TaskFailure failure) {
        return false;
      }
    }
    return true;
  }

  private List<Outcome> outcomes(Other other, IntPredicate tasks) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    run(
        Master.of(HOME, files).withTask(other.task(), other.body()),
        submission -> outcomes.addAll(hidden(submission, 1, tasks)));
    return outcomes;
  }

  private List<Outcome> hidden(Submission submission, long seed, IntPredicate tasks) {
    try {
      return HiddenTests.run(HiddenTests.of(files.name()), submission, seed, tasks);
    } catch (ClassNotFoundException none) {
      throw new AssertionError(none);
    }
  }

  /** The tasks of which a test failed. */
  private static Set<Integer> failed(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> !outcome.passed())
        .map(outcome -> outcome.hidden().task())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the author is told: of a wrong answer the mistakes, of none why there is none. */
  private static Set<String> feedback(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> !outcome.passed())
        .map(
            outcome ->
                outcome.failure() instanceof TaskFailure failure
                    ? failure.getMessage()
                    : outcome.hidden().mistake())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private interface Use {
    void of(Submission submission) throws IOException;
  }

  /** Starts Spark with the solution's classes: a class loader of Spark's keeps what it has seen. */
  private void run(String source, Use use) throws IOException {
    Class<?> solution = Compiler.compile(files.exercise().className(), source);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(solution.getClassLoader());
    try (TaskRunner runner = TaskRunner.start(Files.createTempDirectory(scratch, "run"))) {
      use.of(new InProcess(runner, solution));
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
