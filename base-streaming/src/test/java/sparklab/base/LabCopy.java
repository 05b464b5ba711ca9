package sparklab.base;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import sparklab.testing.LessonProcess;

/**
 * What a clone of the lab needs to run session I, built, at a path with a space. A test can do with
 * it what it likes, and `lab` finds nothing to build in modules that are built later.
 */
final class LabCopy implements AutoCloseable {

  private static final List<String> PARTS =
      List.of(
          "mvnw",
          ".mvn",
          "pom.xml",
          "scripts",
          "data/pom.xml",
          "data/src/main",
          "data/datasets",
          "lab/pom.xml",
          "lab/lesson/pom.xml",
          "lab/lesson/src/main",
          "lab/src/main",
          "lab/target/lab.jar",
          "lab/kafka-runtime/pom.xml",
          "lab/notebook-runtime/pom.xml",
          "lab/notebook-runtime/src",
          "lab/notebook-runtime/target/notebook-home",
          "lab/spark-runtime/pom.xml",
          "lab/spark-runtime/src",
          "lab/spark-runtime/target/spark-home",
          "lab/worker/pom.xml",
          "lab/worker/src/main",
          "lab/worker/target/worker-1.0.0.jar",
          "base-streaming/exercises",
          "base-streaming/pom.xml",
          "base-streaming/notebooks",
          "base-streaming/src/main",
          "base-streaming/target/classes",
          "base-streaming/target/base-streaming.jar");

  private final Path parent;
  private final Path root;

  /**
   * Makes a copy.
   *
   * @param user the name of a folder below {@code target/it}: one for each test class
   */
  LabCopy(String user) throws IOException, InterruptedException {
    parent = Path.of("target", "it", user).toAbsolutePath();
    root = parent.resolve("a folder");
    delete(parent);
    for (String part : PARTS) {
      Path from = LessonProcess.home().resolve(part);
      if (!Files.exists(from)) {
        throw new AssertionError(from + " is not there: CONTRIBUTING.md says what builds it");
      }
      Path to = root.resolve(part);
      Files.createDirectories(to.getParent());
      // Times stay as they are, those of folders too, so that nothing is stale; links stay links.
      run("cp", "-pPR", from.toString(), to.toString());
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new AssertionError("Failed: " + Arrays.toString(command));
    }
  }

  /** The folder of the copy. */
  Path root() {
    return root;
  }

  /** Starts {@code scripts/lab} of the copy with its folder as the current one. */
  LessonProcess lab(Map<String, String> environment, String... words) {
    List<String> command = new ArrayList<>();
    command.add("bash");
    command.add("scripts/lab");
    command.addAll(List.of(words));
    return LessonProcess.start(root, environment, command);
  }

  /** The same with nothing further in the environment. */
  LessonProcess lab(String... words) {
    return lab(Map.of(), words);
  }

  @Override
  public void close() throws IOException {
    delete(parent);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path emptied, IOException failure)
              throws IOException {
            Files.delete(emptied);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
