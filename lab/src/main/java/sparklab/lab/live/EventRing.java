package sparklab.lab.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The last events of a lesson, and whether it runs. Who adds never waits; who reads slowly misses
 * what has been pushed out.
 */
final class EventRing {

  /** Batches that a page can scroll back through. */
  static final int SIZE = 200;

  /** Characters of all of them together: the launcher is a small program. */
  private static final int LONGEST = 20_000_000;

  /** What a lesson is doing, as far as it is known here. */
  enum State {
    STARTING,
    RUNNING,
    ENDED
  }

  /**
   * An event.
   *
   * @param number counts up
   * @param text JSON, without a line break
   */
  record Event(long number, String text) {}

  private final Deque<Event> events = new ArrayDeque<>();
  private long last;
  private long length;
  private State state = State.STARTING;

  synchronized void add(String text) {
    events.add(new Event(++last, text));
    length += text.length();
    while (events.size() > SIZE || length > LONGEST && events.size() > 1) {
      length -= events.remove().text.length();
    }
    notifyAll();
  }

  synchronized void become(State next) {
    state = next;
    notifyAll();
  }

  synchronized State state() {
    return state;
  }

  /**
   * The oldest event after a number, if there is one or one comes in time; it does not wait longer
   * than the state is the one known.
   */
  synchronized Optional<Event> after(long number, State known, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (last <= number && state == known) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return events.stream().filter(event -> event.number > number).findFirst();
  }
}
