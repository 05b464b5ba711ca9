package sparklab.data.publish;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import sparklab.data.publish.LinePublisher.Manner;

/**
 * One connection of a publisher: a thread that sends, and one that notices when the client goes.
 */
final class Client {

  private final SocketChannel channel;
  private final LineSource.Lines lines;
  private final Path wholeFile;
  private final Manner manner;
  private final Consumer<String> log;
  private final Consumer<Client> atEnd;
  private final String name;
  private final Thread sender;
  private final CountDownLatch clientEnded = new CountDownLatch(1);
  private volatile boolean stopped;
  private long bytesSent;
  private long linesSent;
  private boolean inLine;

  Client(
      SocketChannel channel,
      LineSource.Lines lines,
      Path wholeFile,
      Manner manner,
      Consumer<String> log,
      Consumer<Client> atEnd)
      throws IOException {
    this.channel = channel;
    this.lines = lines;
    this.wholeFile = wholeFile;
    this.manner = manner;
    this.log = log;
    this.atEnd = atEnd;
    name = channel.getRemoteAddress().toString().replaceFirst("^.*/", "");
    sender = daemon(this::serve, "publish-to-" + name);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  boolean isFrom(InetAddress address) {
    return address != null && address.equals(channel.socket().getInetAddress());
  }

  void start() {
    log.accept(tr("%s has connected", name));
    daemon(this::watch, "publish-watch-" + name).start();
    sender.start();
  }

  /** Ends the connection. */
  void stop() {
    stopped = true;
    sender.interrupt();
  }

  private void serve() {
    try (channel;
        lines) {
      boolean all = wholeFile != null ? sendFile() : sendLines();
      if (all) {
        log.accept(
            tr(
                manner.close()
                    ? "%s has been sent everything: %s"
                    : "%s has been sent everything: %s; the connection stays open",
                name,
                amount()));
        if (manner.close()) {
          channel.shutdownOutput();
        }
        clientEnded.await();
      }
      log.accept(all ? tr("%s has left", name) : tr("%s has left after %s", name, amount()));
    } catch (InterruptedException | IOException end) {
      if (!stopped) {
        log.accept(tr("%s has left after %s", name, amount()));
      }
    } finally {
      atEnd.accept(this);
    }
  }

  /** The fast way, for nothing to pace and nothing to share: lines are not looked at. */
  private boolean sendFile() throws IOException {
    ByteBuffer seam =
        FileLines.endsWithNewline(wholeFile)
            ? null
            : ByteBuffer.wrap(new byte[] {LineEnds.NEWLINE});
    while (true) {
      bytesSent += FileLines.copy(wholeFile, channel);
      if (!manner.loop()) {
        return true;
      }
      if (seam != null) {
        // The last line and the first must not become one.
        bytesSent += channel.write(seam.rewind());
      }
    }
  }

  private boolean sendLines() throws IOException, InterruptedException {
    Pace pace = new Pace(manner.rate());
    while (true) {
      int due = pace.due();
      ByteBuffer bytes = lines.next(due);
      if (bytes == null) {
        linesSent += inLine ? 1 : 0; // a last line without an end
        return true;
      }
      // A client that has ended its side may still read, unless lines are there for one only: then
      // none is risked on it.
      if (manner.once() && clientEnded.getCount() == 0) {
        lines.putBack(bytes);
        return false;
      }
      try {
        while (bytes.hasRemaining()) {
          bytesSent += channel.write(bytes);
        }
      } catch (IOException gone) {
        lines.putBack(bytes);
        throw gone;
      }
      long whole = LineEnds.count(bytes, 0, bytes.limit());
      linesSent += whole;
      inLine = bytes.get(bytes.limit() - 1) != LineEnds.NEWLINE;
      pace.sent(whole);
      reportMissed();
    }
  }

  private long missedSaid;

  private void reportMissed() {
    long missed = lines.missed();
    if (missed > missedSaid) {
      log.accept(tr("%s is too slow: %,d lines were not sent to it", name, missed - missedSaid));
      missedSaid = missed;
    }
  }

  private void watch() {
    ByteBuffer nothing = ByteBuffer.allocate(1024);
    try {
      while (channel.read(nothing.clear()) >= 0) {}
    } catch (IOException broken) {
      // the sender finds out by itself
    } finally {
      clientEnded.countDown();
    }
  }

  private String amount() {
    String bytes =
        bytesSent < 10_000
            ? tr("%,d bytes", bytesSent)
            : String.format(Locale.ROOT, "%,.1f KB", bytesSent / 1e3);
    return wholeFile != null ? bytes : tr("%,d lines, %s", linesSent, bytes);
  }
}
