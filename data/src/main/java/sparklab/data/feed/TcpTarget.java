package sparklab.data.feed;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import sparklab.cli.Mistake;
import sparklab.data.FeedMessage;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;

/**
 * The clients of a TCP port: each gets the messages, as lines of JSON, from the moment it connects.
 *
 * <p>The feed waits for its first client, and later while there is none; it goes as fast as the
 * fastest one. A client that is much slower misses lines, which are counted and said.
 */
final class TcpTarget implements FeedTarget {

  private static final long GLANCE_NANOS = 100_000_000L;

  private final Pipe pipe;
  private final LinePublisher publisher;
  private final StopSignal stop;
  private final PrintWriter log;
  private volatile boolean visited;

  /**
   * Listens.
   *
   * @param port 0 for any free one
   * @param log is told who comes, what was sent, who leaves
   */
  TcpTarget(String host, int port, StopSignal stop, PrintWriter log) {
    this.stop = stop;
    this.log = log;
    Manner closing = new Manner(Double.POSITIVE_INFINITY, false, false, true);
    try {
      pipe = Pipe.open();
      publisher =
          LinePublisher.ofStream(
              Channels.newInputStream(pipe.source()), host, port, closing, this::say);
    } catch (IOException e) {
      throw Mistake.failure("Port %s cannot be opened: %s.", port, e.getMessage());
    }
    stop.onRaise(this::close);
  }

  private void say(String what) {
    visited = true; // the first that there is to say is that somebody has connected
    log.println(what);
    stop.wake();
  }

  int port() {
    return publisher.port();
  }

  @Override
  public String description() {
    return tr("TCP clients of %s", publisher.address());
  }

  @Override
  public void awaitReady() {
    log.println(tr("Waiting for the first client."));
    while (!visited && !stop.isRaised()) {
      stop.park(GLANCE_NANOS);
    }
  }

  @Override
  public void send(FeedMessage message) {
    ByteBuffer line = ByteBuffer.wrap((message.json() + '\n').getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        pipe.sink().write(line);
      }
    } catch (IOException e) {
      if (!stop.isRaised()) {
        throw Mistake.failure("Nothing more can be sent: %s.", e.getMessage());
      }
    }
  }

  /** Returns when every client has read all, or has left. */
  @Override
  public String finish(boolean complete) {
    try {
      pipe.sink().close();
      if (complete) {
        publisher.awaitEnd();
      }
    } catch (IOException | InterruptedException e) {
      // The user has lost patience.
    }
    return "";
  }

  @Override
  public void close() {
    publisher.close();
    try {
      pipe.sink().close();
      pipe.source().close();
    } catch (IOException e) {
      // It is of no use any more in any case.
    }
  }
}
