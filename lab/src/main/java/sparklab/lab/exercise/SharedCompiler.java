package sparklab.lab.exercise;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import sparklab.lab.exercise.WorkerProcess.Allowance;
import sparklab.lab.exercise.WorkerProcess.Ended;
import sparklab.worker.Reply;

/**
 * One compiler for many submissions, behind the walls of their workers. It saves time and decides
 * nothing: what it does not compile at once, for whatever reason, the submission's own worker
 * compiles.
 */
public final class SharedCompiler implements AutoCloseable {

  /** A usual solution takes a fraction of a second. */
  private static final Duration EACH = Duration.ofSeconds(5);

  /** Starting it costs as much as it saves of the first. */
  private static final int LEFT_TO_THEIR_WORKERS = 1;

  /** Sources on which it ended or hung: after so many it is given up. */
  private static final int MOST_ENDS = 5;

  private final Workers workers;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile WorkerProcess process;
  private volatile boolean closed;
  private int asked;
  private int ends;

  /** A compiler that is started when it is first asked. */
  public SharedCompiler(Workers workers) {
    this.workers = workers;
  }

  /**
   * Compiles a solution.
   *
   * @param sources the text of each file, by its path in the package tree
   * @return code by class name; null if it is for the submission's own worker to do
   */
  public Map<String, byte[]> compile(String className, Map<String, String> sources)
      throws InterruptedException {
    if (!turn.tryLock(EACH.toMillis(), TimeUnit.MILLISECONDS)) {
      return null;
    }
    try {
      if (closed || ends >= MOST_ENDS || ++asked <= LEFT_TO_THEIR_WORKERS) {
        return null;
      }
      if (process == null) {
        process = WorkerProcess.startCompiler(workers);
        if (closed) { // meanwhile, by a Ctrl-C
          end();
          return null;
        }
        process.ready(WorkerSubmission.Limits.START);
      }
      Duration wall = EACH.multipliedBy(WorkerSubmission.Limits.WALL_FACTOR);
      Reply reply = process.compile(className, sources, new Allowance(EACH, wall));
      return reply.classes() == null || reply.classes().isEmpty() ? null : reply.classes();
    } catch (IOException | Ended unusual) {
      ends++;
      end();
      return null;
    } finally {
      turn.unlock();
    }
  }

  private void end() {
    WorkerProcess last = process;
    if (last != null) {
      last.close();
      process = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    end();
  }
}
