package sparklab.kafka.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.cli.Mistake;

/** Files that people name to the lessons, and that are not what they take them for. */
class ForeignFilesTest {

  @TempDir Path folder;

  /** The options of two lessons. */
  @Command
  static final class Options {
    @Mixin StoredCounts stored;
    @Mixin Warnings warnings;
  }

  private static Options parse(String... arguments) {
    Options options = new Options();
    new CommandLine(options).parseArgs(arguments);
    return options;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "mar\t3\n", "{\"t\":{\"0\":3}}\tid\nmar\tx\n", "{\"t\":{\"0\":3}}\tid\nñ\n"})
  void aFileThatHoldsNoCountsIsOneSentence(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("counts"), text, StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> parse("--output", file.toString()).stored.read("id", "t"))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("holds no counts with offsets");
  }

  @Test
  void countsThatFitAreReadAndAFolderIsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("counts"), "{\"t\":{\"0\":3}}\tid\na b\t2\n");
    Options options = parse("--output", file.toString());
    options.stored.read("id", "t");
    assertThat(options.stored.offsets()).hasSize(1).containsValue(3L);
    assertThatThrownBy(() -> parse("--output", folder.toString()).stored.read("id", "t"))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void aTableOfStationsIsUtf8WithFourColumns() throws IOException {
    Path file = folder.resolve("stations.csv");
    Files.writeString(file, "A1;Reus;Lleida;Cataluña\n\nhalf\n");
    assertThat(parse("--stations", file.toString()).warnings.stations()).isEqualTo(file.toString());
    Files.writeString(file, "A1;Reus;Lleida;Cataluña\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> parse("--stations", file.toString()).warnings.stations())
        .hasMessageContaining("Line 1 of the table of stations", "iconv -f ISO-8859-1");
    Files.writeString(file, "\uFEFFA1;Reus;Lleida;Cataluña\n", StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> parse("--stations", file.toString()).warnings.stations())
        .hasMessageContaining("iconv -f UTF-16");
    Files.writeString(file, "A1,Reus,Lleida,Galicia\n");
    assertThatThrownBy(() -> parse("--stations", file.toString()).warnings.stations())
        .hasMessageContaining("has no line such as 0016A;Reus;Tarragona;Catalunya");
    Files.delete(file);
    assertThatThrownBy(() -> Warnings.stations(file.toString()))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("is gone");
  }
}
