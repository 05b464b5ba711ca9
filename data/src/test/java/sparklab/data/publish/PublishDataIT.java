package sparklab.data.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.cli.Processes;
import sparklab.testing.LessonProcess;

/** The publisher as a program: what it says, and how it fails. */
@Timeout(240)
class PublishDataIT {

  private static final Pattern ADDRESS = Pattern.compile(" on 127\\.0\\.0\\.1:(\\d+);");

  @TempDir Path folder;

  private LessonProcess run(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Processes.java(),
                "-Dsparklab.home=" + LessonProcess.home(),
                "-cp",
                System.getProperty("java.class.path"),
                PublishData.class.getName()));
    command.addAll(List.of(arguments));
    return LessonProcess.start(folder, Map.of(), command);
  }

  private static int port(LessonProcess publisher) {
    Matcher address = ADDRESS.matcher(publisher.awaitErr("Publishing").awaitErr(";").err());
    assertThat(address.find()).isTrue();
    return Integer.parseInt(address.group(1));
  }

  @Test
  void saysWhereItListensWhoCameAndHowMuchWasSent() throws Exception {
    Path file = Files.writeString(folder.resolve("with a space.txt"), "uno\ndos\ntres");
    try (LessonProcess publisher = run(file.toString(), "--port", "0", "--rate", "1000");
        TestClient client = TestClient.reading(port(publisher))) {
      publisher.awaitErr("has connected").awaitErr("has been sent everything: 3 lines, 12 bytes");
      assertThat(client.text()).isEqualTo("uno\ndos\ntres");
      client.close();
      publisher.awaitErr("has left");
      assertThat(publisher.stop()).isEqualTo(143); // SIGTERM, as any program
    }
  }

  @Test
  void publishesTheSpanishTextIfNoneIsNamed() throws Exception {
    try (LessonProcess publisher = run("--port", "0", "--close");
        TestClient client = TestClient.reading(port(publisher))) {
      org.awaitility.Awaitility.await().atMost(Duration.ofMinutes(1)).until(client::hasEnded);
      Path shipped = LessonProcess.home().resolve("data/datasets/text-es.txt");
      assertThat(client.bytes()).isEqualTo(Files.readAllBytes(shipped));
    }
  }

  @Test
  void aMistakeIsOneSentenceAndExitCode2() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty"));
    assertMistake("There is no file 'nowhere.txt'", "nowhere.txt");
    assertMistake("is not a file", folder.toString());
    assertMistake("--rate 0.0 is not a pace", "--rate", "0");
    assertMistake("--port 70000 is not a port", "--port", "70000");
    assertMistake("did you mean --rate?", "--rat", "5");
    assertMistake("cannot be read twice", "-", "--loop");
    assertMistake("is empty", empty.toString(), "--loop");
    assertMistake("Unknown host 'no.such.host.invalid'", "--host", "no.such.host.invalid");
    assertMistake("'many' is not a double", "--rate", "many");
  }

  private void assertMistake(String sentence, String... arguments) {
    try (LessonProcess publisher = run(arguments)) {
      assertThat(publisher.awaitExit()).as(sentence).isEqualTo(2);
      assertThat(publisher.err()).contains(sentence).hasLineCount(1);
      assertThat(publisher.out()).isEmpty();
    }
  }

  @Test
  void aTakenPortIsOneSentenceAndExitCode1() throws Exception {
    try (LessonProcess first = run("--port", "0")) {
      try (LessonProcess second = run("--port", "" + port(first))) {
        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(second.err()).contains("is in use by another program").hasLineCount(1);
      }
    }
  }
}
