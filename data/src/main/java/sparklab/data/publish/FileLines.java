package sparklab.data.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file, from its beginning, read through one buffer whatever its size. */
final class FileLines implements LineSource.Lines {

  private static final int BUFFER = 64 * 1024;
  private static final int COPY_BUFFER = 512 * 1024;

  private final FileChannel file;
  private final boolean loop;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).limit(0);
  private boolean atLineStart = true;

  FileLines(Path path, boolean loop) throws IOException {
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

  /** Starts the file again if that is wanted; a last line without an end gets one first. */
  private boolean again() throws IOException {
    if (!loop) {
      return false;
    }
    file.position(0);
    if (!atLineStart) {
      buffer.clear().put(LineEnds.NEWLINE).flip();
    }
    return true;
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
