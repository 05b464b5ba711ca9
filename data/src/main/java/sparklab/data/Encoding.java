package sparklab.data;

import static sparklab.cli.Text.tr;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The encoding of a text file that somebody brings: UTF-8, with a byte order mark or not, or UTF-16
 * with one. A file in another encoding cannot be told from any other, only that it is not UTF-8.
 */
public final class Encoding {

  private static final int MARK = 0xFEFF;
  private static final int BLOCK = 1 << 16;

  private Encoding() {}

  /** UTF-16 if the file's byte order mark says so, else UTF-8. */
  public static Charset of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(2);
      if (first.length == 2 && (first[0] & 0xFF) == 0xFF && (first[1] & 0xFF) == 0xFE) {
        return StandardCharsets.UTF_16;
      }
      if (first.length == 2 && (first[0] & 0xFF) == 0xFE && (first[1] & 0xFF) == 0xFF) {
        return StandardCharsets.UTF_16;
      }
      return StandardCharsets.UTF_8;
    }
  }

  /**
   * Opens a file after its byte order mark, if it has one.
   *
   * @return a reader that fails with a {@link CharacterCodingException} at what is not text
   */
  public static BufferedReader open(Path file) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), of(file).newDecoder()));
    reader.mark(1);
    if (reader.read() != MARK) {
      reader.reset();
    }
    return reader;
  }

  /** The number of the first line that is not text in the file's encoding; empty if all are. */
  public static OptionalLong firstForeignLine(Path file) throws IOException {
    CharsetDecoder decoder = of(file).newDecoder();
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
    CharBuffer chars = CharBuffer.allocate(BLOCK);
    long line = 1;
    try (FileChannel in = FileChannel.open(file)) {
      boolean ended = false;
      while (!ended) {
        ended = in.read(bytes) < 0;
        CoderResult result = decoder.decode(bytes.flip(), chars, ended);
        line += chars.flip().chars().filter(c -> c == '\n').count();
        if (result.isError()) {
          return OptionalLong.of(line);
        }
        bytes.compact();
        chars.clear();
      }
    }
    return OptionalLong.empty();
  }

  /** What to do about a file that is not UTF-8, as the end of a sentence. */
  public static String cure(Path file) throws IOException {
    return tr(
        "convert it first, for example with iconv -f %s -t UTF-8 '%s'",
        of(file).equals(StandardCharsets.UTF_16) ? "UTF-16" : "ISO-8859-1", file);
  }
}
