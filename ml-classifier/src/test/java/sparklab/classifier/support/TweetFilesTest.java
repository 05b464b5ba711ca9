package sparklab.classifier.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
