package sparklab.data.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives each line to one client only: whoever asks next goes on where the last one stopped. A line
 * that could not be sent whole goes to the next.
 */
final class OnceLines implements LineSource {

  /** Few lines at a time: what is in a dead client's socket buffers is lost to everybody. */
  private static final int AT_ONCE = 100;

  private final LineSource.Lines lines;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition lineEnded = lock.newCondition();
  private final Deque<ByteBuffer> returned = new ArrayDeque<>();
  private Lines inLine; // the client that has got the beginning of a long line
  private boolean ended;

  OnceLines(LineSource.Lines lines) {
    this.lines = lines;
  }

  @Override
  public Lines open() {
    return new Share();
  }

  @Override
  public boolean isExhausted() {
    lock.lock();
    try {
      return ended && returned.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private final class Share implements Lines {

    @Override
    public ByteBuffer next(int most) throws IOException, InterruptedException {
      lock.lockInterruptibly();
      try {
        while (inLine != null && inLine != this) {
          lineEnded.await();
        }
        if (!returned.isEmpty()) {
          return returned.removeFirst();
        }
        ByteBuffer shared = lines.next(Math.min(most, AT_ONCE));
        if (shared == null) {
          ended = true;
          return null;
        }
        ByteBuffer mine = ByteBuffer.allocate(shared.remaining()).put(shared).flip();
        inLine = mine.get(mine.limit() - 1) == LineEnds.NEWLINE ? null : this;
        lineEnded.signalAll();
        return mine;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void putBack(ByteBuffer notSent) {
      // Back to the beginning of the line in which sending broke off.
      int from = notSent.position();
      while (from > 0 && notSent.get(from - 1) != LineEnds.NEWLINE) {
        from--;
      }
      lock.lock();
      try {
        if (from < notSent.limit()) {
          returned.addFirst(notSent.position(from));
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (inLine == this) {
          inLine = null;
          lineEnded.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
