package sparklab.worker;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * A process that compiles one solution after another and runs none: a compiler that is warm takes a
 * fraction of the time. It speaks as a {@link Worker} does.
 */
public final class CompileServer {

  private CompileServer() {}

  /** Serves one host until it has gone. */
  public static void main(String[] args) throws Exception {
    InputStream requests = new FileInputStream(Worker.descriptor(Worker.REQUESTS));
    OutputStream replies = new FileOutputStream(Worker.descriptor(Worker.REPLIES));
    System.setIn(InputStream.nullInputStream());
    SolutionCompiler compiler = new SolutionCompiler(System.getProperty("java.class.path"));
    Frames.write(replies, Reply.ready());
    Request request;
    while ((request = Frames.read(requests, Request.class)) != null) {
      Frames.write(replies, reply(compiler, request));
    }
    System.exit(0);
  }

  private static byte[] reply(SolutionCompiler compiler, Request request) throws IOException {
    SolutionCompiler.Result result = compiler.compile(request.className(), request.sources());
    try {
      return Frames.encode(
          new Reply(request.nonce(), result.problems(), null, null, result.classes()));
    } catch (Frames.TooLong much) {
      return Frames.encode(new Reply(request.nonce(), List.of(), null, null, null));
    }
  }
}
