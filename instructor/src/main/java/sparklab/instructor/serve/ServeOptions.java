package sparklab.instructor.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import sparklab.cli.Addresses;
import sparklab.cli.Mistake;
import sparklab.lab.runtime.Broker;

/** What is served, where and how much of it: the options of {@code serve}. */
final class ServeOptions {

  private static final List<String> FEEDS = List.of("meteo", "tweet", "aviso");
  private static final long MEGABYTE = 1_000_000;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description =
          "The address or name of this machine by which students reach it, such as 192.168.1.10.")
  String host;

  @Option(
      names = "--port",
      defaultValue = "" + Broker.PORT,
      paramLabel = "PORT",
      description = "Kafka's port for students (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--topics",
      split = ",",
      defaultValue = "meteo,tweet,aviso",
      paramLabel = "NAME",
      description = "Topics, each with its feed (default: ${DEFAULT-VALUE}).")
  List<String> topics;

  @Option(
      names = "--rate",
      defaultValue = "100",
      paramLabel = "N",
      description =
          "Messages a second into each topic; storm warnings are fewer (default: ${DEFAULT-VALUE}).")
  double rate;

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description =
          "Let in only who is in this file, a NAME:PASSWORD a line, over TLS; without it anybody on"
              + " the network reads.")
  Path users;

  @Option(
      names = "--keep",
      defaultValue = "2000",
      paramLabel = "MB",
      description = "Keep so much of each topic, the newest (default: ${DEFAULT-VALUE}).")
  long keepMegabytes;

  @Option(
      names = "--quota",
      defaultValue = "10",
      paramLabel = "MB",
      description = "What a reader gets at most, in MB/s (default: ${DEFAULT-VALUE}).")
  double quotaMegabytes;

  /** The address to listen on. Ends with a usage error if an option makes no sense. */
  InetAddress check() {
    if (host == null) {
      throw Mistake.usage(
          "Say where students reach this machine: --listen ADDRESS, such as 192.168.1.10 ('ip -br"
              + " address' shows what it has).");
    }
    Addresses.checkPort(port);
    topics = topics.stream().distinct().toList();
    for (String topic : topics) {
      if (!FEEDS.contains(topic)) {
        throw Mistake.usage(
            "There is no feed for a topic '%s': --topics takes %s.",
            topic, String.join(", ", FEEDS));
      }
    }
    require(rate > 0 && rate <= 100_000, "--rate must be a number above 0, up to 100000.");
    require(keepMegabytes >= 8, "--keep must be 8 MB or more.");
    require(quotaMegabytes > 0, "--quota must be a number above 0.");
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw Mistake.usage(
          "Unknown host '%s' for --listen: check its spelling, or give the address.", host);
    }
    require(
        !address.isAnyLocalAddress(),
        "--listen %s is every address and no name for students: give the one that they reach this"
            + " machine by ('ip -br address' shows what it has).",
        host);
    require(
        host.indexOf(':') < 0,
        "--listen %s is an address of IPv6: give students a name, or an address such as"
            + " 192.168.1.10.",
        host);
    checkFree(address);
    return address;
  }

  private void checkFree(InetAddress address) {
    try (ServerSocket look = new ServerSocket()) {
      look.setReuseAddress(true);
      look.bind(new InetSocketAddress(address, port));
    } catch (IOException refused) {
      if (String.valueOf(refused.getMessage()).contains("assign")) {
        throw Mistake.usage(
            "%s is not an address of this machine: 'ip -br address' shows what it has.", host);
      }
      throw Mistake.failure(
          "Port %d of %s is in use by another program, perhaps another Kafka broker: end that one,"
              + " or choose another with --port.",
          port, host);
    }
  }

  private static void require(boolean condition, String sentence, Object... details) {
    if (!condition) {
      throw Mistake.usage(sentence, details);
    }
  }

  long keepBytes() {
    return keepMegabytes * MEGABYTE;
  }

  double quotaBytes() {
    return quotaMegabytes * MEGABYTE;
  }
}
