package sparklab.lab.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.cli.Mistake;
import sparklab.lab.TempLab;
import sparklab.lab.home.LabModule;

class BuildTest {

  private static final long BUILT = 1_800_000_000;

  @TempDir Path folder;
  private TempLab lab;
  private LabModule module;

  @BeforeEach
  void makeABuiltModule() throws IOException {
    lab = new TempLab(folder);
    module = lab.module("base-streaming");
    lab.write("base-streaming/src/main/java/Lesson.java", "");
    lab.write("data/src/main/java/Shared.java", "");
    lab.write("base-streaming/target/base-streaming.jar", "");
    for (String source :
        new String[] {
          "pom.xml",
          "base-streaming/pom.xml",
          "base-streaming/src/main",
          "base-streaming/src/main/java",
          "base-streaming/src/main/java/Lesson.java",
          "data/pom.xml",
          "data/src/main",
          "data/src/main/java",
          "data/src/main/java/Shared.java"
        }) {
      lab.age(source, BUILT - 10);
    }
    lab.age("base-streaming/target/base-streaming.jar", BUILT);
  }

  @Test
  void aJarNewerThanItsSourcesIsFresh() throws IOException {
    assertThat(Build.isStale(module)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pom.xml",
        "base-streaming/pom.xml",
        "base-streaming/src/main/java/Lesson.java",
        "base-streaming/src/main/java", // as when a file in it was removed
        "data/src/main/java/Shared.java",
        "data/pom.xml"
      })
  void aChangedSourceMakesItStale(String changed) throws IOException {
    lab.age(changed, BUILT + 1);
    assertThat(Build.isStale(module)).isTrue();
  }

  @Test
  void aMissingJarIsStale() throws IOException {
    Files.delete(module.jar());
    assertThat(Build.isStale(module)).isTrue();
  }

  @Test
  void aTestOfTheModuleDoesNotMatter() throws IOException {
    lab.write("base-streaming/src/test/java/LessonTest.java", "");
    assertThat(Build.isStale(module)).isFalse();
  }

  @Test
  void nothingIsBuiltThatIsThere() throws IOException, InterruptedException {
    // this lab's mvnw would fail
    new Build(lab.home()).refresh(List.of(module), spark());
  }

  @Test
  void aRuntimeOlderThanItsVersionsIsBuiltAnew() throws IOException {
    SparkHome spark = spark();
    lab.age("pom.xml", BUILT - 1);
    lab.age("lab/spark-runtime/target/spark-home/jars", BUILT - 2);
    assertThatThrownBy(() -> new Build(lab.home()).refresh(List.of(), spark))
        .hasMessageContaining("build failed");
  }

  /** A runtime as old as the module's jar. */
  private SparkHome spark() throws IOException {
    SparkHome spark = lab.spark();
    lab.age("lab/spark-runtime/target/spark-home/jars", BUILT);
    return spark;
  }

  @Test
  void aFailedBuildIsOneSentenceWithTheFirstError() throws IOException {
    lab.age("base-streaming/pom.xml", BUILT + 1);
    SparkHome spark = lab.spark();
    assertThatThrownBy(() -> new Build(lab.home()).refresh(List.of(module), spark))
        .isInstanceOf(Mistake.class)
        .hasMessage(
            "the build failed: this lab cannot build; the whole log is in %s.",
            folder.resolve("lab/target/build.log"));
  }

  @Test
  void aCompilersErrorIsToldWithItsPlace() throws IOException {
    lab.age("base-streaming/pom.xml", BUILT + 1);
    lab.write("base-streaming/src/main/java/Lesson.java", "class Lesson {\n  int one\n}\n");
    lab.write(
        "mvnw",
        """
        echo '[INFO] Building'
        echo '[ERROR] COMPILATION ERROR : '
        echo "[ERROR] $(cd "$(dirname "$0")" && pwd)/base-streaming/src/main/java/Lesson.java:[2,10] ';' expected"
        exit 1
        """);
    SparkHome spark = lab.spark();
    assertThatThrownBy(() -> new Build(lab.home()).refresh(List.of(module), spark))
        .isInstanceOf(Build.DoesNotCompile.class)
        .hasMessage(
            """
            base-streaming/src/main/java/Lesson.java, line 2: does not compile: ';' expected
                  int one
                         ^""");
  }

  @Test
  void aSparkWithoutAJarIsBuiltAgain() throws IOException {
    SparkHome spark = lab.spark();
    Files.createSymbolicLink(
        spark.folder().resolve("jars/gone.jar"), folder.resolve("cleaned/gone.jar"));
    assertThatThrownBy(() -> new Build(lab.home()).refresh(List.of(module), spark))
        .isInstanceOf(Mistake.class);
  }
}
