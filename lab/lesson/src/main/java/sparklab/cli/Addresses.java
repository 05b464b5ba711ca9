package sparklab.cli;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;

/** Where the lab's sources are found unless told otherwise, and which ports there are. */
public final class Addresses {

  /** The port of text. */
  public static final int TEXT_PORT = 9999;

  /** The port of weather: not that of text, so that neither is taken for the other. */
  public static final int WEATHER_PORT = 9998;

  /** The port of messages with hashtags, where a class's source serves prose too. */
  public static final int MESSAGES_PORT = 9997;

  /** The port of Kafka, as it is everywhere. */
  public static final int KAFKA_PORT = 9092;

  /** Where the lab's own Kafka broker listens. */
  public static final String BROKER = "127.0.0.1:" + KAFKA_PORT;

  private Addresses() {}

  /** Environment variable of Spark's: the address by which a driver is known. */
  public static final String LOCAL_IP = "SPARK_LOCAL_IP";

  /**
   * Says that an environment names an address for Spark that this machine does not have, such as
   * one of a VPN that is off.
   *
   * @return nothing if it names none, or a right one
   */
  public static Optional<String> foreignLocalIp(Map<String, String> environment) {
    String named = environment.get(LOCAL_IP);
    if (named == null || named.isBlank()) {
      return Optional.empty();
    }
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(named))) {
      return Optional.empty();
    } catch (IOException notHere) {
      return Optional.of(
          tr("%s is '%s', which is not an address of this machine", LOCAL_IP, named));
    }
  }

  /**
   * Whether nobody listens on a port of this machine. It is taken for a moment: connecting would
   * disturb whoever serves it.
   */
  public static boolean isFree(int port) {
    try (ServerSocket server = new ServerSocket()) {
      // As a publisher does: connections that ended a moment ago do not count.
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** A port of this machine that nobody listens on now, for a program that takes no 0 for any. */
  public static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /**
   * Looks whether a {@code --port} is one.
   *
   * @throws Mistake if it is not
   */
  public static void checkPort(int port) {
    if (port < 1 || port > 65_535) {
      throw Mistake.usage("--port %d is not a port: give a number from 1 to 65535.", port);
    }
  }
}
