package sparklab.worker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a worker and its host say to each other: four bytes of length, the highest first, and so
 * much JSON. Both sides bound what they read, because either side of a pipe may be written to by a
 * solution.
 */
public final class Frames {

  /** The longest frame, in bytes. */
  public static final int LONGEST = 8 << 20;

  private static final int DEEPEST = 40;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST)
                          .build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  private Frames() {}

  /** Writes one frame, whole. */
  public static void write(OutputStream to, Object message) throws IOException {
    write(to, encode(message));
  }

  /** Writes what {@link #encode} has made. */
  public static void write(OutputStream to, byte[] frame) throws IOException {
    to.write(frame);
    to.flush();
  }

  /**
   * The bytes of a frame.
   *
   * @throws TooLong if they are more than a frame may have
   */
  public static byte[] encode(Object message) throws IOException {
    byte[] json = JSON.writeValueAsBytes(message);
    if (json.length > LONGEST) {
      throw new TooLong(json.length);
    }
    byte[] frame = new byte[4 + json.length];
    for (int at = 0; at < 4; at++) {
      frame[at] = (byte) (json.length >>> 24 - 8 * at);
    }
    System.arraycopy(json, 0, frame, 4, json.length);
    return frame;
  }

  /**
   * Reads the next frame.
   *
   * @return null at the end of the stream
   * @throws IOException if what comes is not a frame, or not of this kind
   */
  public static <T> T read(InputStream from, Class<T> kind) throws IOException {
    DataInputStream in = new DataInputStream(from);
    int length;
    try {
      length = in.readInt();
    } catch (EOFException end) {
      return null;
    }
    if (length < 0 || length > LONGEST) {
      throw new TooLong(length);
    }
    byte[] json = in.readNBytes(length);
    if (json.length < length) {
      throw new EOFException("The stream ended within a frame");
    }
    T message = JSON.readValue(json, kind);
    if (message == null) {
      throw new IOException("The frame holds null");
    }
    return message;
  }

  /** A message that is longer than a frame may be. */
  public static final class TooLong extends IOException {
    TooLong(long length) {
      super("A frame of " + Integer.toUnsignedString((int) length) + " bytes");
    }
  }
}
