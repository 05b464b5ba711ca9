package sparklab.lab.doctor;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * Whether a port is free on this machine.
 *
 * @param use what the lab uses it for
 * @param cure what to do if another program has it
 */
public record PortCheck(int port, String use, String cure) implements Check {

  @Override
  public List<Finding> look() throws IOException {
    String what = "port %d (%s) is ".formatted(port, use);
    return List.of(isFree() ? Finding.ok(what + "free") : Finding.warn(what + "in use", cure));
  }

  /** Takes it for a moment: connecting would disturb whoever serves it. */
  private boolean isFree() throws IOException {
    try (ServerSocket server = new ServerSocket()) {
      // As a publisher does: connections that ended a moment ago do not count.
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (BindException taken) {
      return false;
    }
  }
}
