package sparklab.lab.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.testing.LessonProcess;

/**
 * Several builds of one copy of the lab at once, with the real Maven: only one makes what is
 * missing, by whatever it was started.
 */
@Tag("full")
class MavenIT {

  private static final String JAR = "lab/lesson/target/lesson-1.0.0.jar";

  @TempDir Path folder;
  private Path copy;

  /** As much of the lab as its lowest module needs. */
  @BeforeEach
  void copyTheLab() throws IOException {
    copy = Files.createDirectory(folder.resolve("una copia ñ"));
    Path home = LessonProcess.home();
    try (Stream<Path> all = Files.walk(home, 3)) {
      for (Path pom : all.filter(file -> file.endsWith("pom.xml")).toList()) {
        copy(home, home.relativize(pom));
      }
    }
    for (String part : List.of("mvnw", ".mvn", "lab/lesson/src/main")) {
      try (Stream<Path> all = Files.walk(home.resolve(part))) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          copy(home, home.relativize(file));
        }
      }
    }
    copy(home, Path.of("lab/src/main/java/sparklab/lab/runtime/Maven.java"));
  }

  private void copy(Path home, Path file) throws IOException {
    Files.createDirectories(copy.resolve(file).getParent());
    Files.copy(home.resolve(file), copy.resolve(file));
  }

  @Test
  void whoComesSecondWaitsAndTakesWhatTheFirstHasBuilt() {
    try (LessonProcess first = builder("first");
        LessonProcess second = builder("second");
        LessonProcess third = builder("third")) {
      List<LessonProcess> all = List.of(first, second, third);
      all.forEach(one -> assertThat(one.awaitExit()).as(one.err()).isZero());
      assertThat(all.stream().filter(one -> one.err().contains("Building the lab"))).hasSize(1);
      assertThat(all.stream().filter(one -> one.err().contains("Waiting for another build")))
          .hasSize(2)
          .allSatisfy(one -> assertThat(one.err()).doesNotContain("Building the lab"));
    }
    assertThat(copy.resolve(JAR)).isRegularFile();
  }

  @Test
  void aKilledBuilderLeavesNoLockAndItsMavenIsWaitedFor() throws IOException {
    try (LessonProcess killed = builder("killed")) {
      await()
          .ignoreExceptions()
          .atMost(Duration.ofMinutes(2))
          .until(() -> Files.readString(copy.resolve(".lab/build.lock")).contains("killed"));
      killed.handle().destroyForcibly();
      try (LessonProcess next = builder("next");
          LessonProcess editors =
              start(List.of("bash", "mvnw", "-q", "-DskipTests", "-pl", "lab/lesson", "package"))) {
        assertThat(next.awaitExit()).as(next.err()).isZero();
        assertThat(editors.awaitExit()).as(editors.out()).isZero();
        assertThat(next.err() + editors.out())
            .contains("Waiting for another build of this copy of the lab by killed (process ");
      }
    }
    assertThat(copy.resolve(JAR)).isRegularFile();
  }

  /** As {@code scripts/launcher} starts it. */
  private LessonProcess builder(String name) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.add(copy.resolve("lab/src/main/java/sparklab/lab/runtime/Maven.java").toString());
    command.addAll(List.of(copy.toString(), name, JAR, "lab/lesson/src/main", "pom.xml"));
    command.addAll(List.of("--", "-pl", "lab/lesson", "-am"));
    return start(command);
  }

  private LessonProcess start(List<String> command) {
    return LessonProcess.start(copy, Map.of("LC_ALL", "C.UTF-8"), command);
  }
}
