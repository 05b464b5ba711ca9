package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparklab.testing.LessonProcess;

/** What a student who works on an exercise is told, each time that the file is saved. */
@Timeout(600)
@Tag("full")
class CheckIT {

  private static final String FILE =
      "base-streaming/src/main/java/sparklab/base/Streaming4Exercise.java";
  private static final String WAITING = "Waiting for " + FILE + " to be saved";

  @Test
  void aSavedFileIsCheckedAgain() throws Exception {
    try (LabCopy clone = new LabCopy("check");
        LessonProcess check = clone.lab("check", "streaming4", "--watch")) {
      String first = nextCheck(check, 0);
      assertThat(first)
          .containsPattern("(?m)^task 1, .*: undone$")
          .containsPattern("(?m)^task 4, .*: undone$")
          .contains("0 of 4 tasks done; what is to be done: base-streaming/exercises/streaming4/");

      save(clone, "return lines.map(line -> );");
      String second = nextCheck(check, 1);
      assertThat(second)
          .containsPattern(FILE + ", line \\d+: does not compile: .+\n +return lines.+\n +\\^\n");

      save(clone, "return lines;");
      String third = nextCheck(check, 2);
      assertThat(third)
          .containsPattern("(?m)^task 1, .*: wrong answer$")
          .containsPattern("(?m)^  input +\\S")
          .containsPattern("(?m)^  expected +\\S")
          .containsPattern("(?m)^  got +\\S")
          .containsPattern("(?m)^task 2, .*: undone$");
      assertThat(check.stop()).isNotZero();
    }
  }

  @Test
  void theClassArchiveIsWrittenWhenTheFirstCheckHasEnded() throws Exception {
    try (LabCopy clone = new LabCopy("first check")) {
      save(clone, "return lines;");
      Path archives = clone.root().resolve("lab/target/class-archives");
      try (LessonProcess check = clone.lab("check", "streaming4")) {
        assertThat(check.awaitExit()).isEqualTo(1);
        assertThat(check.out()).contains("0 of 4 tasks done");
        assertThat(check.err()).contains("A class archive is being written in the background");
      }
      assertThat(files(archives)).as("it is not waited for").noneMatch(CheckIT::isArchive);
      await()
          .atMost(Duration.ofMinutes(5))
          .until(() -> files(archives).stream().anyMatch(CheckIT::isArchive));
      await("nothing else is left").until(() -> files(archives).size() == 1);
      try (LessonProcess check = clone.lab("check", "streaming4")) {
        assertThat(check.awaitExit()).isEqualTo(1);
        assertThat(check.err()).doesNotContain("class archive");
      }
      assertThat(files(archives)).as("the same one").singleElement().matches(CheckIT::isArchive);
    }
  }

  private static boolean isArchive(String name) {
    return name.startsWith("check-base-streaming-") && name.endsWith(".jsa");
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** What is said from one save of the file to the next. */
  private static String nextCheck(LessonProcess check, int before) {
    check.awaitOut("check " + (before + 1), said -> said.split(WAITING, -1).length > before + 1);
    return check.out().split(WAITING, -1)[before];
  }

  private static void save(LabCopy clone, String solution) throws IOException {
    Path file = clone.root().resolve(FILE);
    Path stub = LessonProcess.home().resolve(FILE);
    Files.writeString(file, Files.readString(stub).replace("throw Undone.task(1);", solution));
  }
}
