package sparklab.lab.exercise;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import sparklab.cli.Processes;
import sparklab.lab.home.Folders;
import sparklab.lab.runtime.ClassArchive;
import sparklab.worker.Frames;
import sparklab.worker.Reply;
import sparklab.worker.Request;
import sparklab.worker.TaskCall;

/**
 * One worker, from its start to its end. Nothing that it sends or prints can do more than end it:
 * frames are bounded, a reply without the request's nonce is dropped, what it prints is kept up to
 * a limit.
 */
final class WorkerProcess implements AutoCloseable {

  /** How often a busy worker is looked at, for which all processes of the machine are. */
  private static final long LOOK_MILLIS = 100;

  private static final int OUTPUT_KEPT = 16 << 10;
  private static final long OUTPUT_ALLOWED = 16 << 20;

  /** Replies that nobody asked for are dropped; so many are an attack. */
  private static final int STRAYS_ALLOWED = 100;

  /** Replies that wait to be looked at: a worker that sends more has to wait itself. */
  private static final int REPLIES_KEPT = 2;

  private static final String NO_MEMORY = "insufficient memory for the Java Runtime Environment";

  private static final Reply END = new Reply("end", List.of(), null, null);

  private final Workers workers;
  private final Path scratch;
  private final Process process;
  private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>(REPLIES_KEPT);
  private final StringBuffer output = new StringBuffer();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(work -> daemon(work, "worker-requests"));
  private String ahead; // the nonce of a solution that was sent before this was ready
  private volatile long printed;
  private volatile String broken;
  private volatile boolean closed; // by another thread, when the program ends

  private WorkerProcess(Workers workers, Process process, Path scratch) {
    this.workers = workers;
    this.process = process;
    this.scratch = scratch;
    daemon(this::readReplies, "worker-replies").start();
    daemon(this::readOutput, "worker-output").start();
  }

  /**
   * Starts a worker; {@link #ready} tells when it is there.
   *
   * @param archive used if it is there
   * @param training whether the worker writes the archive if it is not
   */
  static WorkerProcess start(Workers workers, ClassArchive archive, boolean training)
      throws IOException {
    Path scratch = scratch();
    try {
      boolean exists = archive.exists();
      Process process =
          training && !exists
              ? workers.startTraining(archive.unfinished(), scratch)
              : workers.start(exists ? archive.file() : null, scratch);
      return new WorkerProcess(workers, process, scratch);
    } catch (IOException | RuntimeException failed) {
      delete(scratch);
      throw failed;
    }
  }

  /**
   * Starts a worker that nobody talks to: it runs tasks of a solution, writes the archive and ends,
   * whether this program is still there or not.
   */
  static void startAside(
      Workers workers,
      ClassArchive archive,
      String className,
      Map<String, String> sources,
      List<TaskCall> calls)
      throws IOException {
    Path scratch = scratch();
    try {
      try (OutputStream requests = Files.newOutputStream(scratch.resolve(Workers.REQUESTS))) {
        Frames.write(
            requests, new Request(Request.Verb.SOLVE, null, className, sources, null, null));
        for (TaskCall call : calls) {
          Frames.write(requests, new Request(Request.Verb.RUN, null, null, null, null, call));
        }
      }
      workers.startAside(archive, scratch);
    } catch (IOException | RuntimeException failed) {
      delete(scratch);
      throw failed;
    }
  }

  private static Path scratch() throws IOException {
    return Files.createTempDirectory("sparklab-worker");
  }

  /** Starts a compiler; {@link #ready} tells when it is there. */
  static WorkerProcess startCompiler(Workers workers) throws IOException {
    Path scratch = Files.createTempDirectory("sparklab-compiler");
    try {
      return new WorkerProcess(workers, workers.startCompiler(scratch), scratch);
    } catch (IOException | RuntimeException failed) {
      delete(scratch);
      throw failed;
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** What is left of a call's time. */
  record Allowance(Duration cpu, Duration wall) {}

  /** Why there is no reply. */
  static final class Ended extends Exception {

    /** The kinds of an end. */
    enum Kind {
      /** The process ended by itself. */
      EXIT,
      /** It was ended from outside, not by us. */
      SIGNAL,
      /** Its time was over. */
      TIME,
      /** It broke a rule. */
      RULE
    }

    private final Kind kind;

    Ended(Kind kind, String how) {
      super(how);
      this.kind = kind;
    }

    Kind kind() {
      return kind;
    }
  }

  /** Waits until it can be asked. */
  void ready(Duration wall) throws Ended, InterruptedException {
    await(null, new Allowance(wall, wall));
  }

  /** Sends a solution before the worker is ready, to be compiled meanwhile. */
  void solveAhead(String className, Map<String, String> sources) throws Ended {
    ahead = send(Request.Verb.SOLVE, className, sources, null, null);
  }

  /** Compiles a solution; the one that was sent ahead, if one was. */
  Reply solve(String className, Map<String, String> sources, Allowance allowance)
      throws Ended, InterruptedException {
    String sent = ahead != null ? ahead : send(Request.Verb.SOLVE, className, sources, null, null);
    ahead = null;
    return await(sent, allowance);
  }

  /** Takes a solution that has been compiled. */
  Reply load(String className, Map<String, byte[]> classes, Allowance allowance)
      throws Ended, InterruptedException {
    return ask(Request.Verb.LOAD, className, null, classes, null, allowance);
  }

  /** Compiles a solution, whose code comes back; of a compiler only. */
  Reply compile(String className, Map<String, String> sources, Allowance allowance)
      throws Ended, InterruptedException {
    return ask(Request.Verb.COMPILE, className, sources, null, null, allowance);
  }

  /** Runs a task. */
  Reply run(TaskCall call, Allowance allowance) throws Ended, InterruptedException {
    return ask(Request.Verb.RUN, null, null, null, call, allowance);
  }

  /** Makes it ready for another solution. */
  void renew(Duration wall) throws Ended, InterruptedException {
    ask(Request.Verb.RENEW, null, null, null, null, new Allowance(wall, wall));
  }

  private Reply ask(
      Request.Verb verb,
      String className,
      Map<String, String> sources,
      Map<String, byte[]> classes,
      TaskCall call,
      Allowance allowance)
      throws Ended, InterruptedException {
    return await(send(verb, className, sources, classes, call), allowance);
  }

  /** Sends a request; returns its nonce. */
  private String send(
      Request.Verb verb,
      String className,
      Map<String, String> sources,
      Map<String, byte[]> classes,
      TaskCall call)
      throws Ended {
    byte[] bytes = new byte[12];
    ThreadLocalRandom.current().nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    if (closed) {
      throw new Ended(Ended.Kind.EXIT, tr("was ended"));
    }
    byte[] frame;
    try {
      frame = Frames.encode(new Request(verb, nonce, className, sources, classes, call));
    } catch (IOException unfit) {
      throw new Ended(Ended.Kind.RULE, tr("was given more than %d MB", Frames.LONGEST >> 20));
    }
    // A worker that does not read must not block its host.
    writer.execute(
        () -> {
          try {
            Frames.write(process.getOutputStream(), frame);
          } catch (IOException gone) {
            // then its replies have ended too, and that is told
          }
        });
    return nonce;
  }

  private Reply await(String nonce, Allowance allowance) throws Ended, InterruptedException {
    long start = System.nanoTime();
    Duration before = cpu();
    int strays = 0;
    while (true) {
      Reply reply = replies.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (closed) {
        throw new Ended(Ended.Kind.EXIT, tr("was ended"));
      }
      if (reply == END) {
        throw ended();
      }
      if (reply != null && (nonce == null ? reply.nonce() == null : nonce.equals(reply.nonce()))) {
        return reply;
      }
      if (reply != null && ++strays > STRAYS_ALLOWED) {
        throw new Ended(Ended.Kind.RULE, tr("sent what nobody asked for"));
      }
      if (printed > OUTPUT_ALLOWED) {
        throw new Ended(Ended.Kind.RULE, tr("printed more than %s MB", OUTPUT_ALLOWED >> 20));
      }
      List<ProcessHandle> started = process.descendants().toList();
      String objection = workers.objection(process, started);
      if (objection != null) {
        throw new Ended(Ended.Kind.RULE, objection);
      }
      if (System.nanoTime() - start > allowance.wall().toNanos()
          || cpu(started).minus(before).compareTo(allowance.cpu()) > 0) {
        throw new Ended(Ended.Kind.TIME, tr("did not finish in time"));
      }
    }
  }

  private Ended ended() throws InterruptedException {
    if (broken != null) {
      return new Ended(Ended.Kind.RULE, broken);
    }
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      return new Ended(Ended.Kind.RULE, tr("closed the way to its host"));
    }
    int code = process.exitValue();
    if (code == Workers.OUT_OF_MEMORY && output.indexOf("OutOfMemoryError") >= 0) {
      return new Ended(Ended.Kind.RULE, tr("ran out of memory"));
    }
    // A machine without memory ends processes, or lets no JVM start.
    return code > 128 || output.indexOf(NO_MEMORY) >= 0
        ? new Ended(
            Ended.Kind.SIGNAL,
            code > 128
                ? tr("was ended by signal %s", code - 128)
                : tr("got no memory of the machine"))
        : new Ended(
            Ended.Kind.EXIT, tr("ended the whole process (exit code %s, as of System.exit)", code));
  }

  /** The processor time that it and its children have used. */
  Duration cpu() {
    return cpu(process.descendants().toList());
  }

  private Duration cpu(List<ProcessHandle> started) {
    return Stream.concat(Stream.of(process.toHandle()), started.stream())
        .map(one -> one.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The first of what it has printed. */
  String output() {
    return output.toString();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private void readReplies() {
    try (InputStream in = process.getInputStream()) {
      Reply reply;
      while (!closed && (reply = Frames.read(in, Reply.class)) != null) {
        put(reply);
      }
    } catch (Frames.TooLong much) {
      broken = tr("sent more than an answer may have");
    } catch (IOException unreadable) {
      if (process.isAlive()) {
        broken = tr("sent what is not an answer");
      }
    } catch (RuntimeException | Error odd) {
      // Whoever waits for this worker is to hear of it, whatever it was.
      broken = tr("sent what cannot be read (%s)", odd.getClass().getSimpleName());
    }
    put(END);
  }

  /** Waits for room; once this is closed, nobody will make any. */
  private void put(Reply reply) {
    try {
      while (!closed && !replies.offer(reply, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        // the last ones have not been looked at yet
      }
    } catch (InterruptedException never) {
      Thread.currentThread().interrupt();
    }
  }

  private void readOutput() {
    byte[] block = new byte[8192];
    try (InputStream in = process.getErrorStream()) {
      int length;
      while ((length = in.read(block)) >= 0) {
        printed += length;
        int room = OUTPUT_KEPT - output.length();
        if (room > 0) {
          output.append(new String(block, 0, Math.min(room, length), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException gone) {
      // the process has ended
    }
  }

  /** Lets it end as a program ends, which is when the JVM writes its class archive. */
  void finish(Duration wall) throws InterruptedException {
    writer.execute(
        () -> {
          try {
            Frames.write(
                process.getOutputStream(),
                new Request(Request.Verb.END, null, null, null, null, null));
          } catch (IOException gone) {
            // it has ended already
          }
        });
    process.waitFor(wall.toMillis(), TimeUnit.MILLISECONDS);
    close();
  }

  /** Ends it and all that it started. */
  @Override
  public void close() {
    closed = true;
    writer.shutdownNow();
    Processes.kill(process);
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    delete(scratch);
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException left) {
      // a folder in the system's temporary folder stays: it is empty or will be cleaned there
    }
  }
}
