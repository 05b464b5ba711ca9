package sparklab.lab.live;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import sparklab.lab.live.EventRing.State;

/** Takes the events of the lesson that was started, and of nobody else. */
final class LessonEvents implements Closeable {

  /** A line of more characters than this is not an event. */
  private static final int LONGEST = 4 << 20;

  private static final int PASSWORD_MILLIS = 5_000;

  private final EventRing ring;
  private final String password = UUID.randomUUID().toString();
  private final ServerSocket server;

  LessonEvents(EventRing ring) throws IOException {
    this.ring = ring;
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "live-lesson");
    thread.setDaemon(true);
    thread.start();
  }

  /** What the lesson needs to know: {@code port:password}. */
  String address() {
    return server.getLocalPort() + ":" + password;
  }

  /** One lesson at a time: the next one starts when this one has ended. */
  private void accept() {
    while (!server.isClosed()) {
      try (Socket lesson = server.accept();
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(lesson.getInputStream(), StandardCharsets.UTF_8))) {
        // Who connects and says nothing is not to keep the lesson out.
        lesson.setSoTimeout(PASSWORD_MILLIS);
        String said = line(in);
        if (said != null
            && MessageDigest.isEqual(
                said.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8))) {
          lesson.setSoTimeout(0);
          ring.become(State.RUNNING);
          for (String event = line(in); event != null; event = line(in)) {
            ring.add(event);
          }
        }
      } catch (IOException gone) {
        // as when it has ended by itself
      }
      if (ring.state() == State.RUNNING) {
        ring.become(State.ENDED);
      }
    }
  }

  /** The next line; null at the end, or if it is too long to be one. */
  private static String line(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && line.length() < LONGEST; next = in.read()) {
      if (next == '\n') {
        return line.toString();
      }
      line.append((char) next);
    }
    return null;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException ended) {
      // nobody listens any more
    }
  }
}
