package sparklab.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Free ports for programs that do not take 0 for "any". */
public final class Ports {

  private Ports() {}

  /** A port of the loopback address that nobody listens on now. */
  public static int free() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return free.getLocalPort();
    } catch (IOException broken) {
      throw new AssertionError("No port is free", broken);
    }
  }
}
