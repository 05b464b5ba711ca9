package sparklab.structured;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.testing.LessonProcess;
import sparklab.testing.SmallDisk;

/** What happens to a query on a laptop: the disk is full. */
@Tag("full")
@Timeout(600)
class LaptopIT {

  @TempDir Path folder;

  @Test
  void aFullDiskIsOneSentenceAndTheEnd() throws Exception {
    Path input = Files.createDirectories(folder.resolve("input"));
    for (int file = 0; file < 40; file++) {
      Files.writeString(input.resolve(file + ".txt"), "uno dos tres " + file + "\n");
    }
    try (SmallDisk disk = new SmallDisk(folder.resolve("small"), 60);
        LessonProcess lesson =
            LessonProcess.submit(
                folder,
                List.of(),
                Structured1Console.class.getName(),
                "--input-dir",
                input.toString(),
                "--files-per-batch",
                "1",
                "--checkpoint",
                "small/checkpoint")) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isEqualTo(1);
      assertThat(lesson.err())
          .contains("The disk is full: there is no room for the checkpoint in small/checkpoint")
          .doesNotContain("\tat ");
      assertThat(lesson.err().lines().count()).as(lesson.err()).isLessThanOrEqualTo(12);
    }
  }
}
