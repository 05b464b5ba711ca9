package sparklab.data.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparklab.data.FeedMessage;

@Timeout(240)
class TcpTargetTest {

  private final StringWriter log = new StringWriter();

  @Test
  void aSlowClientSlowsNobodyAndIsToldOf() throws Exception {
    // 50 MB: more than the publisher's backlog and the system's buffers hold.
    int count = 50_000;
    FeedMessage message = new FeedMessage("k", "{\"text\":\"" + "x".repeat(1000) + "\"}");
    try (StopSignal stop = new StopSignal();
        TcpTarget target = new TcpTarget("127.0.0.1", 0, stop, new PrintWriter(log, true));
        Socket slow = new Socket("127.0.0.1", target.port());
        Socket quick = new Socket("127.0.0.1", target.port())) {
      while (log.toString().split("has connected", -1).length <= 2) {
        Thread.onSpinWait();
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(quick.getInputStream(), StandardCharsets.UTF_8));
      for (int i = 0; i < count; i++) {
        target.send(message);
        // In step with the quick client: it misses nothing, whatever the slow one does.
        assertThat(reader.readLine()).isEqualTo(message.json());
      }
      assertThat(slow.getInputStream().available()).isPositive();
    }
  }

  @Test
  void whatNobodyHasReadIsForTheNextClient() throws Exception {
    try (StopSignal stop = new StopSignal();
        TcpTarget target = new TcpTarget("127.0.0.1", 0, stop, new PrintWriter(log, true))) {
      target.send(new FeedMessage("k", "{\"n\":1}"));
      try (Socket client = new Socket("127.0.0.1", target.port())) {
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        assertThat(reader.readLine()).isEqualTo("{\"n\":1}");
      }
    }
  }
}
