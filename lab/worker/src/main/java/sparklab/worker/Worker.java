package sparklab.worker;

import static sparklab.cli.Text.tr;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The process that a solution runs in. It holds no test and no expected value: it compiles what it
 * is sent, runs tasks on inputs and sends back what came out.
 *
 * <p>Requests come on file descriptor 4 and replies go to 3, in {@link Frames}; what the solution
 * and the JVM print goes where the process's output goes. The worker says that it is ready before
 * it is sent a solution, so that a worker that cannot start is nobody's mistake but the harness's.
 */
public final class Worker {

  static final int REPLIES = 3;
  static final int REQUESTS = 4;

  private final InputStream requests;
  private final OutputStream replies;
  private final SolutionCompiler compiler =
      new SolutionCompiler(System.getProperty("java.class.path"));
  private SolutionCompiler.Result compiledAhead; // of the first request
  private SolutionClasses loader;
  private TaskRunner runner;
  private String className;

  private final Path scratch = Path.of(System.getProperty("java.io.tmpdir"));

  private Worker(InputStream requests, OutputStream replies) {
    this.requests = requests;
    this.replies = replies;
  }

  /** Serves one host until it says that all is done, or has gone. */
  public static void main(String[] args) throws Exception {
    InputStream requests = new FileInputStream(descriptor(REQUESTS));
    OutputStream replies = new FileOutputStream(descriptor(REPLIES));
    System.setIn(InputStream.nullInputStream());
    new Worker(requests, replies).serve();
    System.exit(0);
  }

  /** An open descriptor by its number: a pipe of another user cannot be opened by its path. */
  static FileDescriptor descriptor(int number) throws ReflectiveOperationException {
    Constructor<FileDescriptor> constructor =
        FileDescriptor.class.getDeclaredConstructor(int.class);
    constructor.setAccessible(true);
    return constructor.newInstance(number);
  }

  private void serve() throws IOException, InterruptedException, ExecutionException {
    FutureTask<Request> first = new FutureTask<>(this::first);
    Thread ahead = new Thread(first, "first-request");
    ahead.setDaemon(true);
    ahead.start();
    renew();
    Frames.write(replies, Reply.ready());
    for (Request request = first.get();
        request != null && request.verb() != Request.Verb.END;
        request = Frames.read(requests, Request.class)) {
      Reply reply;
      switch (request.verb()) {
        case SOLVE -> reply = solve(request);
        case LOAD -> reply = load(request, request.classes());
        case RUN -> reply = run(request);
        default -> {
          renew();
          reply = new Reply(request.nonce(), List.of(), null, null);
        }
      }
      send(reply);
    }
    runner.close();
  }

  /** The first request may come before this is ready: a solution is compiled while Spark starts. */
  private Request first() throws IOException {
    Request first = Frames.read(requests, Request.class);
    if (first != null && first.verb() == Request.Verb.SOLVE) {
      compiledAhead = compiler.compile(first.className(), first.sources());
    }
    return first;
  }

  /** What cannot be sent is the solution's doing: too long, too deep, no plain value. */
  private void send(Reply reply) throws IOException {
    try {
      Frames.write(replies, reply);
    } catch (Frames.TooLong | JsonProcessingException | StackOverflowError unfit) {
      String why =
          unfit instanceof Frames.TooLong ? Reply.Failure.TOO_MUCH : Reply.Failure.NOT_PLAIN;
      Frames.write(replies, failed(reply.nonce(), TaskFailure.Kind.CRASHED, why, 0));
    }
  }

  /** Starts Spark, with room for one solution's classes. */
  private void renew() {
    if (runner != null) {
      runner.close();
    }
    className = null;
    loader = new SolutionClasses(Worker.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    runner = TaskRunner.start(scratch);
  }

  private Reply solve(Request request) {
    SolutionCompiler.Result result =
        compiledAhead != null
            ? compiledAhead
            : compiler.compile(request.className(), request.sources());
    compiledAhead = null;
    return result.problems().isEmpty()
        ? load(request, result.classes())
        : new Reply(request.nonce(), result.problems(), null, null);
  }

  private Reply load(Request request, Map<String, byte[]> classes) {
    if (className != null) {
      renew();
    }
    loader.fill(classes);
    className = request.className();
    return new Reply(request.nonce(), List.of(), null, null);
  }

  private Reply run(Request request) {
    try {
      Class<?> solution = Class.forName(className, false, loader);
      return new Reply(request.nonce(), List.of(), runner.run(solution, request.call()), null);
    } catch (TaskFailure why) {
      return failed(request.nonce(), why.kind(), why.getMessage(), why.line());
    } catch (ClassNotFoundException | LinkageError missing) {
      return failed(
          request.nonce(),
          TaskFailure.Kind.STRUCTURE,
          tr("The file holds no class %s.", className),
          0);
    } catch (Throwable ours) { // Scala's methods throw what they do not declare
      return failed(request.nonce(), TaskFailure.Kind.OURS, tr("The worker failed: %s", ours), 0);
    }
  }

  private static Reply failed(String nonce, TaskFailure.Kind kind, String sentence, int line) {
    return new Reply(nonce, List.of(), null, new Reply.Failure(kind, sentence, line));
  }
}
