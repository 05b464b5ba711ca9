package sparklab.data.publish;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the lines come from that a publisher sends. */
interface LineSource extends Closeable {

  /** The lines for a client that has just come. */
  Lines open() throws IOException;

  /** Whether nothing is left for anybody, those to come included. */
  boolean isExhausted();

  /** One client's way through the lines. Used by one thread. */
  interface Lines extends Closeable {

    /**
     * The next bytes, unchanged: whole lines with their ends, or a piece of a line that is longer
     * than the buffer. Waits for a live source.
     *
     * @param most the most lines to return, at least 1
     * @return ready to be read, or null at the end
     */
    ByteBuffer next(int most) throws IOException, InterruptedException;

    /** Takes back what {@link #next} gave last and the client did not get. */
    default void putBack(ByteBuffer notSent) {}

    /** Lines that this client missed because it was too slow for a live source. */
    default long missed() {
      return 0;
    }

    @Override
    default void close() throws IOException {}
  }
}
