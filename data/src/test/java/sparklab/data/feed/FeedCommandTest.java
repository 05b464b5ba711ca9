package sparklab.data.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sparklab.cli.Commands;
import sparklab.data.meteo.MeteoFeed;
import sparklab.testing.Ports;

@Timeout(240)
class FeedCommandTest {

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @Test
  void twoRunsWriteTheSameBytes() throws IOException {
    Path first = folder.resolve("first file.jsonl");
    Path second = folder.resolve("second.jsonl");
    for (Path file : List.of(first, second)) {
      assertEquals(
          0, run("meteo", "--seed", "4", "--count", "3000", "--malformed", "5", "--to", file));
    }
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    assertEquals(3000, Files.readAllLines(first).size());
    assertTrue(err.toString().contains("Sent 3,000 messages"), err.toString());
  }

  @Test
  void fileHoldsTheFeed() throws IOException {
    Path file = folder.resolve("meteo.jsonl");
    assertEquals(0, run("meteo", "--count", "10", "--start", "2026-01-01T05:00:00Z", "--to", file));
    assertTrue(Files.readString(file).contains("\"fint\":\"2026-01-01T05:00:00+0000\""));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void capturedFileIsSentAgainFromTheTop() throws IOException {
    Path capture = folder.resolve("capture.jsonl");
    List<String> lines = List.of("{\"idema\": \"A\"}", "", "not JSON", "{\"x\":1,\"idema\":\"B\"}");
    Files.write(capture, lines);
    Path file = folder.resolve("copy.jsonl");
    assertEquals(0, run("meteo", "--from", capture, "--count", "7", "--to", file));
    String round = "{\"idema\": \"A\"}\nnot JSON\n{\"x\":1,\"idema\":\"B\"}\n";
    assertEquals(round + round + "{\"idema\": \"A\"}\n", Files.readString(file));

    ReplayFeed replay = new ReplayFeed(capture, "idema");
    assertEquals("A", replay.next().key());
    assertEquals("", replay.next().key());
    assertEquals("B", replay.next().key());
    replay.close();
  }

  @Test
  void capturesThatPeopleBringAreReadRightlyOrRefused() throws IOException {
    String message = "{\"idema\":\"1387\",\"ubi\":\"A CORUÑA\"}";
    Path capture = folder.resolve("capture.jsonl");
    Path copy = folder.resolve("copy.jsonl");
    Files.writeString(capture, "\uFEFF" + message + "\r\n", StandardCharsets.UTF_16LE);
    assertEquals(0, run("meteo", "--from", capture, "--count", "1", "--to", copy));
    assertEquals(message + "\n", Files.readString(copy));

    Files.writeString(capture, "{}\n" + message + "\n", StandardCharsets.ISO_8859_1);
    assertFails("Line 2 of the file", "--from", capture, "--count", "1", "--to", copy);
    assertEquals(message + "\n", Files.readString(copy)); // as it was

    for (String array : List.of("[" + message + "]", "\n[\n  " + message, "{\n  \"idema\":")) {
      Files.writeString(capture, array);
      assertFails("a message a line", "--from", capture, "--count", "1", "--to", copy);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "meteo --no-such-option",
        "meteo --count x --to f",
        "meteo --count 0 --to f",
        "meteo --rate 0 --to -",
        "meteo --malformed 101 --to -",
        "meteo --malformed -1 --to -",
        "meteo --to f",
        "meteo --to f --tcp 9998 --count 1",
        "meteo --topic t --tcp 9998",
        "meteo --host localhost --to - --count 1",
        "meteo --tcp 70000",
        "meteo --partitions 0",
        "meteo --start 2025-08-01T00:30:00Z --to - --count 1",
        "meteo --start yesterday --to - --count 1",
        "meteo --kafka-option acks=many"
      })
  void wrongOptionsGetOneSentence(String options) {
    assertEquals(2, run((Object[]) options.split(" ")), err.toString());
    assertEquals(1, err.toString().strip().lines().count(), err.toString());
  }

  @Test
  void failuresGetOneSentence() throws IOException {
    assertFails("no readable file", "--from", folder.resolve("none"), "--to", "-");
    assertFails("is no folder", "--count", "1", "--to", folder.resolve("none/file"));
    assertFails("is a folder", "--count", "1", "--to", folder);
    Path empty = Files.createFile(folder.resolve("empty"));
    assertFails("holds no messages", "--from", empty, "--count", "1", "--to", folder.resolve("x"));
    assertFalse(Files.exists(folder.resolve("x")));
    try (ServerSocket taken = new ServerSocket(0)) {
      assertFails("is in use", "--tcp", taken.getLocalPort(), "--host", "0.0.0.0");
    }
  }

  @Test
  void aBrokerThatIsNotThereGetsOneSentence() throws IOException {
    int port = Ports.free();
    assertEquals(1, run("meteo", "--bootstrap", "127.0.0.1:" + port, "--wait", "1"));
    assertTrue(err.toString().contains("No Kafka broker answers at 127.0.0.1:" + port));
    assertFalse(err.toString().contains("Exception"), err.toString());
  }

  @Test
  void tcpClientGetsTheFeedFromItsBeginning() throws Exception {
    int port = Ports.free();
    CompletableFuture<Integer> exit =
        CompletableFuture.supplyAsync(
            () -> run("meteo", "--count", "200", "--rate", "2000", "--tcp", port));
    MeteoFeed expected = new MeteoFeed(1);
    try (Socket socket = connect(port);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < 200; i++) {
        assertEquals(expected.next().json(), reader.readLine());
      }
      assertEquals(null, reader.readLine());
    }
    assertEquals(0, exit.get(60, TimeUnit.SECONDS));
  }

  @Test
  void interruptedRunEndsAndLeavesNoFile() throws Exception {
    Path file = folder.resolve("never.jsonl");
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> exit.complete(run("meteo", "--count", "1000", "--rate", "1", "--to", file)));
    thread.start();
    while (!err.toString().contains("Sending")) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    assertEquals(0, exit.get(60, TimeUnit.SECONDS));
    assertTrue(err.toString().contains("was not written"), err.toString());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  private void assertFails(String part, Object... options) {
    err.getBuffer().setLength(0);
    assertEquals(1, run(Stream.concat(Stream.of("meteo"), Stream.of(options)).toArray()));
    List<String> lines = err.toString().strip().lines().toList();
    assertTrue(lines.get(lines.size() - 1).contains(part), err.toString());
    assertFalse(err.toString().contains("\tat "), err.toString());
  }

  private int run(Object... args) {
    String[] words =
        Stream.of(args)
            .map(Object::toString)
            .filter(word -> !word.isEmpty())
            .toArray(String[]::new);
    CommandLine commandLine = Commands.of(new FeedCommand());
    return commandLine.setErr(new PrintWriter(err, true)).execute(words);
  }

  private static Socket connect(int port) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        return new Socket("127.0.0.1", port);
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }
}
