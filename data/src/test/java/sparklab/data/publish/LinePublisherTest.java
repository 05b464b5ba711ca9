package sparklab.data.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.cli.Mistake;
import sparklab.data.publish.LinePublisher.Manner;

@Timeout(240)
class LinePublisherTest {

  private static final Manner CLOSING = new Manner(Double.POSITIVE_INFINITY, false, false, true);

  @TempDir Path folder;

  private final List<String> log = new CopyOnWriteArrayList<>();

  private LinePublisher publish(Path file, Manner manner) throws IOException {
    return LinePublisher.ofFile(file, "127.0.0.1", 0, manner, log::add);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("text"), text);
  }

  private static String numbered(int lines) {
    return IntStream.rangeClosed(1, lines).mapToObj(n -> n + "\n").collect(Collectors.joining());
  }

  @BeforeAll
  static void aSlowMachineHasItsTime() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }

  @Test
  void whoOpensTooManyConnectionsIsRefusedAndThatIsToldOnce() throws IOException {
    try (LinePublisher publisher = publish(file(numbered(3)), Manner.PLAIN.at(1))) {
      List<Socket> sockets = new ArrayList<>();
      try {
        for (int client = 0; client < 203; client++) {
          sockets.add(new Socket("127.0.0.1", publisher.port()));
        }
        for (Socket extra : sockets.subList(200, 203)) {
          assertThat(extra.getInputStream().read()).isEqualTo(-1);
        }
      } finally {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
    }
    assertThat(log).containsOnlyOnce("127.0.0.1 has 200 connections already: more are refused");
  }

  @Test
  void bytesPassUnchanged() throws IOException {
    String text = "ñandú\r\n\n\tdos \u0000 \uD83D\uDE00\nsin final";
    for (Manner manner : List.of(CLOSING, CLOSING.at(10_000), CLOSING.toOneOnly())) {
      try (LinePublisher publisher = publish(file(text), manner);
          TestClient client = TestClient.reading(publisher.port())) {
        await().until(client::hasEnded);
        assertThat(client.text()).isEqualTo(text);
      }
    }
  }

  @Test
  void whoOpensManyConnectionsGetsNoMoreThanAClassNeeds() throws IOException {
    List<TestClient> clients = new ArrayList<>();
    try (LinePublisher publisher = publish(file("a\n"), Manner.PLAIN)) {
      for (int number = 0; number < 210; number++) {
        clients.add(TestClient.reading(publisher.port()));
      }
      await().until(() -> clients.stream().filter(TestClient::hasEnded).count() == 10);
      assertThat(clients.get(0).hasEnded()).isFalse();
    } finally {
      for (TestClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void bytesThatAreNotUtf8PassUnchanged() throws IOException {
    byte[] bytes = {(byte) 0xff, '\n', (byte) 0xc3, '\n', 0};
    Path file = Files.write(folder.resolve("bytes"), bytes);
    try (LinePublisher publisher = publish(file, CLOSING.at(10_000));
        TestClient client = TestClient.reading(publisher.port())) {
      await().until(client::hasEnded);
      assertThat(client.bytes()).isEqualTo(bytes);
    }
  }

  @Test
  void aLineLongerThanTheBufferIsWhole() throws IOException {
    String text = "a\n" + "x".repeat(300_000) + "\nb\n";
    for (Manner manner : List.of(CLOSING.at(1_000), CLOSING.toOneOnly())) {
      try (LinePublisher publisher = publish(file(text), manner);
          TestClient client = TestClient.reading(publisher.port())) {
        await().until(client::hasEnded);
        assertThat(client.text()).isEqualTo(text);
      }
    }
  }

  @Test
  void holdsTheConnectionAtTheEnd() throws IOException {
    try (LinePublisher publisher = publish(file("a\nb\n"), Manner.PLAIN);
        TestClient client = TestClient.reading(publisher.port())) {
      await().until(() -> log.stream().anyMatch(said -> said.contains("stays open")));
      await().until(() -> client.text().equals("a\nb\n"));
      assertThat(client.hasEnded()).isFalse();
    }
  }

  @Test
  void eachClientGetsEverythingAndAStuckOneSlowsNobody() throws IOException {
    String text = numbered(500_000); // more than the sockets' buffers hold
    try (LinePublisher publisher = publish(file(text), CLOSING.at(1e9));
        TestClient stuck = TestClient.stuck(publisher.port());
        TestClient one = TestClient.reading(publisher.port());
        TestClient two = TestClient.reading(publisher.port())) {
      await().until(() -> one.hasEnded() && two.hasEnded());
      assertThat(one.text()).isEqualTo(text);
      assertThat(two.text()).isEqualTo(text);
    }
  }

  @Test
  void onceGivesEachLineToOneClient() throws IOException {
    int lines = 2_000;
    PipedOutputStream input = new PipedOutputStream();
    Manner once = CLOSING.toOneOnly().at(2_000);
    try (LinePublisher publisher =
            LinePublisher.ofStream(
                new PipedInputStream(input, 1 << 16), "127.0.0.1", 0, once, log::add);
        TestClient one = TestClient.reading(publisher.port());
        TestClient two = TestClient.reading(publisher.port())) {
      await().until(() -> log.stream().filter(said -> said.endsWith("connected")).count() == 2);
      say(input, numbered(lines));
      input.close();
      await().until(() -> one.hasEnded() && two.hasEnded());
      assertThat(one.text()).isNotEmpty();
      assertThat(two.text()).isNotEmpty();
      List<Integer> all = (one.text() + two.text()).lines().map(Integer::valueOf).sorted().toList();
      assertThat(all).isEqualTo(IntStream.rangeClosed(1, lines).boxed().toList());
    }
  }

  @Test
  void onceGoesOnWhereTheLastClientStopped() throws IOException {
    try (LinePublisher publisher = publish(file(numbered(60)), CLOSING.toOneOnly().at(20))) {
      String first;
      try (TestClient one = TestClient.reading(publisher.port())) {
        await().until(() -> one.text().lines().count() >= 5);
        one.close();
        await().until(one::hasEnded);
        first = one.text();
      }
      await().until(() -> log.stream().anyMatch(said -> said.contains("has left")));
      try (TestClient two = TestClient.reading(publisher.port())) {
        await().until(two::hasEnded);
        int last = Integer.parseInt(first.lines().reduce((a, b) -> b).orElseThrow());
        int next = Integer.parseInt(two.text().lines().findFirst().orElseThrow());
        // What was under way when the client left may be lost; nothing comes twice.
        assertThat(next).isBetween(last + 1, last + 10);
        assertThat(two.text()).endsWith("60\n");
      }
    }
  }

  @Test
  void onceWithCloseEndsThePublisher() throws Exception {
    try (LinePublisher publisher = publish(file("a\n"), CLOSING.toOneOnly());
        TestClient client = TestClient.reading(publisher.port())) {
      await().until(client::hasEnded);
      client.close();
      publisher.awaitEnd();
    }
  }

  @Test
  void aLoopStartsAgainAndNeverJoinsTwoLines() throws IOException {
    try (LinePublisher publisher = publish(file("a\nb"), Manner.PLAIN.looping());
        TestClient client = TestClient.reading(publisher.port())) {
      await().until(() -> client.text().length() > 100);
      assertThat(client.text()).startsWith("a\nb\na\nb\n");
    }
  }

  @Test
  void aPacedLoopHasAnotherOrderOfLinesEachTime() throws IOException {
    String text = numbered(50).stripTrailing();
    try (LinePublisher publisher = publish(file(text), Manner.PLAIN.looping().at(5_000));
        TestClient client = TestClient.reading(publisher.port())) {
      await().until(() -> client.text().lines().count() > 150);
      List<String> all = client.text().lines().limit(150).toList();
      assertThat(all.subList(0, 50)).isEqualTo(text.lines().toList());
      assertThat(all.subList(50, 100))
          .isNotEqualTo(all.subList(0, 50))
          .containsExactlyInAnyOrderElementsOf(all.subList(0, 50));
      assertThat(all.subList(100, 150))
          .isNotEqualTo(all.subList(50, 100))
          .containsExactlyInAnyOrderElementsOf(all.subList(0, 50));
    }
  }

  @Test
  void keepsThePace() throws IOException {
    for (int rate : new int[] {50, 20_000}) {
      int lines = rate; // a second's worth
      long start = System.nanoTime();
      try (LinePublisher publisher = publish(file(numbered(lines)), CLOSING.at(rate));
          TestClient client = TestClient.reading(publisher.port())) {
        await().until(client::hasEnded);
        double seconds = (System.nanoTime() - start) / 1e9;
        // The first line comes at once; a busy machine may be late, never early.
        assertThat(seconds).isBetween((lines - 1) / (double) rate, 20.0);
      }
    }
  }

  @Test
  void standardInputIsHeardFromTheMomentOfConnecting() throws IOException {
    PipedOutputStream input = new PipedOutputStream();
    try (LinePublisher publisher =
            LinePublisher.ofStream(new PipedInputStream(input), "127.0.0.1", 0, CLOSING, log::add);
        TestClient one = TestClient.reading(publisher.port())) {
      say(input, "uno\ndos\n");
      await().until(() -> one.text().equals("uno\ndos\n"));
      try (TestClient two = TestClient.reading(publisher.port())) {
        await().until(() -> log.stream().filter(said -> said.endsWith("connected")).count() == 2);
        say(input, "tres\nsin final");
        input.close();
        await().until(() -> one.hasEnded() && two.hasEnded());
        assertThat(one.text()).isEqualTo("uno\ndos\ntres\nsin final");
        assertThat(two.text()).isEqualTo("tres\nsin final");
      }
    }
  }

  private static void say(OutputStream input, String text) throws IOException {
    input.write(text.getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  @Test
  void aClientTooSlowForLiveInputSlowsNobody() throws Exception {
    int lines = 6_000_000; // 47 MB: more than the backlog and the socket's buffers
    byte[] text = numbered(lines).getBytes(StandardCharsets.US_ASCII);
    try (LinePublisher publisher =
            LinePublisher.ofStream(
                new java.io.ByteArrayInputStream(text), "127.0.0.1", 0, CLOSING, log::add);
        TestClient stuck = TestClient.stuck(publisher.port());
        TestClient reader = TestClient.reading(publisher.port())) {
      await().until(reader::hasEnded);
      assertThat(reader.text()).endsWith(lines + "\n");
    }
  }

  @Test
  void aTakenPortIsSaidInOneSentence() throws IOException {
    try (LinePublisher publisher = publish(file("a\n"), Manner.PLAIN)) {
      assertThatThrownBy(
              () ->
                  LinePublisher.ofFile(
                      folder.resolve("text"),
                      "127.0.0.1",
                      publisher.port(),
                      Manner.PLAIN,
                      log::add))
          .isInstanceOf(Mistake.class)
          .hasMessageContaining("is in use by another program");
    }
  }

  @Test
  void anotherMachinesAddressIsSaidInOneSentence() throws IOException {
    Path file = file("a\n");
    assertThatThrownBy(() -> LinePublisher.ofFile(file, "203.0.113.77", 0, Manner.PLAIN, log::add))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("not an address of this machine");
  }
}
