package sparklab.data.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.cli.Commands;

class TweetFeedCommandTest {

  @TempDir Path folder;

  private final StringWriter said = new StringWriter();

  private int run(String... arguments) {
    return Commands.of(new FeedCommand()).setErr(new PrintWriter(said, true)).execute(arguments);
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    for (Path file : List.of(one, two)) {
      assertThat(run("tweet", "--seed", "1", "--count", "1000", "--to", file.toString())).isZero();
    }
    assertThat(one).hasSameBinaryContentAs(two);
    assertThat(Files.readAllLines(one)).hasSize(1000);
  }

  @Test
  void theTruthIsWrittenAsideForEveryTweet() throws Exception {
    Path file = folder.resolve("tweets");
    Path truth = folder.resolve("truth");
    String[] arguments = {
      "tweet", "--count", "3000", "--mislabel", "10%", "--to", "" + file, "--truth", "" + truth
    };
    assertThat(run(arguments)).as(said.toString()).isZero();
    Map<String, String> language = new TreeMap<>();
    for (String line : Files.readAllLines(truth)) {
      language.put(line.split("\t")[0], line.split("\t")[1]);
    }
    ObjectMapper json = new ObjectMapper();
    int wrong = 0;
    int labelled = 0;
    for (String line : Files.readAllLines(file)) {
      JsonNode tweet = json.readTree(line);
      if (tweet.has("user")) {
        String really = language.get(tweet.get("id_str").asText());
        assertThat(really).isIn("es", "en", "und");
        if (!really.equals("und")) {
          labelled++;
          wrong += tweet.get("user").get("lang").asText().equals(really) ? 0 : 1;
        }
      }
    }
    assertThat((double) wrong / labelled).isBetween(0.05, 0.15);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.1", "10%, 0.1", "10, 0.1", "1, 1", "0, 0"})
  void aShareMayBePercent(String text, double share) {
    assertThat(new TweetFeedCommand.ShareConverter().convert(text)).isEqualTo(share);
  }

  @Test
  void wrongOptionsAreOneSentence() {
    String file = folder.resolve("x").toString();
    assertThat(run("tweet", "--count", "1", "--to", file, "--mislabel", "lots")).isEqualTo(2);
    assertThat(said.toString()).contains("'lots' is not a share").hasLineCount(1);
    assertThat(run("tweet", "--count", "1", "--to", file, "--truth", "/no/such/folder/t"))
        .isEqualTo(2);
    assertThat(run("tweet", "--count", "1", "--to", file, "--from", file, "--truth", file))
        .isEqualTo(2);
  }
}
