package sparklab.lesson.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import sparklab.cli.Addresses;

/** The options of a lesson that reads lines from a TCP publisher: {@code --host --port}. */
public sealed class TcpSource permits MessageSource, WeatherSource {

  @Spec(Target.MIXEE)
  private CommandSpec mixee;

  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the publisher (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "HOST",
      description = "Host of the publisher (default: ${DEFAULT-VALUE}).")
  void host(String name) {
    try {
      InetAddress.getByName(name);
    } catch (UnknownHostException unknown) {
      throw new ParameterException(
          mixee.commandLine(), "Unknown host '" + name + "' for --host: check its spelling");
    }
    host = name;
  }

  /** As picocli fills them. */
  public TcpSource() {
    this(Addresses.TEXT_PORT);
  }

  /** With another port unless told otherwise. */
  protected TcpSource(int port) {
    this.port = port;
  }

  /** Host of the publisher. */
  public String host() {
    return host;
  }

  /** Port of the publisher. */
  public int port() {
    return port;
  }

  /** What a user types to have something published there. */
  String publisher() {
    return "scripts/publish-data --port " + port;
  }

  /** {@code host:port}. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
