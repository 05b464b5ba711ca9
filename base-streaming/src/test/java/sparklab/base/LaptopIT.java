package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.testing.LessonProcess;
import sparklab.testing.SmallDisk;

/** What happens to a program on a laptop: the lid is closed, the disk is full. */
@Tag("full")
@Timeout(600)
class LaptopIT {

  /** By these Spark takes an executor for lost after seconds, not minutes. */
  private static final List<String> IMPATIENT =
      List.of(
          "--conf", "spark.executor.heartbeatInterval=1s",
          "--conf", "spark.network.timeout=4s",
          "--conf", "spark.network.timeoutInterval=1s");

  private static final Pattern UNO = Pattern.compile("uno\t(\\d+)\n");

  @TempDir Path folder;

  private LinePublisher publisher() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "uno dos tres\n".repeat(100_000));
    return LinePublisher.ofFile(text, "127.0.0.1", 0, Manner.PLAIN.at(300), said -> {});
  }

  @Test
  void streaming2aGoesOnAfterASleep() throws Exception {
    try (LinePublisher publisher = publisher();
        LessonProcess lesson =
            LessonProcess.submit(
                folder,
                IMPATIENT,
                Streaming2aStateful.class.getName(),
                "--port",
                "" + publisher.port())) {
      lesson.awaitOut("uno\t");
      lesson.suspend(Duration.ofSeconds(32));
      lesson.awaitErr("The program stood still for 3");
      int shown = lesson.out().length();
      // As long as Spark would take to find out that its executor is lost, and some.
      lesson.awaitOut("more batches", out -> out.substring(shown).split("--------").length > 30);
      long counted = last(lesson.out());
      lesson.awaitOut("more words", out -> last(out) > counted);
      assertThat(lesson.err().lines().count()).as(lesson.err()).isEqualTo(2);
      lesson.stop();
      assertThat(lesson.err()).doesNotContain("Exception", " WARN ", " ERROR ");
    }
  }

  @Test
  void aFullDiskIsOneSentenceAndTheEnd() throws Exception {
    try (SmallDisk disk = new SmallDisk(folder.resolve("small"), 100);
        LinePublisher publisher = publisher();
        LessonProcess lesson =
            LessonProcess.submit(
                folder,
                List.of(),
                Streaming2aStateful.class.getName(),
                "--port",
                "" + publisher.port(),
                "--checkpoint",
                "small/checkpoint")) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isEqualTo(1);
      assertThat(lesson.err())
          .contains("The disk is full: there is no room for the checkpoint in small/checkpoint")
          .doesNotContain("\tat ");
      assertThat(lesson.err().lines().count()).as(lesson.err()).isLessThanOrEqualTo(12);
    }
  }

  /** How often the word was counted, as shown last. */
  private static long last(String out) {
    return UNO.matcher(out)
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .max()
        .orElse(0);
  }
}
