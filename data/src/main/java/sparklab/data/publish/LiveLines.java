package sparklab.data.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lines that come once, from a stream: each client gets them from the moment it connects.
 *
 * <p>Input is read while somebody listens, at the pace of the fastest client. A client that falls
 * further behind than the backlog holds misses lines; they are counted.
 */
final class LiveLines implements LineSource {

  private static final int BLOCK = 64 * 1024;
  private static final int BACKLOG = 16 * 1024 * 1024;

  /** Bytes that were read together; whole lines but for a line longer than a block. */
  private record Chunk(byte[] bytes, long linesBefore) {}

  private final InputStream input;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Chunk> backlog = new ArrayDeque<>();
  private final List<Cursor> clients = new ArrayList<>();
  private long first; // number of the first chunk in the backlog
  private long backlogBytes;
  private long lines;
  private boolean ended;
  private IOException failure;
  private Thread reader;

  LiveLines(InputStream input) {
    this.input = input;
  }

  @Override
  public Lines open() {
    lock.lock();
    try {
      if (reader == null) {
        reader = new Thread(this::read, "publish-input");
        reader.setDaemon(true);
        reader.start();
      }
      Cursor cursor = new Cursor(first + backlog.size(), lines);
      clients.add(cursor);
      changed.signalAll();
      return cursor;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isExhausted() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
      if (reader != null) {
        reader.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void read() {
    byte[] block = new byte[BLOCK];
    int filled = 0;
    try {
      int got;
      while ((got = input.read(block, filled, BLOCK - filled)) >= 0) {
        filled += got;
        int end = LineEnds.after(ByteBuffer.wrap(block, 0, filled), Integer.MAX_VALUE);
        if (end < 0 && filled == BLOCK) {
          end = filled;
        }
        if (end > 0) {
          append(Arrays.copyOf(block, end));
          System.arraycopy(block, end, block, 0, filled - end);
          filled -= end;
        }
      }
      if (filled > 0) {
        append(Arrays.copyOf(block, filled));
      }
      end(null);
    } catch (IOException broken) {
      end(broken);
    } catch (InterruptedException closed) {
      end(null);
    }
  }

  private void end(IOException why) {
    lock.lock();
    try {
      ended = true;
      failure = why;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void append(byte[] bytes) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!makeRoom(bytes.length)) {
        changed.await();
      }
      backlog.addLast(new Chunk(bytes, lines));
      backlogBytes += bytes.length;
      lines += LineEnds.count(ByteBuffer.wrap(bytes), 0, bytes.length);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Drops what every client has, and beyond the backlog's size what only the fastest has. */
  private boolean makeRoom(int bytes) {
    if (clients.isEmpty()) {
      return false;
    }
    long slowest = clients.stream().mapToLong(client -> client.next).min().getAsLong();
    long fastest = clients.stream().mapToLong(client -> client.next).max().getAsLong();
    while (!backlog.isEmpty()
        && (first < slowest || (first < fastest && backlogBytes + bytes > BACKLOG))) {
      backlogBytes -= backlog.removeFirst().bytes.length;
      first++;
    }
    return backlogBytes + bytes <= BACKLOG;
  }

  /** A client's place in the backlog. */
  private final class Cursor implements Lines {

    private long next;
    private long nextLine;
    private long missed;
    private ByteBuffer current = ByteBuffer.allocate(0);

    Cursor(long next, long nextLine) {
      this.next = next;
      this.nextLine = nextLine;
    }

    @Override
    public ByteBuffer next(int most) throws IOException, InterruptedException {
      if (!current.hasRemaining() && !advance()) {
        return null;
      }
      int end = LineEnds.after(current, most);
      if (end < 0) {
        end = current.limit();
      }
      ByteBuffer lines = current.slice(current.position(), end - current.position());
      current.position(end);
      return lines;
    }

    private boolean advance() throws IOException, InterruptedException {
      lock.lockInterruptibly();
      try {
        while (next >= first + backlog.size()) {
          if (failure != null) {
            throw failure;
          }
          if (ended) {
            return false;
          }
          changed.await();
        }
        if (next < first) {
          next = first;
          missed += backlog.getFirst().linesBefore - nextLine;
        }
        Chunk chunk = chunk(next++);
        nextLine =
            chunk.linesBefore + LineEnds.count(ByteBuffer.wrap(chunk.bytes), 0, chunk.bytes.length);
        current = ByteBuffer.wrap(chunk.bytes);
        changed.signalAll();
        return true;
      } finally {
        lock.unlock();
      }
    }

    private Chunk chunk(long number) {
      long skip = number - first;
      for (Chunk chunk : backlog) {
        if (skip-- == 0) {
          return chunk;
        }
      }
      throw new IllegalStateException("No chunk " + number + " in the backlog");
    }

    @Override
    public long missed() {
      return missed;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        clients.remove(this);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
