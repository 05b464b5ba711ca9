package sparklab.data.publish;

import java.nio.ByteBuffer;

/**
 * Looks for the ends of lines ({@code \n}; a {@code \r} before it is part of the line) in bytes.
 */
final class LineEnds {

  static final byte NEWLINE = '\n';

  private LineEnds() {}

  /** Where the last of at most so many whole lines ends, after its newline; -1 if there is none. */
  static int after(ByteBuffer bytes, int most) {
    int end = -1;
    int found = 0;
    for (int at = bytes.position(); at < bytes.limit() && found < most; at++) {
      if (bytes.get(at) == NEWLINE) {
        end = at + 1;
        found++;
      }
    }
    return end;
  }

  /** Newlines between two indices. */
  static long count(ByteBuffer bytes, int from, int to) {
    long found = 0;
    for (int at = from; at < to; at++) {
      if (bytes.get(at) == NEWLINE) {
        found++;
      }
    }
    return found;
  }
}
