package sparklab.data.publish;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A file, from its beginning, read through one buffer whatever its size. */
final class FileLines implements LineSource.Lines {

  private static final int BUFFER = 64 * 1024;
  private static final int COPY_BUFFER = 512 * 1024;

  /** Files up to this size have another order of lines each time they start again. */
  static final int SHUFFLED = 1024 * 1024;

  private final FileChannel file;
  private final boolean loop;
  private final Path path;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).limit(0);
  private boolean atLineStart = true;
  private int pass;

  FileLines(Path path, boolean loop) throws IOException {
    this.path = path;
    file = FileChannel.open(path, StandardOpenOption.READ);
    this.loop = loop;
  }

  @Override
  public ByteBuffer next(int most) throws IOException {
    int end = LineEnds.after(buffer, most);
    if (end < 0) {
      buffer.compact();
      int read = file.read(buffer);
      buffer.flip();
      if (read < 0 && !buffer.hasRemaining()) {
        return again() ? next(most) : null;
      }
      if (read >= 0 && buffer.limit() < buffer.capacity()) {
        return next(most); // a short read: the line may go on
      }
      end = LineEnds.after(buffer, most);
      if (end < 0) {
        end = buffer.limit(); // a piece of a long line, or a last line without its end
      }
    }
    ByteBuffer lines = buffer.slice(buffer.position(), end - buffer.position());
    atLineStart = buffer.get(end - 1) == LineEnds.NEWLINE;
    buffer.position(end);
    return lines;
  }

  /**
   * Starts the file again if that is wanted, a small one with its lines in another order; a last
   * line without an end gets one first.
   */
  private boolean again() throws IOException {
    if (!loop) {
      return false;
    }
    if (file.size() <= SHUFFLED) {
      shuffle(new Random(++pass));
      return true;
    }
    file.position(0);
    if (!atLineStart) {
      buffer.clear().put(LineEnds.NEWLINE).flip();
    }
    return true;
  }

  /** The same each time that a file is published: what a lesson shows can be shown again. */
  private void shuffle(Random order) throws IOException {
    List<String> lines = Arrays.asList(Files.readString(path, ISO_8859_1).split("\n"));
    Collections.shuffle(lines, order);
    String text = (atLineStart ? "" : "\n") + String.join("\n", lines) + '\n';
    buffer = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    file.position(file.size());
  }

  /**
   * Sends the whole file, through one large buffer: on loopback that is faster than letting the
   * kernel do it ({@link FileChannel#transferTo}), which hands over a page at a time.
   *
   * @return bytes sent
   */
  static long copy(Path path, WritableByteChannel to) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer block = ByteBuffer.allocateDirect(COPY_BUFFER);
      long sent = 0;
      while (file.read(block) >= 0) {
        block.flip();
        while (block.hasRemaining()) {
          sent += to.write(block);
        }
        block.clear();
      }
      return sent;
    }
  }

  /** Whether the last line of a file has an end. */
  static boolean endsWithNewline(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return file.size() == 0
          || (file.read(last, file.size() - 1) == 1 && last.get(0) == LineEnds.NEWLINE);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
