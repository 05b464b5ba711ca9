package sparklab.instructor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.cli.Mistake;

class UsersTest {

  @TempDir Path folder;

  @Test
  void aLineIsAUser() throws IOException {
    assertThat(Users.read(file("# the class of 2026\n\nana:s3cret!\nluis.m@uni.es:other-one\n")))
        .containsEntry("ana", "s3cret!")
        .containsEntry("luis.m@uni.es", "other-one")
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ana",
        "ana:",
        "ana:short",
        "ana:with space",
        "ana:quo\"ted-word",
        "_lab:s3cret!",
        "ana:s3cret!\nana:another"
      })
  void whatIsNoUserIsToldByItsLineAndWithoutItsPassword(String wrong) throws IOException {
    Path file = file("# first\nluis:something\n" + wrong + "\n");
    assertThatThrownBy(() -> Users.read(file))
        .isInstanceOf(Mistake.class)
        .hasMessageMatching("Line [34] of .*users.*")
        .hasMessageNotContaining("s3cret!");
  }

  @Test
  void aFileThatNamesNobodyIsNoClass() throws IOException {
    Path file = file("# nobody yet\n");
    assertThatThrownBy(() -> Users.read(file)).hasMessageContaining("names nobody");
  }

  @Test
  void aFileInAnotherEncodingIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("users.txt"), new byte[] {'a', ':', (byte) 0xf1});
    assertThatThrownBy(() -> Users.read(file)).hasMessageContaining("is not UTF-8 text");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("users.txt"), text);
  }
}
