package sparklab.lesson.source;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import sparklab.cli.Addresses;
import sparklab.lesson.NotThereYet;

/** The options of a lesson that reads lines from a TCP publisher: {@code --host --port}. */
public sealed class TcpSource permits StreamSource {

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
          mixee.commandLine(), tr("Unknown host '%s' for --host: check its spelling", name));
    }
    host = name;
  }

  /** As picocli fills them. */
  public TcpSource() {
    this(Addresses.TEXT_PORT);
  }

  /** With another port unless told otherwise. */
  public TcpSource(int port) {
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

  /** That nobody publishes, with a look at the port that takes no lines. */
  NotThereYet notThereYet() {
    return new NotThereYet(
        tr(
            "Waiting for a publisher on %s: start one in another terminal with %s",
            this, publisher()),
        this::isPortTaken);
  }

  /**
   * Whether somebody listens on the port. A connection would take lines from a publisher that sends
   * each only once; an address of this machine cannot be bound while it is in use.
   */
  private boolean isPortTaken() {
    try (Socket look = new Socket()) {
      look.setReuseAddress(true);
      look.bind(new InetSocketAddress(host, port));
      return false;
    } catch (IOException takenOrNotOurs) {
      return true;
    }
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
