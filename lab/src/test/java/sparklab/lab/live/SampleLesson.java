package sparklab.lab.live;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import sparklab.lesson.live.Live;

/** Sends events to a page as a lesson does. */
final class SampleLesson implements AutoCloseable {

  private final Socket socket;
  private int batch;

  SampleLesson(LivePage page) throws IOException {
    this(page, "");
  }

  /** With something else after its password. */
  SampleLesson(LivePage page, String wrong) throws IOException {
    Map<String, String> environment = new HashMap<>();
    page.sendHere(environment);
    String[] where = environment.get(Live.EVENTS).split(":", 2);
    socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(where[0]));
    write(where[1] + wrong);
  }

  /** Sends a batch that shows this, a list in JSON. */
  void batch(String shown) throws IOException {
    batch++;
    write(
        """
        {"lesson":"sample","started":1,"batch":"%d","numbers":{"time":%d,"interval":1000,"rows":7,\
        "processing":80},"shown":%s}"""
            .formatted(batch, time(batch), shown));
  }

  /** When a batch began, in milliseconds since 1970: the first is number 1. */
  static long time(int batch) {
    return 1_700_000_000_000L + batch * 1000L;
  }

  private void write(String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
