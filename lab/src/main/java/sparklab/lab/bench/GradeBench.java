package sparklab.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sparklab.lab.home.Folders;

/**
 * Grading in sandboxed workers beside a Maven project and {@code mvn test} for each submission: the
 * same solution, the same hidden tests, the same Spark settings, two submissions at a time.
 */
final class GradeBench implements Benchmark {

  private static final int JOBS = 2;

  /** Submissions of one counted run; Maven's side is as long with fewer. */
  private static final int GRADED = 20;

  private static final long DEADLINE_MINUTES = 30;

  private static final String EXERCISE = "streaming4";
  private static final String SOURCE = "sparklab/base/Streaming4Exercise.java";

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <parent>
          <groupId>sparklab</groupId>
          <artifactId>spark-streaming-lab</artifactId>
          <version>1.0.0</version>
          <relativePath>%2$s/pom.xml</relativePath>
        </parent>
        <artifactId>submission</artifactId>
        <dependencies>
          <dependency><groupId>sparklab</groupId><artifactId>lessons</artifactId><version>1</version>
            <scope>system</scope><systemPath>%1$s/base-streaming/target/base-streaming.jar</systemPath></dependency>
          <dependency><groupId>sparklab</groupId><artifactId>runner</artifactId><version>1</version>
            <scope>system</scope><systemPath>%1$s/lab/worker/target/worker-1.0.0.jar</systemPath></dependency>
          <dependency><groupId>sparklab</groupId><artifactId>tests</artifactId><version>1</version>
            <scope>system</scope><systemPath>%1$s/instructor/target/thin/instructor-1.0.0.jar</systemPath></dependency>
          <dependency><groupId>org.junit.platform</groupId><artifactId>junit-platform-launcher</artifactId></dependency>
          <dependency><groupId>org.apache.spark</groupId>
            <artifactId>spark-streaming_${scala.binary.version}</artifactId></dependency>
          <dependency><groupId>org.apache.spark</groupId>
            <artifactId>spark-mllib_${scala.binary.version}</artifactId></dependency>
        </dependencies>
        <build><plugins><plugin>
          <groupId>org.apache.maven.plugins</groupId><artifactId>maven-surefire-plugin</artifactId>
          <configuration><argLine>"@%1$s/lab/spark-runtime/src/main/spark-home/conf/jvm-flags" -Xmx1g</argLine></configuration>
        </plugin><plugin>
          <groupId>org.codehaus.mojo</groupId><artifactId>build-helper-maven-plugin</artifactId>
          <executions>
            <execution><id>one-at-a-time</id><phase>none</phase></execution>
            <execution><id>tests-of-what-was-named</id><phase>none</phase></execution>
          </executions>
        </plugin></plugins></build>
      </project>
      """;

  private static final String TEST =
      """
      package sparklab.base;
      import static org.junit.jupiter.api.Assertions.assertTrue;
      import java.nio.file.Path;
      import org.junit.jupiter.api.Test;
      import org.junit.jupiter.api.io.TempDir;
      import sparklab.instructor.hidden.HiddenTests;
      import sparklab.worker.InProcess;
      import sparklab.worker.TaskRunner;
      class SubmissionTest {
        @TempDir Path scratch;
        @Test void passes() throws Exception {
          try (TaskRunner runner = TaskRunner.start(scratch)) {
            HiddenTests.run(HiddenTests.of("streaming4"), new InProcess(runner, Streaming4Exercise.class), 1)
                .forEach(outcome -> assertTrue(outcome.passed(), outcome.test()));
          }
        }
      }
      """;

  @Override
  public String name() {
    return "grade";
  }

  @Override
  public String description() {
    return "a submission of " + EXERCISE + " graded, " + JOBS + " at a time, seconds for each";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    Path master = Programs.home().resolve("instructor/masters").resolve(SOURCE);
    if (!Files.exists(master)) {
      throw new Unavailable("the solutions and the grader are in the instructors' copy only.");
    }
    Path folder = Files.createTempDirectory("sparklab-bench-grade");
    try {
      return new Alternating("s")
          .side("scripts/lab-instructor grade", () -> grader(folder, master))
          .side("mvn test for each", () -> maven(folder, master))
          .measure(runs);
    } finally {
      Folders.delete(folder);
    }
  }

  private static double grader(Path folder, Path master) throws Exception {
    Path submissions = Files.createTempDirectory(folder, "submissions");
    for (int number = 0; number < GRADED; number++) {
      Path own = Files.createDirectory(submissions.resolve("student" + number));
      Files.copy(master, own.resolve(master.getFileName()));
    }
    long start = System.nanoTime();
    awaitAll(
        List.of(
            start(
                List.of(
                    "bash",
                    Programs.home().resolve("scripts/lab-instructor").toString(),
                    "grade",
                    submissions.toString(),
                    "--exercise",
                    EXERCISE,
                    "--jobs",
                    "" + JOBS,
                    "--out",
                    submissions.resolveSibling("out-" + submissions.getFileName()).toString()),
                folder)));
    return seconds(start) / GRADED;
  }

  /** One submission on each core. */
  private static double maven(Path folder, Path master) throws Exception {
    List<Path> projects = new ArrayList<>();
    for (int job = 0; job < JOBS; job++) {
      Path project = Files.createTempDirectory(folder, "project");
      Path source = project.resolve("src/main/java").resolve(SOURCE);
      Files.createDirectories(source.getParent());
      Files.copy(master, source);
      Path test = project.resolve("src/test/java/sparklab/base/SubmissionTest.java");
      Files.createDirectories(test.getParent());
      Files.writeString(test, TEST);
      // Maven takes the path of a parent only from the project on
      Files.writeString(
          project.resolve("pom.xml"),
          POM.formatted(Programs.home(), project.relativize(Programs.home())));
      projects.add(project);
    }
    long start = System.nanoTime();
    List<Process> running = new ArrayList<>();
    for (Path project : projects) {
      running.add(
          start(
              List.of(
                  "bash",
                  Programs.home().resolve("mvnw").toString(),
                  "-q",
                  "-o",
                  "-B",
                  "-Denforcer.skip", // what checks the lab is not a submission's
                  "-f",
                  project.resolve("pom.xml").toString(),
                  "test"),
              project));
    }
    awaitAll(running);
    return seconds(start) / JOBS;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static Process start(List<String> words, Path folder) throws IOException {
    return Programs.command(words)
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("said.log").toFile())
        .start();
  }

  private static void awaitAll(List<Process> running) throws Exception {
    try {
      for (Process process : running) {
        if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
          throw new IOException("A side of the comparison failed: " + process.info());
        }
      }
    } finally {
      for (Process process : running) {
        Programs.end(process);
      }
    }
  }
}
