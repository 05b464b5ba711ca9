package sparklab.lab.live;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that a browser may have for this machine. A page of the internet can have its own name
 * lead to 127.0.0.1, and would read what is served here if any name were answered to.
 */
final class AllowedHosts {

  private final String name;
  private final Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

  AllowedHosts(InetAddress address) throws SocketException {
    if (address.isAnyLocalAddress()) {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .forEach(each -> names.add(text(each)));
    }
    names.add(text(address));
    name = address.isLoopbackAddress() || address.isAnyLocalAddress() ? "localhost" : text(address);
  }

  private static String text(InetAddress address) {
    String plain = address.getHostAddress().replaceFirst("%.*", "");
    return plain.contains(":") ? "[" + plain + "]" : plain;
  }

  /** The name to tell people. */
  String name() {
    return name;
  }

  /**
   * Whether a request is for this machine.
   *
   * @param header {@code Host}, with or without a port; null if there is none
   */
  boolean allow(String header) {
    return header != null
        && names.contains(header.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT));
  }
}
