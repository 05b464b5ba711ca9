package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.testing.ExecutedNotebook;
import sparklab.testing.Installed;
import sparklab.testing.LessonProcess;

/** The lessons run on JDK 25 too, which the machine may or may not have. */
@Tag("full")
@Timeout(600)
class Jdk25IT {

  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  private Map<String, String> jdk25;

  @BeforeEach
  void findTheJdk() throws IOException {
    List<Path> homes = new ArrayList<>();
    if (System.getenv("JAVA25_HOME") != null) {
      homes.add(Path.of(System.getenv("JAVA25_HOME")));
    } else if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> all = Files.list(INSTALLED)) {
        all.filter(home -> home.getFileName().toString().contains("25"))
            .sorted()
            .forEach(homes::add);
      }
    }
    homes.removeIf(home -> !Files.isExecutable(home.resolve("bin/java")));
    assumeTrue(
        !homes.isEmpty(),
        "No JDK 25 in /usr/lib/jvm: let JAVA25_HOME name one to run the lessons on it too");
    jdk25 = Map.of("JAVA_HOME", homes.get(0).toString());
  }

  @Test
  void throughSparkSubmit() throws IOException {
    try (LinePublisher publisher = publisher();
        LessonProcess lesson =
            LessonProcess.start(
                Path.of("target").toAbsolutePath(),
                jdk25,
                List.of(
                    "bash",
                    LessonProcess.sparkHome().resolve("bin/spark-submit").toString(),
                    "--conf",
                    "spark.ui.port=0",
                    "--class",
                    Streaming1Stateless.class.getName(),
                    LessonProcess.moduleJar().toString(),
                    "--port",
                    "" + publisher.port()))) {
      assertCounts(lesson);
    }
  }

  @Test
  void throughTheLab() throws Exception {
    // A copy: the class archive of the JDK in daily use stays.
    try (LabCopy lab = new LabCopy("jdk25");
        LinePublisher publisher = publisher();
        LessonProcess lesson =
            lab.lab(jdk25, "run", "streaming1", "--", "--port", "" + publisher.port())) {
      assertCounts(lesson);
      assertThat(lesson.err()).doesNotContain("WARNING");
      try (LessonProcess doctor = lab.lab(jdk25, "doctor")) {
        doctor.awaitExit();
        assertThat(doctor.out()).startsWith("ok   JDK 25");
      }
    }
  }

  @Test
  void throughTheNotebook() throws Exception {
    Installed.program("jupyter-nbconvert");
    try (LabCopy lab = new LabCopy("jdk25-notebook");
        LinePublisher publisher = publisher(Manner.PLAIN.at(60).looping())) {
      ExecutedNotebook notebook =
          ExecutedNotebook.in(
              lab.root(), jdk25, "spark-streaming-basic", "--port", "" + publisher.port());
      NotebookIT.assertCounts(notebook);
      assertThat(lab.root().resolve("lab/target/jupyter/spark-streaming-basic/execute.log"))
          .content()
          .doesNotContain("WARNING");
    }
  }

  private static LinePublisher publisher() throws IOException {
    return publisher(Manner.PLAIN);
  }

  private static LinePublisher publisher(Manner manner) throws IOException {
    return LinePublisher.ofFile(
        LessonProcess.home().resolve("data/datasets/text-es.txt"),
        "127.0.0.1",
        0,
        manner,
        said -> {});
  }

  private static void assertCounts(LessonProcess lesson) {
    lesson.awaitOut("a batch with words", out -> out.contains("\nde\t"));
    assertThat(lesson.stop()).isEqualTo(143);
    // Spark's own launcher asks for two modules, and the JVM has a word on each.
    assertThat(lesson.err().lines().filter(line -> line.startsWith("WARNING")))
        .isSubsetOf(
            "WARNING: Using incubator modules: jdk.incubator.vector",
            "WARNING: package sun.security.action not in java.base");
    assertThat(lesson.err()).doesNotContain("Exception");
  }
}
