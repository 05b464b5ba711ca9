package sparklab.lab.exercise;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import sparklab.lab.exercise.WorkerProcess.Allowance;
import sparklab.lab.exercise.WorkerProcess.Ended;
import sparklab.lab.runtime.ClassArchive;
import sparklab.worker.Answer;
import sparklab.worker.Reply;
import sparklab.worker.Submission;
import sparklab.worker.TaskCall;
import sparklab.worker.TaskFailure;
import sparklab.worker.TaskFailure.Kind;

/**
 * A solution that runs in a worker. A task that ends its worker, or does not end, has failed for
 * good; the other tasks go on in a new worker. A worker that cannot start is tried again and is
 * never the solution's mistake.
 */
public final class WorkerSubmission implements Submission, AutoCloseable {

  /**
   * How long things may take. For a task it is processor time that counts: a busy machine is
   * nobody's fault. Together they have their time by the clock, so that none holds up the others.
   *
   * @param task all runs of one task together, of the processor
   * @param submission all tasks together, by the clock
   * @param strict whether nothing of a task is to reach another or the author: one that crashes
   *     takes its worker with it, as what it leaves behind, a full disk or a Spark that it stopped,
   *     is not for the next task to suffer; and of its exceptions only type and line are told, as
   *     the inputs are hidden
   */
  public record Limits(Duration task, Duration submission, boolean strict) {

    /** What a worker may take to start. */
    static final Duration START = Duration.ofMinutes(3);

    /** Idle waiting counts too, but more generously: the machine may have other work. */
    static final int WALL_FACTOR = 4;

    /** What students get on their own machine. */
    public static final Limits USUAL =
        new Limits(Duration.ofSeconds(30), Duration.ofMinutes(10), false);
  }

  private static final int STARTS = 3;
  private static final String STOPPED = tr("The run was stopped.");
  private static final int LONGEST_SENTENCE = 300;

  private final Workers workers;
  private final String className;
  private final Limits limits;
  private final ClassArchive archive;
  private final boolean training;
  private final Map<String, Used> used = new HashMap<>();
  private final Map<String, TaskFailure> failedForGood = new HashMap<>();
  private final LongSupplier clock;
  private final SharedCompiler compiler; // null to do without
  private Map<String, String> sources;
  private Map<String, byte[]> classes; // of the sources; null if the worker is to compile them
  private long begin;
  private volatile WorkerProcess worker;
  private boolean solved;
  private final List<TaskCall> answered = new ArrayList<>(); // of this solution
  private TaskFailure unavailable; // why there is no worker; null while there may be one
  private volatile boolean closed; // for good: a Ctrl-C comes on a thread of its own
  private String crashed;
  private String printed = "";

  /** Time that a task has used. */
  private record Used(Duration cpu, Duration wall) {}

  /**
   * A submission without its solution yet.
   *
   * @param archive the class archive of such workers; used if it is there
   * @param training whether the solution is trusted, and its workers may write the archive
   */
  public WorkerSubmission(
      Workers workers, String className, Limits limits, ClassArchive archive, boolean training) {
    this(workers, className, limits, archive, training, null, System::nanoTime);
  }

  /** A submission whose classes may be archived already, and one compiler for it and others. */
  public WorkerSubmission(
      Workers workers,
      String className,
      Limits limits,
      ClassArchive archive,
      SharedCompiler compiler) {
    this(workers, className, limits, archive, false, compiler, System::nanoTime);
  }

  WorkerSubmission(
      Workers workers,
      String className,
      Limits limits,
      ClassArchive archive,
      boolean training,
      SharedCompiler compiler,
      LongSupplier clock) {
    this.training = training;
    this.compiler = compiler;
    this.clock = clock;
    this.workers = workers;
    this.className = className;
    this.limits = limits;
    this.archive = archive;
  }

  /**
   * Compiles a solution; its tasks are run from now on, and its time begins: each save of a file
   * that is watched is a solution of its own.
   *
   * @param texts the text of each file, by its path in the package tree
   * @return the compiler's errors; empty if there are none
   * @throws TaskFailure if no worker can start
   */
  public List<Reply.Problem> solve(Map<String, String> texts) {
    sources = Map.copyOf(texts);
    classes = null;
    begin = clock.getAsLong();
    used.clear();
    answered.clear();
    failedForGood.clear();
    unavailable = null;
    solved = false;
    try {
      return compile();
    } catch (Ended hanging) {
      // Nothing of the solution has run yet: it cannot have sent a signal.
      if (hanging.kind() == Ended.Kind.SIGNAL) {
        throw noWorker(tr("The worker %s.", hanging.getMessage()));
      }
      String why =
          hanging.kind() == Ended.Kind.TIME
              ? tr("the compiler did not finish within %d s", limits.task().toSeconds())
              : tr("the compiler %s", hanging.getMessage());
      return List.of(new Reply.Problem(null, 0, 0, why, null));
    }
  }

  /** Compiles, and once more if the machine has ended the worker. */
  private List<Reply.Problem> compile() throws Ended {
    try {
      return compileOnce();
    } catch (Ended ended) {
      if (ended.kind() != Ended.Kind.SIGNAL) {
        throw ended;
      }
      return compileOnce();
    }
  }

  private List<Reply.Problem> compileOnce() throws Ended {
    WorkerProcess ready = worker();
    try {
      if (classes == null && compiler != null) {
        classes = compiler.compile(className, sources);
      }
      Allowance allowance = new Allowance(limits.task(), wall(limits.task()));
      Reply reply =
          classes == null
              ? ready.solve(className, sources, allowance)
              : ready.load(className, classes, allowance);
      List<Reply.Problem> problems =
          reply.failure() == null
              ? Objects.requireNonNullElse(reply.problems(), List.of())
              : List.of(new Reply.Problem(null, 0, 0, sentence(reply.failure()), null));
      solved = problems.isEmpty();
      return problems;
    } catch (Ended ended) {
      drop();
      if (closed) {
        throw noWorker(STOPPED);
      }
      throw ended;
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
  }

  @Override
  public Answer run(TaskCall call) {
    TaskFailure before = unavailable != null ? unavailable : failedForGood.get(call.method());
    if (before != null) {
      throw before;
    }
    if (crashed != null && !crashed.equals(call.method())) {
      drop();
    }
    try {
      return runOnce(call);
    } catch (TaskFailure failure) {
      // What is not the solution's doing, or may not be, has a second chance.
      if (failure.kind() != Kind.OURS || unavailable != null) {
        throw leaving(call, failure);
      }
    }
    drop();
    try {
      return runOnce(call);
    } catch (TaskFailure again) {
      // A fresh worker says so too: a solution can make it say anything.
      throw again.kind() == Kind.OURS && unavailable == null
          ? forGood(call, new TaskFailure(Kind.CRASHED, again.getMessage(), again.line()))
          : leaving(call, again);
    }
  }

  private TaskFailure leaving(TaskCall call, TaskFailure failure) {
    if (failure.kind() == Kind.CRASHED && limits.strict()) {
      crashed = call.method();
    }
    return failure;
  }

  /**
   * There is no worker to be had: nothing more is tried, and it is never the solution's mistake.
   */
  private TaskFailure noWorker(String why) {
    drop();
    unavailable = new TaskFailure(Kind.OURS, why, 0);
    return unavailable;
  }

  private Answer runOnce(TaskCall call) {
    Used so = used.getOrDefault(call.method(), new Used(Duration.ZERO, Duration.ZERO));
    Duration wall = min(wall(limits.task()).minus(so.wall()), leftOfAll());
    Duration cpu = limits.task().minus(so.cpu());
    if (wall.isNegative() || cpu.isNegative()) {
      throw forGood(call, tooSlow());
    }
    WorkerProcess ready = solvedWorker(call);
    long start = System.nanoTime();
    Duration cpuBefore = ready.cpu();
    Reply reply;
    try {
      reply = ready.run(call, new Allowance(cpu, wall));
    } catch (Ended ended) {
      drop();
      if (closed) {
        throw noWorker(STOPPED);
      }
      throw switch (ended.kind()) {
        case TIME -> forGood(call, tooSlow());
        case SIGNAL -> signalled(call, ended);
        default ->
            forGood(call, new TaskFailure(Kind.CRASHED, tr("The task %s.", ended.getMessage()), 0));
      };
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
    used.put(
        call.method(),
        new Used(
            so.cpu().plus(ready.cpu()).minus(cpuBefore),
            so.wall().plusNanos(System.nanoTime() - start)));
    if (reply.failure() != null) {
      throw failure(call, reply.failure());
    }
    if (reply.answer() == null) {
      throw new TaskFailure(Kind.CRASHED, tr("The task gave no answer."), 0);
    }
    answered.add(call);
    return reply.answer();
  }

  /** Whether any task has given an answer: only then has a worker loaded what workers need. */
  public boolean hasAnswered() {
    return !answered.isEmpty();
  }

  private TaskFailure failure(TaskCall call, Reply.Failure why) {
    if (limits.strict()) {
      String own = sources.getOrDefault(className.replace('.', '/') + ".java", "");
      return Discreet.of(why, call.method(), (int) own.lines().count());
    }
    return new TaskFailure(
        why.kind() == null ? Kind.CRASHED : why.kind(), sentence(why), Math.max(0, why.line()));
  }

  /** A solution may have written it. */
  private static String sentence(Reply.Failure why) {
    String sentence = String.valueOf(why.sentence()).replaceAll("\\p{Cntrl}+", " ");
    return sentence.length() > LONGEST_SENTENCE
        ? sentence.substring(0, LONGEST_SENTENCE) + "…"
        : sentence;
  }

  private Duration leftOfAll() {
    return limits.submission().minus(Duration.ofNanos(clock.getAsLong() - begin));
  }

  private TaskFailure tooSlow() {
    if (leftOfAll().isNegative()) {
      return new TaskFailure(
          Kind.TOO_SLOW,
          tr("The %d s that all tasks have together were over.", limits.submission().toSeconds()),
          0);
    }
    return new TaskFailure(
        Kind.TOO_SLOW,
        tr(
            "The task did not finish within %d s of computing; is there a loop without an end?",
            limits.task().toSeconds()),
        0);
  }

  private TaskFailure forGood(TaskCall call, TaskFailure failure) {
    failedForGood.put(call.method(), failure);
    return failure;
  }

  /**
   * The machine may have ended the worker for lack of memory: only a second time is it the task.
   */
  private TaskFailure signalled(TaskCall call, Ended ended) {
    String sentence = tr("The task %s.", ended.getMessage());
    if (used.put(call.method() + " signalled", new Used(Duration.ZERO, Duration.ZERO)) == null) {
      return new TaskFailure(Kind.OURS, sentence, 0);
    }
    return forGood(call, new TaskFailure(Kind.CRASHED, sentence, 0));
  }

  /** A worker that holds the solution. */
  private WorkerProcess solvedWorker(TaskCall call) {
    WorkerProcess last = worker;
    if (last == null || !last.isAlive()) {
      solved = false;
    }
    if (!solved) {
      try {
        compile();
      } catch (Ended again) {
        if (again.kind() == Ended.Kind.SIGNAL) {
          throw noWorker(tr("The worker %s.", again.getMessage()));
        }
        throw forGood(
            call, new TaskFailure(Kind.CRASHED, tr("The solution %s.", again.getMessage()), 0));
      }
    }
    WorkerProcess ready = worker;
    if (ready == null) { // closed just now
      throw noWorker(STOPPED);
    }
    return ready;
  }

  /** A worker, started if there is none. */
  private WorkerProcess worker() {
    WorkerProcess last = worker;
    if (last != null && last.isAlive()) {
      return last;
    }
    String why = "";
    for (int start = 0; start < STARTS && !closed; start++) {
      drop();
      WorkerProcess started = null;
      try {
        started = WorkerProcess.start(workers, archive, training);
        worker = started;
        if (closed) {
          throw noWorker(STOPPED);
        }
        if (compiler == null && start == 0) { // a source may end the compiler: then it is not ahead
          started.solveAhead(className, sources);
        }
        started.ready(Limits.START);
        return started;
      } catch (IOException broken) {
        why = broken.getMessage();
      } catch (Ended ended) {
        why = tr("%s; it said: %s", ended.getMessage(), started.output().strip());
      } catch (InterruptedException stopped) {
        throw interrupted();
      }
    }
    throw noWorker(tr("The worker did not start: it %s", why));
  }

  /** Prepares for another version of the solution, so that it is checked at once. */
  public void renew() throws InterruptedException {
    try {
      if (worker != null && worker.isAlive()) {
        worker.renew(Limits.START);
      }
    } catch (Ended ended) {
      drop();
    }
    solved = false;
  }

  /** Lets the worker end by itself and keeps the class archive that it writes, if it writes one. */
  public void finish() throws InterruptedException {
    if (worker != null && worker.isAlive()) {
      worker.finish(Limits.START);
      archive.keep();
    }
    close();
  }

  /**
   * Has another worker do once more what gave an answer, and write the class archive for those to
   * come. Nobody waits for it: it goes on when this program has ended.
   */
  public void trainAside() throws IOException {
    WorkerProcess.startAside(workers, archive, className, sources, answered);
  }

  /** The first of what the last worker has printed. */
  public String printed() {
    return worker == null ? printed : worker.output();
  }

  private void drop() {
    WorkerProcess last = worker;
    if (last != null) {
      printed = last.output();
      last.close();
      worker = null;
    }
    solved = false;
    crashed = null;
  }

  private TaskFailure interrupted() {
    Thread.currentThread().interrupt();
    return noWorker(STOPPED);
  }

  private static Duration wall(Duration cpu) {
    return cpu.multipliedBy(Limits.WALL_FACTOR);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public void close() {
    closed = true;
    drop();
    archive.discard();
  }
}
