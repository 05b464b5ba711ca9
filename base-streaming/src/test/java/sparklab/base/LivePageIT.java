package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.testing.LessonProcess;
import sparklab.testing.LiveLesson;

/** A top list looked at in a browser that reaches nothing but this machine. */
@Timeout(600)
@Tag("full")
class LivePageIT {

  @TempDir Path folder;

  @Test
  void thePageShowsWhatTheConsoleShows() throws Exception {
    try (LabCopy lab = new LabCopy("live-page");
        LinePublisher publisher =
            LinePublisher.ofFile(
                LessonProcess.home().resolve("data/datasets/text-es.txt"),
                "127.0.0.1",
                0,
                Manner.PLAIN.at(40).looping(),
                said -> {});
        LiveLesson lesson =
            new LiveLesson(lab.root(), folder, "streaming2a", "--port", "" + publisher.port())) {
      lesson
          .browser()
          .await(
              "words that are kept, and those of the batch beside them",
              "document.querySelector('#picture-top h2')?.textContent.includes('kept')"
                  + " && document.querySelector('#picture-besides h2')?.textContent == 'This batch for itself'");
      String time = lesson.pause();
      String words =
          lesson.table("top").stream()
              .map(row -> row.get(0) + "\t" + row.get(1))
              .collect(Collectors.joining("\n"));
      assertThat(words.lines()).hasSize(20);
      assertThat(lesson.process().out())
          .contains("-------- " + time + ".000 --------\n" + words + "\n");
      lesson.process().stop();
      lesson
          .browser()
          .await("its end", "document.querySelector('#state').textContent.startsWith('has ended')");
    }
  }
}
