package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;
import sparklab.testing.LiveLesson;

/** Provinces and partitions looked at in a browser. */
@Timeout(240)
@Tag("full")
class LivePageIT {

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  /** Hour, province, observations and mean temperature of the table that kafka3 prints. */
  private static final Pattern ROW =
      Pattern.compile("\\|([-\\d]+ [:\\d]+)\\| *([^|]+)\\| *\\d+\\| *(-?[.\\d]+)\\|");

  private static final int MESSAGES = 1_500;

  @TempDir Path folder;

  @Test
  void thePageShowsWhatTheConsoleShowsAndHowFarItHasRead() throws Exception {
    BROKER.createTopic("meteo", 2);
    BROKER.send("meteo", Weather.messages(MESSAGES));
    try (LiveLesson lesson =
        new LiveLesson(
            LessonProcess.home(),
            folder,
            "kafka3",
            "--bootstrap",
            BROKER.bootstrap(),
            "--output",
            folder.resolve("weather").toString())) {
      Map<String, String> shown = new TreeMap<>();
      for (var row : lesson.table("provinces")) {
        shown.put(row.get(0), row.get(1) + " " + Double.valueOf(row.get(2)));
      }
      assertThat(shown).hasSizeGreaterThan(10).isEqualTo(newest(lesson.process().out()));

      var partitions = lesson.table("partitions");
      assertThat(partitions).extracting(row -> row.get(0)).containsExactly("meteo 0", "meteo 1");
      assertThat(partitions.stream().mapToInt(row -> Integer.parseInt(row.get(1))).sum())
          .isEqualTo(MESSAGES);
      assertThat(partitions).extracting(row -> row.get(3)).as("lag").containsOnly("0");
    }
  }

  /** The newest hour of each province that the console has, and its mean. */
  private static Map<String, String> newest(String console) {
    Map<String, String> found = new TreeMap<>();
    Matcher row = ROW.matcher(console);
    while (row.find()) {
      String value = row.group(1) + " " + Double.valueOf(row.group(3));
      found.merge(
          row.group(2).strip(), value, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
    return found;
  }
}
