package sparklab.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sparklab.cli.Mistake;
import sparklab.lesson.Lesson;

/** What students get wrong is told in one sentence before Spark is started. */
class MistakesTest {

  @TempDir Path folder;

  private static void assertMistake(int code, String sentence, Lesson lesson, String... arguments) {
    Mistake mistake =
        catchThrowableOfType(
            Mistake.class,
            () -> {
              new CommandLine(lesson).parseArgs(arguments);
              lesson.run(new SparkConf(false));
            });
    assertThat(mistake).hasMessageContaining(sentence).hasMessageNotContaining("\n");
    assertThat(mistake.exitCode()).isEqualTo(code);
  }

  private static void assertWrong(String sentence, Lesson lesson, String... arguments) {
    assertThat(catchThrowable(() -> new CommandLine(lesson).parseArgs(arguments)))
        .isInstanceOf(CommandLine.ParameterException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aCheckpointNeedsASourceThatCanBeReadAgain() {
    String checkpoint = folder.resolve("c").toString();
    for (Lesson lesson :
        new Lesson[] {
          new Structured1Console(),
          new Structured2aForeachFunction(),
          new Structured2bForeachWriter(),
          new Structured3Window(),
          new Structured4ForeachBatch()
        }) {
      assertMistake(2, "name their folder with --input-dir", lesson, "--checkpoint", checkpoint);
      assertMistake(2, "Kafka", lesson, "--checkpoint", checkpoint);
    }
  }

  @Test
  void availableNowNeedsFiles() {
    assertMistake(2, "--input-dir", new Structured1Console(), "--trigger", "available-now");
  }

  @Test
  void anInputFolderHasToBeThere() throws Exception {
    assertMistake(
        2, "There is no folder 'nowhere'", new Structured1Console(), "--input-dir", "nowhere");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertMistake(2, "is a file", new Structured3Window(), "--input-dir", file.toString());
    assertMistake(2, "names no folder", new Structured1Console(), "--input-dir", "");
  }

  @Test
  void filesPerBatchIsANumberOfFiles() {
    assertMistake(2, "no --input-dir", new Structured1Console(), "--files-per-batch", "1");
    assertMistake(
        2,
        "must be 1 or more",
        new Structured1Console(),
        "--input-dir",
        folder.toString(),
        "--files-per-batch",
        "-1");
  }

  @Test
  void aWindowIsNotShorterThanItsSlide() {
    for (Lesson lesson : new Lesson[] {new Structured3Window(), new Structured4ForeachBatch()}) {
      assertMistake(2, "--window 5s is shorter than --slide 10s", lesson, "--window", "5s");
    }
  }

  @Test
  void aPortIsAPort() {
    assertMistake(2, "--port 0 is not a port", new Structured1Console(), "--port", "0");
  }

  @Test
  void aCheckpointIsBoundToItsLessonAndItsOptions() throws Exception {
    String checkpoint = folder.resolve("c").toString();
    String input = Files.createDirectories(folder.resolve("in")).toString();
    // Refused for its window of 5 s only after it has claimed the checkpoint for 30 s.
    Structured3Window first = new Structured3Window();
    new CommandLine(first).parseArgs("--input-dir", input, "--checkpoint", checkpoint);
    first.options.check(first, first.source, first.windows.labels(), new SparkConf(false));
    assertMistake(
        1,
        "was written by structured3",
        new Structured2aForeachFunction(),
        "--input-dir",
        input,
        "--checkpoint",
        checkpoint);
    assertMistake(
        1,
        "was written with --window 30s and goes on only with that, not with 20s",
        new Structured3Window(),
        "--input-dir",
        input,
        "--checkpoint",
        checkpoint,
        "--window",
        "20s");
    Path other = Files.createDirectories(folder.resolve("other"));
    assertMistake(
        1,
        "was written with --input-dir",
        new Structured3Window(),
        "--input-dir",
        other.toString(),
        "--checkpoint",
        checkpoint);
  }

  @Test
  void aCheckpointOfAForeignProgramIsNotTouched() throws Exception {
    Path checkpoint = Files.createDirectories(folder.resolve("c"));
    Files.writeString(checkpoint.resolve("metadata"), "{}");
    assertMistake(
        1,
        "was written by another program",
        new Structured1Console(),
        "--input-dir",
        folder.toString(),
        "--checkpoint",
        checkpoint.toString());
    assertThat(checkpoint.toFile().list()).containsExactly("metadata");
  }

  @Test
  void theCheckpointFolderMayNotBeAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertMistake(
        2,
        "cannot be used as a folder",
        new Structured1Console(),
        "--input-dir",
        folder.toString(),
        "--checkpoint",
        file.toString());
  }

  @Test
  void outputHasToBeAFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertMistake(
        2,
        "is a file",
        new Structured2bForeachWriter(),
        "--input-dir",
        folder.toString(),
        "--output",
        file.toString());
  }

  @Test
  void aDatabaseThatRefusesIsNamed() {
    assertMistake(2, "no driver", new Structured4ForeachBatch(), "--jdbc", "jdbc:nosuch:x");
    assertMistake(
        1,
        "The database jdbc:postgresql://127.0.0.1:1/x refuses: Connection to 127.0.0.1:1 refused",
        new Structured4ForeachBatch(),
        "--jdbc",
        "jdbc:postgresql://127.0.0.1:1/x?password=secret");
  }

  @Test
  void wordsThatAreNoValueAreNamed() {
    assertWrong("'soon' is not a length of time", new Structured1Console(), "--trigger", "soon");
    assertWrong("available-now", new Structured1Console(), "--trigger", "soon");
    assertWrong("write at least 1ms", new Structured3Window(), "--watermark", "0s");
    assertWrong("is not an output mode", new Structured3Window(), "--output-mode", "all");
    assertWrong("--rows must be 1 or more", new Structured3Window(), "--rows", "0");
    assertWrong("Unknown host", new Structured1Console(), "--host", "no.such.host.invalid");
  }
}
