package sparklab.lab.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file counts as saved. */
class WatchedTest {

  private static final FileTime TIME = FileTime.fromMillis(1_700_000_000_000L);

  @TempDir Path folder;
  private Path file;
  private Path helper;
  private Watched watched;

  @BeforeEach
  void look() throws IOException {
    file = write("Exercise.java", "one");
    helper = write("Helper.java", "one");
    watched = new Watched(List.of(file, helper));
  }

  private Path write(String name, String text) throws IOException {
    Path path = Files.writeString(folder.resolve(name), text);
    return Files.setLastModifiedTime(path, TIME);
  }

  @Test
  void whatIsAsItWasIsNotSaved() {
    assertThat(watched.isSaved()).isFalse();
  }

  @Test
  void anotherTimeIsASave() throws IOException {
    Files.setLastModifiedTime(helper, FileTime.fromMillis(TIME.toMillis() - 1));
    assertThat(watched.isSaved()).isTrue();
  }

  @Test
  void aFileInPlaceOfItIsASaveThoughItIsNoNewer() throws IOException {
    Files.move(write("other", "two"), file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(watched.isSaved()).isTrue();
  }

  @Test
  void aFileThatIsGoneIsSavedWhenItIsBack() throws IOException {
    Files.delete(file);
    assertThat(watched.isSaved()).isFalse();
    Watched gone = new Watched(List.of(file));
    assertThat(gone.isSaved()).isFalse();
    write("Exercise.java", "two!");
    assertThat(watched.isSaved()).isTrue();
    assertThat(gone.isSaved()).isTrue();
  }
}
