package sparklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.testing.LessonProcess;

/** What the README says of lessons and files is so. */
class ReadmeTest {

  private static final Path HOME = LessonProcess.home();

  @Test
  void itsTableIsTheListOfLessons() throws IOException {
    String readme = Files.readString(HOME.resolve("README.md"));
    List<LessonSource> lessons = LessonSource.all(HOME);
    assertThat(lessons).isNotEmpty();
    for (LessonSource lesson : lessons) {
      assertThat(readme)
          .as("the row of %s", lesson.name())
          .contains(
              "| [%s](%s) | `scripts/lab run %s` | %s |"
                  .formatted(
                      lesson.className(), lesson.path(), lesson.name(), lesson.description()));
    }
    assertThat(Pattern.compile("(?m)^\\| \\[\\w+]\\(.*`scripts/lab run ").matcher(readme).results())
        .as("no other rows")
        .hasSameSizeAs(lessons);
  }

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
