package sparklab.data.publish;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A TCP client that reads on a thread of its own, or not at all. */
final class TestClient implements Closeable {

  private final Socket socket;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private volatile boolean ended;

  /** One that reads all that comes. */
  static TestClient reading(int port) throws IOException {
    TestClient client = new TestClient(port);
    Thread reader = new Thread(client::read);
    reader.setDaemon(true);
    reader.start();
    return client;
  }

  /** One that connects and reads nothing. */
  static TestClient stuck(int port) throws IOException {
    return new TestClient(port);
  }

  private TestClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private void read() {
    byte[] block = new byte[8192];
    try {
      int length;
      while ((length = socket.getInputStream().read(block)) >= 0) {
        synchronized (received) {
          received.write(block, 0, length);
        }
      }
    } catch (IOException closed) {
      // the test has closed it
    }
    ended = true;
  }

  byte[] bytes() {
    synchronized (received) {
      return received.toByteArray();
    }
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  boolean hasEnded() {
    return ended;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
