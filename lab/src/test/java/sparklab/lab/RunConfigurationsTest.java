package sparklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sparklab.testing.LessonProcess;
import sparklab.testing.RunConfiguration;

/** The Run button of IntelliJ IDEA and of VS Code has an entry for each lesson. */
class RunConfigurationsTest {

  private static final Path HOME = LessonProcess.home();

  @Test
  void intelliJ() throws IOException {
    assertComplete(
        RunConfiguration.ofIntelliJ(HOME),
        ".run/%s.run.xml is missing or differs: copy a neighbour's file and change three names"
            + " (the lesson's, its class's, its module's)");
  }

  @Test
  void vsCode() throws IOException {
    assertComplete(
        RunConfiguration.ofVsCode(HOME),
        ".vscode/launch.json has no entry for %s or it differs: copy a neighbour's and change three"
            + " names (the lesson's, its class's, its module's)");
  }

  @Test
  void gitKeepsThem() throws IOException, InterruptedException {
    for (String file : List.of(".run/new.run.xml", ".vscode/launch.json")) {
      Process git =
          new ProcessBuilder("git", "check-ignore", "--no-index", "-q", file)
              .directory(HOME.toFile())
              .start();
      assertThat(git.waitFor()).as(file + " ignored by .gitignore").isNotZero();
    }
  }

  private static void assertComplete(List<RunConfiguration> there, String howToMakeOne)
      throws IOException {
    List<RunConfiguration> wanted = wanted();
    assertThat(wanted).isNotEmpty();
    for (RunConfiguration one : wanted) {
      assertThat(there).as(howToMakeOne, one.name()).contains(one);
    }
    assertThat(there)
        .filteredOn(one -> Files.exists(HOME.resolve(one.module()).resolve("pom.xml")))
        .as("no other entries: a lesson that has gone takes its entry with it")
        .hasSameSizeAs(wanted);
  }

  /** One for each lesson class in the sources of all modules that are here. */
  private static List<RunConfiguration> wanted() throws IOException {
    Matcher flags =
        Pattern.compile("<spark\\.jvm\\.flags>(.+)</spark\\.jvm\\.flags>")
            .matcher(Files.readString(HOME.resolve("pom.xml")));
    assertThat(flags.find()).isTrue();
    return LessonSource.all(HOME).stream()
        .map(
            lesson ->
                new RunConfiguration(
                    lesson.name(),
                    lesson.module(),
                    lesson.mainClass(),
                    flags.group(1),
                    true,
                    HOME.toString()))
        .toList();
  }
}
