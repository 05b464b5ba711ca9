package sparklab.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sparklab.cli.Mistake;
import sparklab.testing.LocalSpark;

/** What is looked at before a training. */
@Timeout(60)
class ClassifierTrainTest {

  @TempDir Path folder;

  @Test
  void whatCannotBeTrainedIsSaidBeforehand() throws Exception {
    String model = folder.resolve("model").toString();
    String report = folder.resolve("report").toString();
    Path file = Files.writeString(folder.resolve("text"), "hola");
    Files.createDirectories(folder.resolve("mine/files"));
    String[][] calls = {
      {"--model", model, "--messages", "0", "--report", report},
      {"--model", model, "--messages", "-1", "--report", report},
      {"--model", model, "--messages", "5", "--input", "x", "--report", report},
      {"--model", folder.resolve("mine").toString(), "--report", report},
      {"--classify", file.toString(), "--input", "x"},
      {"--classify", file.toString(), "--messages", "24000"},
      {"--classify", file.toString(), "--report", report},
      {"--classify", folder.resolve("typo.tsv").toString()},
      {"--classify", file.toString(), "--model", model},
    };
    for (String[] call : calls) {
      ClassifierTrain lesson = new ClassifierTrain();
      new CommandLine(lesson).parseArgs(call);
      assertThatThrownBy(() -> lesson.prepare(LocalSpark.conf()))
          .as(String.join(" ", call))
          .isInstanceOf(Mistake.class)
          .satisfies(mistake -> assertThat(((Mistake) mistake).exitCode()).isEqualTo(2));
    }
    assertThat(names(folder)).containsExactlyInAnyOrder("text", "mine");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
