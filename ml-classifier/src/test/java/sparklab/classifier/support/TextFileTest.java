package sparklab.classifier.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.classifier.TweetSamples;
import sparklab.cli.Mistake;
import sparklab.testing.LocalSpark;

/** Any texts, classified line by line. */
@Timeout(900)
class TextFileTest {

  private static PipelineModel pipeline;
  private static SparkSession spark;

  @BeforeAll
  static void theModel() {
    TrainedModel model = TweetSamples.model();
    spark = LocalSpark.session();
    pipeline = model.loadPipeline();
  }

  @TempDir Path folder;

  private static List<String> classified(String file) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new TextFile(file).classify(spark, pipeline, out);
    return Arrays.asList(out.toString(StandardCharsets.UTF_8).split("\n", -1));
  }

  @Test
  void classifiesAFileLineByLine() throws Exception {
    Path file = folder.resolve("te xts.tsv");
    String lines =
        "Where are you going tonight?\ten\tx\r\n¿Adónde vas esta noche?\n\nhttps://t.co/x\t\n"
            + "\ud83d\ude00\tes\n\r\nqué \r haces";
    Files.writeString(file, lines);
    List<String> printed = classified(file.toString());
    assertThat(printed).hasSize(8).last().isEqualTo("");
    assertThat(printed.get(0)).matches("Where are you going tonight\\?\ten\t(0\\.9\\d+|1\\.0000)");
    assertThat(printed.get(1)).matches("¿Adónde vas esta noche\\?\tes\t(0\\.9\\d+|1\\.0000)");
    assertThat(printed.get(2)).isEqualTo("\tund\t0.0000");
    assertThat(printed.get(3)).isEqualTo("https://t.co/x\tund\t0.0000");
    assertThat(printed.get(4)).isEqualTo("😀\tund\t0.0000");
    assertThat(printed.get(5)).isEqualTo("\tund\t0.0000");
    assertThat(printed.get(6)).startsWith("qué \r haces\tes\t");
  }

  @Test
  void classifiesWhatIsNoText() throws Exception {
    Path file = folder.resolve("bytes");
    Files.write(
        file,
        "the b\u0000c\u00ff of\n\u00e9\u00e8\n\u0000\n".getBytes(StandardCharsets.ISO_8859_1));
    List<String> printed = classified(file.toString());
    assertThat(printed.get(0)).startsWith("the b\u0000c\ufffd of\ten\t");
    assertThat(printed.subList(1, 4))
        .containsExactly("\ufffd\ufffd\tund\t0.0000", "\u0000\tund\t0.0000", "");
    Files.write(file, new byte[0]);
    assertThat(classified(file.toString())).containsExactly("");
  }

  @Test
  void classifiesBlockByBlockAndLinesOfAnyLength() throws Exception {
    Path file = folder.resolve("long");
    String megabyte = "the cat ".repeat(130_000).strip();
    List<String> lines = new ArrayList<>(Collections.nCopies(TextFile.BLOCK, "hola"));
    lines.addAll(List.of("buenos días", megabyte, "the end"));
    Files.write(file, lines);
    List<String> printed = classified(file.toString());
    assertThat(printed).hasSize(TextFile.BLOCK + 4);
    assertThat(printed.subList(0, TextFile.BLOCK)).allMatch(line -> line.startsWith("hola\tes\t"));
    assertThat(printed.get(TextFile.BLOCK)).startsWith("buenos días\tes\t");
    assertThat(printed.get(TextFile.BLOCK + 1)).startsWith(megabyte + "\ten\t");
    assertThat(printed.get(TextFile.BLOCK + 2)).startsWith("the end\ten\t");
  }

  @Test
  void classifiesTheStandardInput() throws Exception {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("¿qué hora es?\n".getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(classified("-").get(0)).startsWith("¿qué hora es?\tes\t");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aFileThatCannotBeReadOrWrittenIsOneSentence() throws Exception {
    for (String name : List.of("no such file", folder.toString(), "a\0b")) {
      assertThatThrownBy(() -> new TextFile(name).check())
          .isInstanceOf(Mistake.class)
          .hasMessage("The file '" + name + "' cannot be read: check its name.");
    }
    Path file = Files.writeString(folder.resolve("a line"), "hola\n");
    TextFile text = new TextFile(file.toString());
    assertThatThrownBy(() -> text.classify(spark, pipeline, refusing("No space left on device")))
        .isInstanceOf(Mistake.class)
        .hasMessage("The languages cannot be written (No space left on device).");
    text.classify(spark, pipeline, refusing("Broken pipe")); // as in | head: no mistake
  }

  private static OutputStream refusing(String why) {
    return new OutputStream() {
      @Override
      public void write(int unused) throws IOException {
        throw new IOException(why);
      }
    };
  }
}
