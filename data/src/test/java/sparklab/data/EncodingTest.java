package sparklab.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodingTest {

  @TempDir Path folder;

  @Test
  void theLineThatIsNotUtf8IsNamed() throws IOException {
    String many = "año\n".repeat(30_000); // more than one block
    Path file = folder.resolve("latin1.txt");
    Files.write(file, many.getBytes(StandardCharsets.UTF_8));
    Files.write(
        file,
        "A CORUÑA\n".getBytes(StandardCharsets.ISO_8859_1),
        java.nio.file.StandardOpenOption.APPEND);
    assertThat(Encoding.firstForeignLine(file)).hasValue(30_001);
  }

  @Test
  void aCharacterThatIsCutAtTheEndOfTheFileIsNotText() throws IOException {
    Path file = Files.write(folder.resolve("cut.txt"), new byte[] {'a', '\n', (byte) 0xC3});
    assertThat(Encoding.firstForeignLine(file)).hasValue(2);
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheText() throws IOException {
    for (var charset :
        new java.nio.charset.Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE}) {
      Path file = Files.write(folder.resolve("mark.txt"), "\uFEFFañada\r\n".getBytes(charset));
      assertThat(Encoding.firstForeignLine(file)).isEmpty();
      try (BufferedReader reader = Encoding.open(file)) {
        assertThat(reader.readLine()).isEqualTo("añada");
      }
    }
  }
}
