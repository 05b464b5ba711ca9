package sparklab.lab.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.cli.Mistake;
import sparklab.lab.Console;
import sparklab.lab.TempLab;
import sparklab.lab.home.Home;
import sparklab.lesson.source.MessageSource;
import sparklab.lesson.source.MeteoTopic;
import sparklab.lesson.source.StreamSource;
import sparklab.lesson.source.TextSource;
import sparklab.lesson.source.WeatherSource;
import sparklab.testing.Ports;

class ClassSourceTest {

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void makeLab() throws IOException {
    new TempLab(folder);
    home = new Home(folder);
  }

  @Test
  void aLessonReadsFromItWhatItWouldReadFromThisMachine() {
    ClassSource source = ClassSource.at("10.1.2.3", Map.of("sasl.mechanism", "PLAIN"));
    assertThat(source.options(MeteoTopic.class.getName(), List.of("--rows", "5")))
        .containsExactly("--bootstrap", "10.1.2.3:9092", "--kafka-option", "sasl.mechanism=PLAIN");
    assertThat(options(source, StreamSource.class))
        .containsExactly("--host", "10.1.2.3", "--port", "9999");
    assertThat(options(source, TextSource.class)).contains("9999");
    assertThat(options(source, WeatherSource.class)).contains("9998");
    assertThat(source.options(WeatherSource.class.getName(), List.of("--kafka")))
        .startsWith("--bootstrap", "10.1.2.3:9092");
    assertThat(options(source, MessageSource.class)).contains("9997");
    assertThat(source.options("", List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--bootstrap", "--host", "--port=4711", "--input-dir=texts"})
  void whatALessonsOwnArgumentsNameWins(String word) {
    ClassSource source = ClassSource.at("10.1.2.3", Map.of());
    assertThat(source.options(TextSource.class.getName(), List.of(word, "x"))).isEmpty();
  }

  @Test
  void itIsRememberedForNobodyElseToReadAndForgotten() throws IOException {
    assertThat(ClassSource.remembered(home)).isEmpty();
    ClassSource source =
        ClassSource.at("class:9094", SourceCommand.credentials("ana", "s3c=ret", Path.of("c.pem")));
    source.remember(home);
    assertThat(ClassSource.remembered(home)).contains(source);
    assertThat(Files.getPosixFilePermissions(folder.resolve(".lab/source.properties")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(ClassSource.forget(home)).isTrue();
    assertThat(ClassSource.remembered(home)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"''", "host:", "host:x", "http://host", "a b", "host:99999"})
  void whatIsNoAddressIsAWrongCall(String address) {
    assertThatThrownBy(() -> ClassSource.at(address, Map.of())).isInstanceOf(Mistake.class);
  }

  @Test
  void whoCannotReachItIsToldWhatToDo() throws IOException {
    assertThat(source("no-such-host.invalid"))
        .satisfies(
            ran -> assertThat(ran.status()).isEqualTo(1),
            ran ->
                assertThat(ran.err())
                    .contains("no machine of that name is known here")
                    .contains("(VPN)"));
    assertThat(source("127.0.0.1:" + Ports.free()).err())
        .contains("does not answer on 127.0.0.1:")
        .contains("scripts/lab source --local");
    assertThat(ClassSource.remembered(home)).isEmpty();
    ClassSource.at("127.0.0.1:" + Ports.free(), Map.of()).remember(home);
    assertThat(source().out()).contains("Lessons read from the class's source on 127.0.0.1:");
    assertThat(source("--local").out()).contains("Lessons read from this machine.");
  }

  @Test
  void whatIsNoKafkaIsToldFromOneThatIsAway() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertThat(source("127.0.0.1:" + mute.getLocalPort()).err())
          .contains("does not answer as Kafka does");
    }
  }

  @Test
  void aFileThatIsNoCertificateIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("class.pem"), "<html>");
    ClassSource source =
        ClassSource.at("127.0.0.1", SourceCommand.credentials("ana", "s3cret", file));
    assertThatThrownBy(() -> SourceCommand.topics(source))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("There is no certificate '" + file);
  }

  @Test
  void aLessonIsSubmittedWithItAndNotWhereItIsAway() throws IOException {
    TempLab lab = new TempLab(folder);
    lab.spark();
    lab.jar(
        lab.module("base-streaming"),
        TempLab.lesson(
            "Words",
            "words",
            "sparklab.lesson.Lesson",
            "@picocli.CommandLine.Mixin sparklab.lesson.source.StreamSource source;"));
    try (ServerSocket kafka = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ClassSource.at("127.0.0.1:" + kafka.getLocalPort(), Map.of()).remember(home);
      Console ran = Console.lab(folder, "run", "words", "--", "0");
      assertThat(ran.out().strip()).endsWith(" --host 127.0.0.1 --port 9999 0");
      assertThat(ran.err()).contains("Reading from the class's source on 127.0.0.1:");
    }
    Console ran = Console.lab(folder, "run", "words", "--", "0");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("scripts/lab source --local");
  }

  private static List<String> options(ClassSource source, Class<?> group) {
    return source.options(group.getName(), List.of());
  }

  private Console source(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "source";
    System.arraycopy(words, 0, all, 1, words.length);
    return Console.lab(folder, all);
  }
}
