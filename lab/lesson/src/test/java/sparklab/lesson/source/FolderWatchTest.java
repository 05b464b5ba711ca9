package sparklab.lesson.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  private FolderWatch watch() {
    return new FolderWatch(
        new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration(), said::add);
  }

  @Test
  void whatSparkPassesOverIsSaidOnce() throws Exception {
    for (String name : List.of("a.txt", "_x", ".y", ".a.txt.crc", "_SUCCESS")) {
      Files.writeString(folder.resolve(name), "text\n");
    }
    Files.createDirectory(folder.resolve("more"));
    FolderWatch watch = watch();
    watch.look();
    assertThat(said).as("it may be on its way").isEmpty();
    watch.look();
    assertThat(said).hasSize(2);
    assertThat(said.get(0))
        .contains("Not read in ", ": 2, as they have names that begin with . or _", ".y, …");
    assertThat(said.get(1)).contains(": 1, as they are folders", "(more)");
    watch.look();
    assertThat(said).hasSize(2);
  }

  @Test
  void aFileThatGrowsAfterItWasSeenIsSaid() throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "half a li");
    FolderWatch watch = watch();
    watch.look();
    Files.writeString(file, "ne\n", StandardOpenOption.APPEND);
    watch.look();
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).contains("have changed since they were first seen", "(a.txt)");
  }

  @Test
  void aCopyWithAHiddenNameUntilItIsWholeIsAllRight() throws Exception {
    FolderWatch watch = watch();
    Path hidden = Files.writeString(folder.resolve(".a.txt"), "text\n");
    watch.look();
    Files.move(hidden, folder.resolve("a.txt"));
    watch.look();
    watch.look();
    assertThat(said).isEmpty();
  }
}
