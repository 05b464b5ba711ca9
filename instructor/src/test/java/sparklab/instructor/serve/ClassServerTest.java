package sparklab.instructor.serve;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.cli.Mistake;

/** Whose folder is closed to others. */
class ClassServerTest {

  @TempDir Path temporary;

  @Test
  void onlyAFolderOfItsOwnIsMadePrivate() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("desktop"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatCode(() -> ClassServer.requireOwn(folder)).doesNotThrowAnyException();
    assertThatCode(() -> ClassServer.requireOwn(folder.resolve("new"))).doesNotThrowAnyException();
    Path file = Files.writeString(folder.resolve("holidays.jpg"), "");
    assertThatThrownBy(() -> ClassServer.requireOwn(folder))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("There are other files in");
    assertThatThrownBy(() -> ClassServer.requireOwn(file))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("is a file");
    ClassServer.makePrivate(folder); // as an earlier start has
    assertThatCode(() -> ClassServer.requireOwn(folder)).doesNotThrowAnyException();
  }
}
