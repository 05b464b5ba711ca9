package sparklab.lab.source;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import sparklab.cli.Addresses;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;
import sparklab.lesson.source.MessageSource;
import sparklab.lesson.source.StreamSource;
import sparklab.lesson.source.TextSource;
import sparklab.lesson.source.WeatherSource;

/**
 * A machine that serves a whole class: Kafka's topics, and text, weather and messages over TCP. A
 * copy of the lab remembers one in {@code .lab/source.properties}, where {@code mvnw clean} does
 * not reach.
 *
 * @param port of its Kafka broker
 * @param clientOptions settings of Kafka's client, such as a user's password; empty for an open one
 */
public record ClassSource(String host, int port, Map<String, String> clientOptions) {

  private static final int PATIENCE_MILLIS = 4_000;
  private static final String HOST = "host";
  private static final String PORT = "port";
  private static final String OPTION = "kafka.";

  /** By the name of the option group: the port of what it reads over TCP. */
  private static final Map<String, Integer> TCP =
      Map.of(
          StreamSource.class.getName(), Addresses.TEXT_PORT,
          TextSource.class.getName(), Addresses.TEXT_PORT,
          MessageSource.class.getName(), Addresses.MESSAGES_PORT,
          WeatherSource.class.getName(), Addresses.WEATHER_PORT);

  /** One by its address as people type it. */
  static ClassSource at(String address, Map<String, String> clientOptions) {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? address : address.substring(0, colon);
    String port = colon < 0 ? "" + Addresses.KAFKA_PORT : address.substring(colon + 1);
    if (!host.matches("[\\w.-]+") || !port.matches("[1-9]\\d{0,4}")) {
      throw Mistake.usage(
          "'%s' is no address: give the host that your instructor names, such as 10.1.2.3 or"
              + " host:9092.",
          address);
    }
    Addresses.checkPort(Integer.parseInt(port));
    return new ClassSource(host, Integer.parseInt(port), clientOptions);
  }

  /** The one that this copy of the lab remembers. */
  public static Optional<ClassSource> remembered(Home home) throws IOException {
    if (!Files.exists(file(home))) {
      return Optional.empty();
    }
    Properties entries = new Properties();
    try (InputStream in = Files.newInputStream(file(home))) {
      entries.load(in);
    }
    Map<String, String> options = new TreeMap<>();
    for (String name : entries.stringPropertyNames()) {
      if (name.startsWith(OPTION)) {
        options.put(name.substring(OPTION.length()), entries.getProperty(name));
      }
    }
    String host = entries.getProperty(HOST, "");
    return Optional.of(at(host + ":" + entries.getProperty(PORT), options));
  }

  /** Remembers it, for nobody else to read: there may be a password. */
  void remember(Home home) throws IOException {
    Properties entries = new Properties();
    entries.setProperty(HOST, host);
    entries.setProperty(PORT, "" + port);
    clientOptions.forEach((key, value) -> entries.setProperty(OPTION + key, value));
    Path file = file(home);
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(file)) {
      entries.store(out, "Written by lab source; lab source --local deletes it");
    }
  }

  /** Reads from this machine again; returns whether another one was remembered. */
  static boolean forget(Home home) throws IOException {
    return Files.deleteIfExists(file(home));
  }

  private static Path file(Home home) {
    return home.path(".lab", "source.properties");
  }

  /** The broker's {@code host:port}. */
  public String bootstrap() {
    return host + ":" + port;
  }

  /**
   * The options by which a lesson reads from here; none if it reads nothing that is served here, or
   * its own arguments name where it reads from.
   *
   * @param group the option group with which it names its source, a class's name
   */
  public List<String> options(String group, List<String> arguments) {
    List<String> options = new ArrayList<>();
    Integer tcp = TCP.get(group);
    if (group.isEmpty() || names(arguments, "--bootstrap", "--host", "--port", "--input-dir")) {
      return options;
    }
    if (tcp != null && !arguments.contains("--kafka")) { // k-means reads either
      options.addAll(List.of("--host", host, "--port", "" + tcp));
      return options;
    }
    options.addAll(List.of("--bootstrap", bootstrap()));
    clientOptions.forEach(
        (key, value) -> options.addAll(List.of("--kafka-option", key + "=" + value)));
    return options;
  }

  private static boolean names(List<String> arguments, String... options) {
    return arguments.stream()
        .anyMatch(
            word ->
                List.of(options).stream()
                    .anyMatch(option -> word.equals(option) || word.startsWith(option + "=")));
  }

  /**
   * Looks whether it can be reached.
   *
   * @throws Mistake if not, with what to do
   */
  public void check() {
    InetSocketAddress address;
    try {
      address = new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException unknown) {
      throw Mistake.failure(
          "The class's source is on '%s', and no machine of that name is known here: check its"
              + " spelling and that you are on the class's network (VPN); scripts/lab source --local"
              + " reads from this machine.",
          host);
    }
    try (Socket look = new Socket()) {
      look.connect(address, PATIENCE_MILLIS);
    } catch (IOException unreachable) {
      throw Mistake.failure(
          "The class's source does not answer on %s: check that you are on the class's network (VPN)"
              + " and that it runs; scripts/lab source --local reads from this machine.",
          bootstrap());
    }
  }

  /** For messages. */
  @Override
  public String toString() {
    return tr("the class's source on %s", bootstrap());
  }
}
