package sparklab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static sparklab.lab.TempLab.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.cli.Processes;
import sparklab.lab.Console;
import sparklab.lab.Lab;
import sparklab.lab.TempLab;
import sparklab.lab.home.Home;
import sparklab.lab.runtime.ClassArchive;
import sparklab.testing.LessonProcess;

/** The launcher itself, on lessons and a Spark that do nothing. */
class RunCommandTest {

  @TempDir Path folder;

  @BeforeEach
  void makeLab() throws IOException {
    TempLab lab = new TempLab(folder);
    lab.spark();
    lab.jar(
        lab.module("base-streaming"),
        lesson("Streaming1", "streaming1"),
        lesson("Train", "train", "sparklab.lesson.BatchLesson", ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void theLessonsExitCodeIsTheLabs(int code) {
    assertThat(run("streaming1", "--", "" + code).status()).isEqualTo(code);
  }

  @Test
  void masterAndArgumentsGoToSparkSubmit() {
    Console ran = run("streaming1", "--master", "local[3]", "--", "--port", "4711");
    assertThat(ran.out())
        .isEqualTo(
            "submitted --master local[3] --class sparklab.sample.Streaming1 %s --port 4711%n",
            folder.resolve("base-streaming/target/base-streaming.jar"));
  }

  @Test
  void theLivePageIsTheLessonsAndOnlyOnRequest() {
    Console ran = run("streaming1", "--live", "--no-open", "--", "0");
    assertThat(ran.status()).isZero();
    assertThat(ran.err()).contains("Live page: http://localhost:");
    assertThat(run("streaming1", "--", "0").err()).doesNotContain("Live page");
    assertThat(run("train", "--live", "--no-open").err())
        .contains("train is not a stream: it has no live page.");
    Console wrong = run("streaming1", "--live-host", "0.0.0.0", "--", "0");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("--live-host says something of the live page: add --live.");
  }

  @Test
  void plainIsTheSparksOwnSparkSubmit() {
    Console ran = run("streaming1", "--plain", "--", "0");
    assertThat(ran.out()).startsWith("plainly submitted --class sparklab.sample.Streaming1 ");
    assertThat(ran.status()).isEqualTo(7);
  }

  @Test
  void aStreamingLessonThatIsStoppedInTimeHasSucceeded() {
    Console ran = run("streaming1", "--timeout", "200ms", "--", "stay");
    assertThat(ran.out()).startsWith("submitted").endsWith("last words\n");
    assertThat(ran.status()).isZero();
  }

  @Test
  void aStreamingLessonThatIsStoppedBeforeItsFirstBatchHasFailed() {
    Console ran = run("streaming1", "--timeout", "1ms", "--", "ready");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains("streaming1 had not had a batch after 1ms: give it more time with --timeout.");
    Console batch = run("streaming1", "--timeout", "1ms", "--", "ready, and a batch was empty");
    assertThat(batch.status()).isZero();
    assertThat(batch.err()).doesNotContain("more time");
  }

  @Test
  void aBatchLessonThatIsStoppedHasFailed() {
    Console ran = run("train", "--timeout", "200ms", "--", "stay");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains("train was not ready after 200ms: give it more time with --timeout.");
  }

  @Test
  void aLessonThatEndsInTimeKeepsItsExitCode() {
    assertThat(run("train", "--timeout", "1m", "--", "3").status()).isEqualTo(3);
  }

  /** In a process of its own: the archive is kept when that ends. */
  @Test
  void theFirstRunLeavesAClassArchiveAndTheSecondIsSilent() throws IOException {
    try (LessonProcess first = process("run", "streaming1")) {
      assertThat(first.awaitExit()).isZero();
      assertThat(first.err()).contains("The first run also writes a class archive");
    }
    try (var files = Files.list(ClassArchive.folder(new Home(folder)))) {
      assertThat(files.toList()).singleElement().matches(ClassArchive::isOne);
    }
    try (LessonProcess second = process("run", "streaming1")) {
      assertThat(second.awaitExit()).isZero();
      assertThat(second.err()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "--help", "silent"})
  void aRunThatUsedFewClassesLeavesNoClassArchive(String argument) throws IOException {
    try (LessonProcess first = process("run", "streaming1", "--", argument)) {
      first.awaitExit();
    }
    Path archives = ClassArchive.folder(new Home(folder));
    assertThat(archives.toFile().list()).isNullOrEmpty();
  }

  @Test
  void stoppedItStopsItsLessonAndPassesOnItsLastWords() {
    try (LessonProcess lab = process("run", "streaming1", "--", "stay")) {
      lab.awaitOut("submitted");
      List<ProcessHandle> lessons = lab.handle().children().toList();
      assertThat(lessons).hasSize(1);
      assertThat(lab.stop()).isEqualTo(143);
      assertThat(lab.out()).endsWith("last words\n");
      assertThat(lessons).noneMatch(ProcessHandle::isAlive);
    }
  }

  /** What the JVM says of such a variable is no start, and an address of a VPN does not stop it. */
  @Test
  void theEnvironmentOfAnotherProgramChangesNothing() {
    Map<String, String> odd =
        Map.of(
            "JAVA_TOOL_OPTIONS",
            "-Duser.language=ar -Duser.country=EG",
            "SPARK_LOCAL_IP",
            "192.0.2.5");
    try (LessonProcess run = process(odd, "run", "streaming1", "--timeout", "1ms", "--", "slow")) {
      assertThat(run.awaitExit()).isZero();
      assertThat(run.out()).startsWith("submitted").endsWith("last words\n");
      assertThat(run.err())
          .contains(
              "SPARK_LOCAL_IP is '192.0.2.5', which is not an address of this machine: 127.0.0.1 is used.");
    }
  }

  @Test
  void watchedItRunsAgainAtEachSaveAndKeepsRunningWhatCompiled() throws IOException {
    String helper = "package sparklab.sample;\npublic class Helper {\n  int one;\n}\n";
    String file = "structured-streaming/src/main/java/sparklab/sample/Helper.java";
    TempLab lab = new TempLab(folder);
    lab.built(lab.module("structured-streaming"), lesson("Structured1", "structured1"), helper);
    try (LessonProcess run = process("run", "structured1", "--watch", "--", "stay")) {
      run.awaitOut("submitted");
      lab.write(file, helper.replace("one;", "one"));
      run.awaitErr("Helper.java, line 3: does not compile: ';' expected");
      assertThat(run.handle().children()).as("the lesson before").hasSize(1);
      lab.write(file, helper.replace("one", "two"));
      run.awaitOut("last words\nsubmitted");
      run.stop();
    }
  }

  private LessonProcess process(String... words) {
    return process(Map.of(), words);
  }

  private LessonProcess process(Map<String, String> environment, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Processes.java(),
                "-Dsparklab.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Lab.class.getName()));
    command.addAll(List.of(words));
    return LessonProcess.start(folder, environment, command);
  }

  @Test
  void anUnknownLessonIsAWrongCallAndTheNearestIsNamed() {
    Console ran = run("streming1");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err().lines())
        .singleElement()
        .asString()
        .endsWith("There is no lesson 'streming1', did you mean streaming1?; lab list shows all.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "run streaming1 --nosuch",
        "run streaming1 --timeout soon",
        "run streaming1 --timeout 1s --watch",
        "run streaming1 --timeout",
        "publish-data --nosuch",
        "nosuch"
      })
  void aWrongCallIsOneSentenceAndExitCode2(String words) {
    Console ran = Console.lab(folder, words.split(" "));
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err().lines())
        .singleElement()
        .asString()
        .startsWith(words.startsWith("nosuch") ? "lab: " : "lab " + words.split(" ")[0] + ": ");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void aFolderWithoutALabIsSaid() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Console ran = Console.lab(elsewhere, "run", "streaming1");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("There is no lab in '" + elsewhere + "'");
  }

  private Console run(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "run";
    System.arraycopy(words, 0, all, 1, words.length);
    return Console.lab(folder, all);
  }
}
