package sparklab.lab.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.cli.Mistake;

@Timeout(240)
class LivePageTest {

  private LivePage page;
  private int port;

  @BeforeEach
  void open() throws IOException {
    page = LivePage.open("sample", null);
    port = URI.create(page.address()).getPort();
  }

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void onlyANotebooksPageMayBeHeldByAnotherAndThatByThisMachinesOnly() throws IOException {
    assertThat(ask("GET", "/", "localhost")).contains("frame-ancestors 'none'\r\n");
    page.close();
    page = LivePage.ofNotebook("sample");
    port = URI.create(page.address()).getPort();
    assertThat(ask("GET", "/", "localhost"))
        .contains("frame-ancestors http://localhost:* http://127.0.0.1:*\r\n");
    assertThat(page.notebookEntry()).startsWith("sample|http://localhost:" + port + "/|");
  }

  @Test
  void aSecondPageTakesTheNextPort() throws IOException {
    try (LivePage second = LivePage.open("sample", null)) {
      assertThat(second.address()).startsWith("http://localhost:").isNotEqualTo(page.address());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/live.js", "/pictures.js", "/maps.js", "/echarts.js", "/live.css"})
  void itsPartsComeFromTheJarAndAllowNoOthers(String part) throws IOException {
    assertThat(ask("GET", part, "localhost:" + port))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("Content-Security-Policy: default-src 'none'; script-src 'self';")
        .doesNotContain("unsafe-inline", "innerHTML = ", "src=\"http");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, localhost, 200",
    "GET, 127.0.0.1:4711, 200",
    "HEAD, localhost, 200",
    "GET, evil.example, 403",
    "GET, localhost.evil.example, 403",
    "GET, 192.168.1.7, 403",
    "POST, localhost, 405",
    "DELETE, localhost, 405",
    "OPTIONS, localhost, 405"
  })
  void itAnswersToItsOwnNameAndOnlyThoseWhoLook(String method, String host, int status)
      throws IOException {
    assertThat(ask(method, "/", host)).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void whatIsNotOfThePageIsNotThere() throws IOException {
    for (String path : new String[] {"/LivePage.class", "/../lab.jar", "/nothing"}) {
      assertThat(ask("GET", path, "localhost")).startsWith("HTTP/1.1 404 ");
    }
  }

  @Test
  void anAddressThatIsNotThisMachinesIsAMistake() {
    assertThatThrownBy(() -> LivePage.open("sample", "192.0.2.1"))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("--live-host 192.0.2.1 is not an address of this machine");
  }

  @Test
  void whoComesLateSeesTheLastTwoHundredAndWhoComesBackGoesOn() throws IOException {
    try (SampleLesson lesson = new SampleLesson(page);
        Events early = new Events("")) {
      for (int batch = 1; batch <= 250; batch++) {
        lesson.batch("[]");
      }
      String last = early.until("\"batch\":\"250\"");
      String id = last.substring(last.lastIndexOf("id: ") + 4).lines().findFirst().orElseThrow();
      assertThat(id).endsWith("/250");
      try (Events late = new Events("");
          Events back = new Events("Last-Event-ID: " + id.replace("/250", "/249") + "\r\n")) {
        assertThat(late.until("\"batch\":\"250\""))
            .contains("\"state\":\"running\"", "\"batch\":\"51\"")
            .doesNotContain("\"batch\":\"50\"");
        assertThat(back.until("\"batch\":\"250\"")).doesNotContain("\"batch\":\"249\"");
      }
    }
  }

  @Test
  void whoDoesNotReadHoldsNobodyUp() throws IOException {
    String much = "[\"" + "x".repeat(200_000) + "\"]";
    try (SampleLesson lesson = new SampleLesson(page);
        Events asleep = new Events("")) {
      asleep.until("\"state\"");
      for (int batch = 1; batch <= 300; batch++) {
        lesson.batch(much);
      }
      try (Events awake = new Events("")) {
        assertThat(awake.until("\"batch\":\"300\"")).as("bounded").hasSizeLessThan(40_000_000);
      }
    }
  }

  @Test
  void whoDoesNotKnowThePasswordIsNoLesson() throws IOException {
    try (SampleLesson wrong = new SampleLesson(page, "x")) {
      wrong.batch("[]");
    } catch (IOException refused) {
      // it may have been sent away before it said anything
    }
    try (SampleLesson lesson = new SampleLesson(page);
        Events events = new Events("")) {
      lesson.batch("[1]");
      assertThat(events.until("\"shown\"")).contains("/1\n", "\"shown\":[1]");
    }
  }

  @Test
  void theEndOfTheLessonIsSaid() throws IOException {
    try (Events events = new Events("")) {
      try (SampleLesson lesson = new SampleLesson(page)) {
        events.until("\"running\"");
        lesson.batch("[]");
      }
      events.until("\"ended\"");
      try (SampleLesson again = new SampleLesson(page)) {
        events.until("\"running\"");
        page.close();
        events.until("\"ended\"");
      }
    }
  }

  private String ask(String method, String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      send(socket, method, path, host, "Connection: close\r\n");
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void send(Socket socket, String method, String path, String host, String more)
      throws IOException {
    socket
        .getOutputStream()
        .write(
            "%s %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                .formatted(method, path, host, more)
                .getBytes(StandardCharsets.UTF_8));
  }

  /** What a page is told. */
  private final class Events implements AutoCloseable {

    private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    private final BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

    private Events(String header) throws IOException {
      send(socket, "GET", "/events", "localhost", header);
    }

    /** All lines up to one that has a text. */
    private String until(String text) throws IOException {
      StringBuilder said = new StringBuilder();
      String line;
      while ((line = in.readLine()) != null) {
        said.append(line).append('\n');
        if (line.contains(text)) {
          return said.toString();
        }
      }
      throw new AssertionError("It ended before " + text + ": " + said);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
