package sparklab.worker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
 * solution. A reply is counted before anything is built of it: a few bytes of JSON can be many
 * objects.
 */
public final class Frames {

  /** The longest frame, in bytes: it may hold all sources of a solution. */
  public static final int LONGEST = 8 << 20;

  /** The longest reply, in bytes: the inputs of tasks are a few kilobytes. */
  public static final int LONGEST_REPLY = 1 << 20;

  /** The most values in a reply, names and the ends of lists among them. */
  public static final int MOST_VALUES = 50_000;

  /** The longest text in a reply, in characters: some operations take the square of it. */
  public static final int LONGEST_TEXT = 1 << 16;

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
    if (json.length > longest(message.getClass())) {
      throw new TooLong("A frame of " + json.length + " bytes");
    }
    if (message instanceof Reply) {
      count(json);
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
    if (length < 0 || length > longest(kind)) {
      throw new TooLong("A frame of " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] json = in.readNBytes(length);
    if (json.length < length) {
      throw new EOFException("The stream ended within a frame");
    }
    if (kind == Reply.class) {
      count(json);
    }
    T message = JSON.readValue(json, kind);
    if (message == null) {
      throw new IOException("The frame holds null");
    }
    return message;
  }

  private static int longest(Class<?> kind) {
    return kind == Reply.class ? LONGEST_REPLY : LONGEST;
  }

  private static void count(byte[] json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      JsonToken token;
      for (int values = 1; (token = parser.nextToken()) != null; values++) {
        if (values > MOST_VALUES) {
          throw new TooLong("A reply of more than " + MOST_VALUES + " values");
        }
        if (token == JsonToken.VALUE_STRING && parser.getTextLength() > LONGEST_TEXT) {
          throw new TooLong("A text of more than " + LONGEST_TEXT + " characters");
        }
      }
    }
  }

  /** A message that is longer than it may be. */
  public static final class TooLong extends IOException {
    TooLong(String what) {
      super(what);
    }
  }
}
