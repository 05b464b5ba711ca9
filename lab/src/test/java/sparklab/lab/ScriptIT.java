package sparklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.testing.LessonProcess;

/** What {@code scripts/lab} itself says, before and around the lab's own program. */
class ScriptIT {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "openjdk version \"11.0.2\" 2019-01-15, this is Java 11 (",
    "java version \"1.8.0_401\", this is Java 8 (",
    "The operation could not be completed. Unable to locate a Java Runtime., "
        + "this is Java of an unknown version (",
  })
  void aJavaThatIsTooOldIsSaidInOneSentence(String version, String said) throws IOException {
    Path java = fakeJava("echo '" + version + "' >&2");
    assertRefused(
        Map.of("JAVA_HOME", folder.toString()),
        "lab: " + said + java + "): install a JDK 17 or newer, or point JAVA_HOME to one.");
  }

  @Test
  void aJavaThatOnlyFailsIsSaidInOneSentence() throws IOException {
    Path java = fakeJava("exit 1");
    assertRefused(
        Map.of("JAVA_HOME", folder.toString()),
        "lab: this is Java of an unknown version (%s): install a JDK 17 or newer, or point JAVA_HOME to one."
            .formatted(java));
  }

  @Test
  void noJavaAtAllIsSaidInOneSentence() throws IOException {
    assertRefused(
        Map.of("JAVA_HOME", "", "PATH", toolsWithoutJava().toString()),
        "lab: no Java found at 'java': install a JDK 17 or newer (Temurin, for example), or point"
            + " JAVA_HOME to one.");
  }

  @Test
  void aJavaHomeThatIsNotThereIsSaidInOneSentence() {
    assertRefused(
        Map.of("JAVA_HOME", "/no/such/jdk"),
        "lab: no Java found at '/no/such/jdk/bin/java': install a JDK 17 or newer (Temurin, for"
            + " example), or point JAVA_HOME to one.");
  }

  @Test
  void nativeWindowsIsSentToWsl() throws IOException {
    Path tools = toolsWithoutJava();
    executable(tools.resolve("uname"), "echo MINGW64_NT-10.0-19045");
    assertRefused(
        Map.of("PATH", tools.toString()),
        "lab: native Windows is not supported: open a WSL2 terminal, clone the lab there and run it"
            + " again.");
  }

  @Test
  void aWrongSubcommandIsAWrongCall() {
    try (LessonProcess lab = lab(Map.of(), "lab", "rnu")) {
      assertThat(lab.awaitExit()).isEqualTo(2);
      assertThat(lab.err().lines())
          .singleElement()
          .asString()
          .startsWith("lab: ")
          .contains("'rnu', did you mean run?");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "es_ES.UTF-8      | rnu           | No existe la orden 'rnu', ¿querías",
        "es_ES.ISO-8859-1 | rnu           | No existe la orden 'rnu', querias",
        "es_ES.UTF-8      | --lang=en rnu | There is no command 'rnu', did you mean",
        "C                | --lang es rnu | No existe la orden 'rnu', querias",
      })
  void theLanguageIsTheLocalesUnlessAnotherIsAskedFor(String locale, String words, String said) {
    Map<String, String> environment = new HashMap<>();
    List.of("SPARKLAB_LANG", "LC_ALL", "LC_MESSAGES", "LC_CTYPE")
        .forEach(variable -> environment.put(variable, ""));
    environment.put("LANG", locale);
    try (LessonProcess lab = lab(environment, "lab", words.split(" "))) {
      assertThat(lab.awaitExit()).isEqualTo(2);
      assertThat(lab.err()).startsWith("lab: " + said);
    }
  }

  @Test
  void withoutWordsItShowsWhatItCanDo() {
    try (LessonProcess lab = lab(Map.of(), "lab")) {
      assertThat(lab.awaitExit()).isZero();
      assertThat(lab.out()).contains("list", "run", "publish", "doctor", "bench");
    }
  }

  @Test
  void thePublisherHasAScriptOfItsOwn() {
    try (LessonProcess publisher =
        lab(Map.of(), "publish-data", "no-such-file.txt", "--port", "0")) {
      assertThat(publisher.awaitExit()).isEqualTo(2);
      assertThat(publisher.err().lines())
          .singleElement()
          .asString()
          .contains("There is no file 'no-such-file.txt'");
    }
  }

  @Test
  void doctorTellsAboutThisMachine() {
    try (LessonProcess doctor = lab(Map.of(), "lab", "doctor")) {
      int status = doctor.awaitExit();
      assertThat(doctor.out())
          .contains("ok   JDK ", " of memory", " free for ", "port 9999 (text) is ")
          .contains("Spark 4", "class archive", "no checkpoints");
      assertThat(status).isEqualTo(doctor.out().contains("FAIL ") ? 1 : 0);
      assertThat(doctor.err()).isEmpty();
    }
  }

  private void assertRefused(Map<String, String> environment, String sentence) {
    try (LessonProcess lab = lab(environment, "lab", "list")) {
      assertThat(lab.awaitExit()).isEqualTo(1);
      assertThat(lab.err().lines()).containsExactly(sentence);
      assertThat(lab.out()).isEmpty();
    }
  }

  private LessonProcess lab(Map<String, String> environment, String script, String... words) {
    List<String> command = new ArrayList<>();
    command.add("bash");
    command.add(LessonProcess.home().resolve("scripts").resolve(script).toString());
    command.addAll(List.of(words));
    return LessonProcess.start(folder, environment, command);
  }

  private Path fakeJava(String script) throws IOException {
    return executable(folder.resolve("bin/java"), script);
  }

  private static Path executable(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  /** A folder with the few tools that the script uses, to be the whole PATH. */
  private Path toolsWithoutJava() throws IOException {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("dirname", "uname", "sed", "head")) {
      executable(tools.resolve(tool), "PATH=/usr/bin:/bin exec %s \"$@\"".formatted(tool));
    }
    return tools;
  }
}
