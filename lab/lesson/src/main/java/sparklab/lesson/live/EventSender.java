package sparklab.lesson.live;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends events to the launcher, each a line of JSON. The queue is short and the newest wins: who
 * adds to it never waits.
 */
final class EventSender {

  private static final int QUEUE = 8;
  private static final int LONGEST_LINE = 1 << 20;
  private static final long LAST_MILLIS = 500;

  private final BlockingQueue<Map<String, ?>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final CountDownLatch done = new CountDownLatch(1);
  private final String lesson;
  private final long started = System.currentTimeMillis();

  /**
   * Starts to send.
   *
   * @param where {@code port:password}
   */
  EventSender(String where, String lesson) {
    this.lesson = lesson;
    Thread thread = new Thread(() -> run(where), "live-events");
    thread.setDaemon(true);
    thread.start();
  }

  void send(Map<String, ?> event) {
    while (!queue.offer(event)) {
      queue.poll();
    }
  }

  void end() {
    send(Map.of());
    try {
      done.await(LAST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(String where) {
    String[] parts = where.split(":", 2);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(parts[0]))) {
      OutputStream out = socket.getOutputStream();
      write(out, parts[1].getBytes(StandardCharsets.UTF_8));
      JsonMapper json = new JsonMapper();
      for (Map<String, ?> next = queue.take(); !next.isEmpty(); next = queue.take()) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("lesson", lesson);
        event.put("started", started);
        event.putAll(next);
        byte[] line = json.writeValueAsBytes(event);
        if (line.length > LONGEST_LINE) {
          event.put("shown", List.of(Map.of("kind", "too-large")));
          line = json.writeValueAsBytes(event);
        }
        write(out, line);
      }
    } catch (IOException | InterruptedException | RuntimeException gone) {
      // The page has lost its lesson, and says so; the lesson goes on.
    } finally {
      done.countDown();
    }
  }

  private static void write(OutputStream out, byte[] line) throws IOException {
    out.write(line);
    out.write('\n');
    out.flush();
  }
}
