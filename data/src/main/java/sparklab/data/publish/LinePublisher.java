package sparklab.data.publish;

import static sparklab.cli.Text.tr;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import sparklab.cli.Mistake;

/**
 * A TCP server that sends lines to whoever connects, each client at its own pace.
 *
 * <p>Every client has a thread of its own, so that a slow or dead one never slows another.
 */
public final class LinePublisher implements Closeable {

  /**
   * How lines are sent.
   *
   * @param rate lines per second to each client, or infinity
   * @param loop whether a file starts again at its end
   * @param once whether each line goes to one client only
   * @param close whether a client's connection is closed at the end of the lines
   */
  public record Manner(double rate, boolean loop, boolean once, boolean close) {

    /** Each client gets all lines as fast as it takes them, and the connection stays open. */
    public static final Manner PLAIN = new Manner(Double.POSITIVE_INFINITY, false, false, false);

    /** The same at a pace. */
    public Manner at(double linesPerSecond) {
      return new Manner(linesPerSecond, loop, once, close);
    }

    /** The same, over and over. */
    public Manner looping() {
      return new Manner(rate, true, once, close);
    }

    /** The same, each line to one client only. */
    public Manner toOneOnly() {
      return new Manner(rate, loop, true, close);
    }
  }

  private static final int SMALL_SEND_BUFFER = 16 * 1024;

  /** A class behind one router is one address; who wants more is not reading. */
  private static final int MOST_FROM_ONE_ADDRESS = 200;

  private final ServerSocketChannel server;
  private final LineSource source;
  private final Path wholeFile; // null where lines have to be looked at
  private final Manner manner;
  private final Consumer<String> log;
  private final Set<Client> clients = ConcurrentHashMap.newKeySet();
  private final Set<InetAddress> refused = new HashSet<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private LinePublisher(
      InetSocketAddress address,
      LineSource source,
      Path wholeFile,
      Manner manner,
      Consumer<String> log)
      throws IOException {
    this.source = source;
    this.wholeFile = wholeFile;
    this.manner = manner;
    this.log = log;
    server = listen(address);
    Thread accepting = new Thread(this::accept, "publish-accept");
    accepting.setDaemon(true);
    accepting.start();
  }

  /**
   * Publishes a file.
   *
   * @param port 0 for any free one
   * @param log is told who comes, what was sent, who leaves
   * @throws Mistake if the port is taken or the host is not this machine
   */
  public static LinePublisher ofFile(
      Path file, String host, int port, Manner manner, Consumer<String> log) throws IOException {
    boolean unseen = Double.isInfinite(manner.rate) && !manner.once;
    LineSource source =
        manner.once
            ? new OnceLines(new FileLines(file, manner.loop))
            : new EachFromTheBeginning(file, manner.loop);
    return new LinePublisher(address(host, port), source, unseen ? file : null, manner, log);
  }

  /** Publishes a stream of lines as they come; otherwise like {@link #ofFile}. */
  public static LinePublisher ofStream(
      InputStream input, String host, int port, Manner manner, Consumer<String> log)
      throws IOException {
    LiveLines live = new LiveLines(input);
    LineSource source = manner.once ? new OnceLines(live.open()) : live;
    return new LinePublisher(address(host, port), source, null, manner, log);
  }

  private record EachFromTheBeginning(Path file, boolean loop) implements LineSource {
    @Override
    public Lines open() throws IOException {
      return new FileLines(file, loop);
    }

    @Override
    public boolean isExhausted() {
      return false;
    }

    @Override
    public void close() {}
  }

  private static InetSocketAddress address(String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw Mistake.usage("Unknown host '%s' for --host: check its spelling.", host);
    }
    return address;
  }

  private static ServerSocketChannel listen(InetSocketAddress address) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      return server.bind(address);
    } catch (java.net.BindException taken) {
      server.close();
      String where = address.getHostString() + ":" + address.getPort();
      if (String.valueOf(taken.getMessage()).contains("assign")) {
        throw Mistake.usage(
            "Cannot listen on %s: that is not an address of this machine; --host 127.0.0.1 serves"
                + " programs on this machine, 0.0.0.0 those on others too.",
            where);
      }
      throw Mistake.failure(
          "Port %d is in use by another program, perhaps a publisher that still runs: end that one,"
              + " or choose another port.",
          address.getPort());
    } catch (java.net.SocketException refused) {
      server.close();
      throw Mistake.failure(
          "Cannot listen on port %d: %s; ports from 1024 need no privileges.",
          address.getPort(), refused.getMessage());
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.socket().getLocalPort();
  }

  /** The address it listens on, as {@code host:port}. */
  public String address() {
    return server.socket().getInetAddress().getHostAddress() + ":" + port();
  }

  /** Waits until the publisher is closed, or has nothing left to send to anybody. */
  public void awaitEnd() throws InterruptedException {
    closed.await();
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        if (manner.once) {
          channel.setOption(StandardSocketOptions.SO_SNDBUF, SMALL_SEND_BUFFER);
        }
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        serve(channel);
      } catch (java.nio.channels.ClosedChannelException end) {
        return;
      } catch (IOException broken) {
        log.accept(tr("A client could not be served: %s", broken.getMessage()));
      }
    }
  }

  private void serve(SocketChannel channel) throws IOException {
    InetAddress from = channel.socket().getInetAddress();
    if (clients.stream().filter(client -> client.isFrom(from)).count() >= MOST_FROM_ONE_ADDRESS) {
      channel.close();
      if (refused.add(from)) { // once: who is refused may try again at once, for ever
        log.accept(
            tr(
                "%s has %d connections already: more are refused",
                from.getHostAddress(), MOST_FROM_ONE_ADDRESS));
      }
      return;
    }
    try {
      Client client = new Client(channel, source.open(), wholeFile, manner, log, this::left);
      clients.add(client);
      client.start();
    } catch (IOException broken) { // the file is gone, say
      channel.close();
      throw broken;
    }
  }

  private void left(Client client) {
    clients.remove(client);
    if (manner.close && clients.isEmpty() && source.isExhausted()) {
      log.accept(tr("Everything has been sent"));
      close();
    }
  }

  /** Stops listening and ends all connections. */
  @Override
  public void close() {
    clients.forEach(
        Client::stop); // first of all: they are not to take this for the end of the lines
    try {
      server.close();
      source.close();
    } catch (IOException broken) {
      log.accept(tr("While closing: %s", broken.getMessage()));
    }
    closed.countDown();
  }
}
