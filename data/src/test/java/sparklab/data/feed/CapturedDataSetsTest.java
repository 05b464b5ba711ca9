package sparklab.data.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.cli.Commands;

/** The captured data sets are what the commands in DATASETS.md make. */
class CapturedDataSetsTest {

  private static final Path DATA = Path.of(System.getProperty("sparklab.home"), "data");
  private static final Pattern COMMAND = Pattern.compile("`scripts/lab feed ([^`]+)`");

  @TempDir Path folder;

  @Test
  void theirCommandsMakeThemAgain() throws Exception {
    Matcher commands = COMMAND.matcher(Files.readString(DATA.resolve("DATASETS.md")));
    List<String> made = new ArrayList<>();
    while (commands.find()) {
      List<String> words = new ArrayList<>(Arrays.asList(commands.group(1).split("\\s+")));
      for (int at = 0; at < words.size(); at++) {
        if (words.get(at).startsWith("data/datasets/")) {
          made.add(words.get(at).substring("data/datasets/".length()));
          words.set(at, folder.resolve(made.get(made.size() - 1)).toString());
        }
      }
      assertThat(Commands.of(new FeedCommand()).execute(words.toArray(String[]::new))).isZero();
    }
    assertThat(made).containsExactly("meteo.jsonl", "tweets.jsonl", "tweets-truth.tsv");
    for (String file : made) {
      assertThat(folder.resolve(file))
          .hasSameBinaryContentAs(DATA.resolve("datasets").resolve(file));
    }
  }
}
