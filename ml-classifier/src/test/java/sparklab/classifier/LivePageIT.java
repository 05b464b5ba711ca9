package sparklab.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.FeedMessage;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;
import sparklab.testing.LiveLesson;

/** Declared and written languages looked at in a browser. */
@Timeout(900)
@Tag("full")
class LivePageIT {

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  private static final Pattern ROW = Pattern.compile("\\| *(e[sn])\\| *(es|en|und)\\| *(\\d+)\\|");

  @TempDir Path folder;

  @Test
  void thePageShowsTheCountsOfTheConsole() throws Exception {
    BROKER.createTopic("tweet", 1);
    BROKER.send(
        "tweet",
        TweetSamples.feed(31, 300, 0.1).messages().stream()
            .map(text -> new FeedMessage("", text))
            .toList());
    try (LiveLesson lesson =
        new LiveLesson(
            LessonProcess.home(), folder, "classifier4", "--bootstrap", BROKER.bootstrap())) {
      lesson.process().awaitOut("they contradict their author"); // the first one trains the model
      List<List<String>> shown = lesson.table("confusion");
      List<List<String>> printed =
          ROW.matcher(lesson.process().out())
              .results()
              .map(row -> List.of(row.group(1), row.group(2), row.group(3)))
              .toList();
      assertThat(shown).hasSizeGreaterThan(3).containsExactlyInAnyOrderElementsOf(printed);
      long all = printed.stream().mapToLong(row -> Long.parseLong(row.get(2))).sum();
      assertThat(lesson.table("agreement").get(0).get(2))
          .as("compared")
          .isEqualTo("" + (all - undecided(printed)));
    }
  }

  private static long undecided(List<List<String>> rows) {
    return rows.stream()
        .filter(row -> row.get(1).equals("und"))
        .mapToLong(row -> Long.parseLong(row.get(2)))
        .sum();
  }
}
