package sparklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.testing.LessonProcess;

/** What READMEs say of files is so. */
class ReadmeTest {

  private static final Path HOME = LessonProcess.home();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "data/README.md",
        "lab/README.md",
        "base-streaming/README.md",
        "structured-streaming/README.md",
        "kafka-streaming/README.md",
        "ml-kmeans/README.md",
        "ml-classifier/README.md"
      })
  void itsLinksLeadSomewhere(String file) throws IOException {
    Path readme = HOME.resolve(file);
    Matcher link = Pattern.compile("]\\((?!https?:)([^)#]+)\\)").matcher(Files.readString(readme));
    while (link.find()) {
      assertThat(readme.getParent().resolve(link.group(1))).exists();
    }
  }
}
