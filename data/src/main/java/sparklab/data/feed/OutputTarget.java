package sparklab.data.feed;

import static sparklab.cli.Text.tr;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import sparklab.cli.Mistake;
import sparklab.data.FeedMessage;

/** The standard output: JSON lines in UTF-8 for the next program of a pipe. */
final class OutputTarget implements FeedTarget {

  private final boolean eachAtOnce;

  /** Not {@code System.out}, which would keep silent when the reader of the pipe has gone. */
  private final Writer writer =
      new BufferedWriter(
          new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));

  /**
   * @param eachAtOnce whether each message leaves at once, for a feed with a pace of its own
   */
  OutputTarget(boolean eachAtOnce) {
    this.eachAtOnce = eachAtOnce;
  }

  @Override
  public String description() {
    return tr("the standard output");
  }

  @Override
  public void send(FeedMessage message) {
    try {
      writer.write(message.json());
      writer.write('\n');
      if (eachAtOnce) {
        writer.flush();
      }
    } catch (IOException e) {
      throw readerGone(e);
    }
  }

  @Override
  public String finish(boolean complete) {
    try {
      writer.flush();
      return "";
    } catch (IOException e) {
      throw readerGone(e);
    }
  }

  /** The standard output is not ours to close. */
  @Override
  public void close() {}

  private static Mistake readerGone(IOException e) {
    return Mistake.failure("Nobody reads the standard output any more.");
  }
}
