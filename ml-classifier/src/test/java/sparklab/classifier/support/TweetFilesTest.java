package sparklab.classifier.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.cli.Mistake;
import sparklab.testing.LocalSpark;

/** Captured tweets in files. */
@Timeout(60)
class TweetFilesTest {

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path folder;

  @Test
  void aTableThatIsNotOursIsOneSentence() throws Exception {
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    for (String text :
        List.of(
            "name,size\nx,1\n",
            "\"time\",\"id\"\n",
            "no table",
            "time,id,author,lang,text\nx\n",
            "")) {
      Files.writeString(foreign.resolve("some.csv"), text);
      if (text.isEmpty()) {
        assertThat(TweetFiles.read(spark, foreign.toString()).count()).isZero();
        continue;
      }
      assertThatThrownBy(() -> TweetFiles.read(spark, foreign.toString()))
          .isInstanceOf(Mistake.class)
          .hasMessageContaining("holds no tweets as classifier-save captures them")
          .satisfies(mistake -> assertThat(mistake.getMessage().lines()).hasSize(1));
    }
  }

  @Test
  void capturedTweetsComeBackAsTheyWere() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (String text :
        List.of(
            "a, b; \"c\" 'd'",
            "one\ntwo\r\nthree\rfour",
            "  spaces  ",
            "😀 ñ \\ \\\" \\n",
            "\"",
            "\"\"",
            ",",
            "#no comment",
            "null",
            "",
            "\t",
            "=1+1",
            "x".repeat(200_000))) {
      rows.add(
          RowFactory.create(
              Timestamp.from(Instant.parse("2018-01-23T21:20:10.123Z").plusSeconds(rows.size())),
              "" + (100 + rows.size()),
              "12",
              "es",
              text));
    }
    Dataset<Row> tweets = spark.createDataFrame(rows, TweetFiles.SCHEMA);
    Path output = folder.resolve("cap tured");
    TweetFiles.write(tweets, output.toString(), "one");
    TweetFiles.write(tweets.limit(3), output.toString(), "two");
    TweetFiles.write(tweets.limit(3), output.toString(), "two"); // again: nothing doubles
    try (Stream<Path> files = Files.list(output)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> !n.endsWith(".crc")))
          .containsExactlyInAnyOrder("one.csv", "two.csv");
    }
    List<Row> read = new ArrayList<>(TweetFiles.read(spark, output + "/one.csv").collectAsList());
    read.sort(Comparator.comparing(row -> row.getString(1)));
    assertThat(read).containsExactlyElementsOf(rows);
    assertThat(TweetFiles.read(spark, output.toString()).count()).isEqualTo(rows.size() + 3);
    assertThatThrownBy(() -> TweetFiles.read(spark, folder.resolve("none").toString()))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("lab run classifier-save");
  }

  @Test
  void whatIsNotReadIsCountedAndSaid() throws Exception {
    Path mixed = Files.createDirectories(folder.resolve("mi[x]ed {1}*"));
    String row = "\"2018-01-23T21:20:10.123Z\",\"1\",\"12\",\"es\",\"¿Qué?\"\n";
    String text = "time,id,author,lang,text\n" + row;
    Files.writeString(mixed.resolve("g[oo]d.csv"), text);
    Files.writeString(mixed.resolve("marked.csv"), "\uFEFF" + text);
    Files.writeString(mixed.resolve("latin.csv"), text, StandardCharsets.ISO_8859_1);
    Files.writeString(mixed.resolve(".hidden.csv"), text);
    Files.writeString(mixed.resolve(".crc"), "");
    Files.writeString(mixed.resolve("notes.txt"), "mine");
    Files.createDirectories(mixed.resolve("old.csv"));
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(TweetFiles.read(spark, mixed.toString()).select("text").collectAsList())
          .containsExactly(RowFactory.create("¿Qué?"), RowFactory.create("¿Qué?"));
    } finally {
      System.setErr(err);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("4 of the 6 files in '" + mixed + "' are not read: ")
        .contains("'latin.csv' (not UTF-8: convert it")
        .contains("'.hidden.csv' (hidden)")
        .contains("'notes.txt' (no .csv file)")
        .contains("'old.csv' (a folder)")
        .doesNotContain(".crc");
    assertThatThrownBy(() -> TweetFiles.read(spark, mixed.resolve("latin.csv").toString()))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("'latin.csv' (not UTF-8: convert it")
        .satisfies(mistake -> assertThat(mistake.getMessage().lines()).hasSize(1));
  }
}
