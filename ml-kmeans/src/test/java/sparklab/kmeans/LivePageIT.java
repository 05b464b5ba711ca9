package sparklab.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.testing.LessonProcess;
import sparklab.testing.LiveLesson;

/** Clusters looked at in a browser. */
@Timeout(900)
@Tag("full")
class LivePageIT {

  @TempDir Path folder;

  @Test
  void thePageShowsTheClustersOfTheConsole() throws Exception {
    try (LinePublisher publisher =
            LinePublisher.ofFile(
                Hours.WEATHER, "127.0.0.1", 0, Manner.PLAIN.at(800).looping(), said -> {});
        LiveLesson lesson =
            new LiveLesson(
                LessonProcess.home(), folder, "kmeans6", "--port", "" + publisher.port())) {
      lesson
          .browser()
          .await("the map with its stations", "document.querySelector('#picture-clusters canvas')");
      String time = lesson.pause();
      var clusters = lesson.table("clusters");
      String batch = batch(lesson.process(), time);
      assertThat(clusters).hasSizeGreaterThan(1);
      for (var row : clusters) {
        assertThat(batch)
            .as(time)
            .containsPattern("(?m)^" + Pattern.quote(row.get(0)) + " +" + row.get(1) + " ");
      }
    }
  }

  /** What is printed of a batch, which is there when that of the next one is. */
  private static String batch(LessonProcess lesson, String time) {
    Pattern block = Pattern.compile("-------- " + time + ".*?(?=\n--------)", Pattern.DOTALL);
    lesson.awaitOut("the batch of " + time, out -> block.matcher(out).find());
    Matcher batch = block.matcher(lesson.out());
    batch.find();
    return batch.group();
  }
}
