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
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
 */
class ExercisesTest {

  private static final Home HOME = new Home(LessonProcess.home());
  private static final int FEWEST_WRONG_ANSWERS = 10;

  /** Wrong answers that the public cases do not find, and why. */
  private static final Map<String, String> GREEN_ALL_THE_SAME =
      Map.of(
          "kafka4/3-no-patience.java", "no observation of the public cases comes late but in time",
          "kafka4/3-two-hours.java", "the public cases have the lateness that is written into it");

  @TempDir static Path scratch;
  private static Locale before;

  static List<Named<ExerciseFiles>> exercises() throws IOException {
    return ExerciseFiles.all(HOME).stream().map(files -> Named.of(files.name(), files)).toList();
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

  static Stream<Arguments> wrongAnswers() throws IOException {
    return answers("instructor/variants");
  }

  /** The first of each task's. */
  static Stream<Arguments> aWrongAnswerToEachTask() throws IOException {
    Set<String> seen = new HashSet<>();
    return wrongAnswers()
        .filter(answer -> seen.add(answer.get()[0] + ((String) answer.get()[1]).split("-")[0]));
  }

  static Stream<Arguments> otherRightAnswers() throws IOException {
    return answers("instructor/alternatives");
  }

  private static Stream<Arguments> answers(String folder) throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (ExerciseFiles exercise : ExerciseFiles.all(HOME)) {
      try (Stream<Path> files = Files.list(HOME.path(folder, exercise.name())).sorted()) {
        for (Path file : files.toList()) {
          all.add(Arguments.of(exercise.name(), file.getFileName().toString()));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void pointsAddUp(ExerciseFiles files) throws Exception {
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

  @ParameterizedTest
  @MethodSource("exercises")
  void theStatementHasEachTaskWithASampleAndHints(ExerciseFiles files) throws IOException {
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
      assertThat(cases(files, task).stream().map(Sample::text)).contains(sample);
    }
  }

  private static List<PublicCase> cases(ExerciseFiles files, Exercise.Task task)
      throws IOException {
    return PublicCase.read(files.folder().resolve("task" + task.number() + ".json"));
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void theMasterIsRightInEveryPublicCaseAndTheSmallestIsFirst(ExerciseFiles files)
      throws IOException {
    run(
        files,
        Master.of(HOME, files).solution(),
        submission -> {
          for (Exercise.Task task : files.exercise().tasks()) {
            List<PublicCase> cases = cases(files, task);
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
        ? parts.stream().mapToInt(ExercisesTest::sizeOf).sum()
        : 1;
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void theMasterHasFullMarksAndTheStubNone(ExerciseFiles files) throws IOException {
    Master master = Master.of(HOME, files);
    List<Outcome> outcomes = new ArrayList<>();
    run(files, master.solution(), one -> outcomes.addAll(hidden(files, one, 1, task -> true)));
    assertThat(failed(outcomes)).isEmpty();
    outcomes.clear();
    run(files, master.stub(), one -> outcomes.addAll(hidden(files, one, 1, task -> true)));
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

  /** Nothing is given for an answer that has the right shape and was made without the input. */
  @ParameterizedTest
  @MethodSource("exercises")
  void whatIgnoresItsInputGetsNoPoints(ExerciseFiles files) throws IOException {
    Map<TaskCall, Answer> right = new HashMap<>();
    run(
        files,
        Master.of(HOME, files).solution(),
        submission ->
            hidden(files, call -> right.computeIfAbsent(call, submission::run), 1, task -> true));
    Map<String, List<String>> given = new TreeMap<>();
    for (Thoughtless way : Thoughtless.values()) {
      List<String> passed =
          hidden(files, call -> way.answer(call, right.get(call)), 1, task -> true).stream()
              .filter(Outcome::passed)
              .map(Outcome::test)
              .toList();
      if (!passed.isEmpty()) {
        given.put(way.toString(), passed);
      }
    }
    assertThat(given).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("exercises")
  @Tag("full")
  void tenRunsAgree(ExerciseFiles files) throws IOException {
    run(
        files,
        Master.of(HOME, files).solution(),
        submission -> {
          for (int seed = 2; seed <= 10; seed++) {
            assertThat(failed(hidden(files, submission, seed, task -> true)))
                .as("seed %d", seed)
                .isEmpty();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void thereAreEnoughWrongAnswersToEveryTask(ExerciseFiles files) throws IOException {
    List<Integer> tasks =
        wrongAnswers()
            .filter(answer -> answer.get()[0].equals(files.name()))
            .map(answer -> Integer.parseInt(((String) answer.get()[1]).replaceFirst("-.*", "")))
            .toList();
    assertThat(tasks).hasSizeGreaterThanOrEqualTo(FEWEST_WRONG_ANSWERS);
    assertThat(tasks)
        .containsAll(files.exercise().tasks().stream().map(Exercise.Task::number).toList());
  }

  @ParameterizedTest
  @MethodSource("otherRightAnswers")
  @Tag("full")
  void anotherRightAnswerHasFullMarks(String exercise, String file) throws IOException {
    ExerciseFiles files = ExerciseFiles.find(HOME, exercise);
    Other other = Other.read(HOME.path("instructor/alternatives", exercise, file));
    assertThat(failed(outcomes(files, other, task -> task == other.task()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("aWrongAnswerToEachTask")
  void aWrongAnswerIsToldItsMistake(String exercise, String file) throws IOException {
    assertToldItsMistake(exercise, file);
  }

  @ParameterizedTest
  @MethodSource("wrongAnswers")
  @Tag("full")
  void everyWrongAnswerIsToldItsMistake(String exercise, String file) throws IOException {
    assertToldItsMistake(exercise, file);
  }

  private static void assertToldItsMistake(String exercise, String file) throws IOException {
    ExerciseFiles files = ExerciseFiles.find(HOME, exercise);
    Other wrong = Other.read(HOME.path("instructor/variants", exercise, file));
    List<Outcome> outcomes = outcomes(files, wrong, task -> task == wrong.task());
    Set<String> told = feedback(outcomes);
    assertThat(told).filteredOn(message -> message.contains(wrong.mistake())).hasSize(1);
    for (String consequence : wrong.consequences()) {
      assertThat(told).filteredOn(message -> message.contains(consequence)).hasSize(1);
    }
    assertThat(told)
        .as("nothing else is said, as it would lead elsewhere")
        .hasSize(1 + wrong.consequences().size());
  }

  /** Words that are in nearly any message would not tell whether it is the right one. */
  @ParameterizedTest
  @MethodSource("wrongAnswers")
  void theWordsOfAMistakeAreInOneMessageOnly(String exercise, String file) throws Exception {
    Other wrong = Other.read(HOME.path("instructor/variants", exercise, file));
    List<String> messages =
        HiddenTests.list(HiddenTests.of(exercise)).stream()
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
  void aWrongAnswerLosesNothingElsewhere(String exercise, String file) throws IOException {
    ExerciseFiles files = ExerciseFiles.find(HOME, exercise);
    Other wrong = Other.read(HOME.path("instructor/variants", exercise, file));
    assertThat(failed(outcomes(files, wrong, task -> true))).isEqualTo(Set.of(wrong.task()));
  }

  /**
   * A student whose check is green is to have full marks: a rule that a hidden test looks at has a
   * public case, with other values.
   */
  @Test
  @Tag("full")
  void fewWrongAnswersAreGreenInTheCheck() throws IOException {
    Set<String> green = new TreeSet<>();
    for (Arguments answer : wrongAnswers().toList()) {
      String exercise = (String) answer.get()[0];
      String file = (String) answer.get()[1];
      if (isGreen(ExerciseFiles.find(HOME, exercise), file)) {
        green.add(exercise + "/" + file);
      }
    }
    assertThat(GREEN_ALL_THE_SAME.keySet()).hasSizeLessThanOrEqualTo(6).containsAll(green);
  }

  private static boolean isGreen(ExerciseFiles files, String file) throws IOException {
    Other wrong = Other.read(HOME.path("instructor/variants", files.name(), file));
    Exercise.Task task = files.exercise().task(wrong.task()).orElseThrow();
    AtomicBoolean green = new AtomicBoolean(true);
    run(
        files,
        Master.of(HOME, files).withTask(wrong.task(), wrong.body()),
        submission -> {
          for (PublicCase one : cases(files, task)) {
            try {
              if (!new Comparison(one).matches(submission.run(one.call(task.method())))) {
                green.set(false);
              }
            } catch (TaskFailure failure) {
              green.set(false);
            }
            if (!green.get()) {
              return;
            }
          }
        });
    return green.get();
  }

  private static List<Outcome> outcomes(ExerciseFiles files, Other other, IntPredicate tasks)
      throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    run(
        files,
        Master.of(HOME, files).withTask(other.task(), other.body()),
        submission -> outcomes.addAll(hidden(files, submission, 1, tasks)));
    return outcomes;
  }

  private static List<Outcome> hidden(
      ExerciseFiles files, Submission submission, long seed, IntPredicate tasks) {
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
  private static void run(ExerciseFiles files, String source, Use use) throws IOException {
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
