package sparklab.lesson.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class EventSenderTest {

  @Test
  void aLauncherThatDoesNotReadHoldsNobodyUpAndGetsTheNewestWhenItReads() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      EventSender sender = new EventSender(server.getLocalPort() + ":secret", "sample");
      String much = "x".repeat(500_000);
      for (int batch = 0; batch < 100; batch++) {
        sender.send(Map.of("batch", batch, "much", much));
      }
      try (Socket lesson = server.accept();
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(lesson.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(in.readLine()).isEqualTo("secret");
        int events = 0;
        String last = "";
        while (!last.contains("\"batch\":99")) {
          last = in.readLine();
          events++;
        }
        assertThat(events).isLessThan(100);
      }
    }
  }

  @Test
  void whatIsTooLargeIsLeftOutAndItsNumbersAreNot() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      EventSender sender = new EventSender(server.getLocalPort() + ":secret", "sample");
      sender.send(Map.of("numbers", Map.of("rows", Double.NaN), "shown", "x".repeat(3_000_000)));
      try (Socket lesson = server.accept();
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(lesson.getInputStream(), StandardCharsets.UTF_8))) {
        in.readLine();
        assertThat(in.readLine())
            .hasSizeLessThan(1_000)
            .contains("\"rows\":\"NaN\"", "\"kind\":\"too-large\"");
      }
    }
  }
}
