package sparklab.lab.exercise;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import sparklab.worker.Answer;
import sparklab.worker.Frames;
import sparklab.worker.Reply;
import sparklab.worker.Request;
import sparklab.worker.TaskFailure;

/** A worker that compiles and runs nothing, and fails in the way that its argument names. */
final class FakeWorker {

  private FakeWorker() {}

  public static void main(String[] args) throws Exception {
    OutputStream out = System.out;
    String way = args[0];
    if (way.equals("no memory")) {
      System.err.println(
          "There is insufficient memory for the Java Runtime Environment to continue.");
      System.exit(1);
    }
    Request first = way.endsWith("before it is ready") ? read() : null;
    if (way.equals("killed before it is ready")) {
      Runtime.getRuntime().halt(137);
    }
    Frames.write(out, new Reply(null, List.of(), null, null));
    for (Request request = first == null ? read() : first; request != null; request = read()) {
      boolean forAll = request.verb() == Request.Verb.COMPILE;
      boolean compiling = forAll || request.verb() == Request.Verb.SOLVE;
      if (way.equals("killed while compiling") && compiling
          || way.equals("killed while running") && !compiling) {
        Runtime.getRuntime().halt(137); // as a shell tells signal 9
      }
      if (way.equals("floods") && !compiling) {
        flood(out);
      }
      if (way.equals("hangs") || way.equals("sleeps") && !compiling) {
        continue;
      }
      Frames.write(
          out,
          way.equals("fails to compile") && compiling
              ? failed(request, TaskFailure.Kind.CRASHED)
              : way.equals("ours") && !compiling
                  ? failed(request, TaskFailure.Kind.OURS)
                  : new Reply(
                      request.nonce(),
                      List.of(),
                      new Answer(List.of(), null, "done"),
                      null,
                      forAll && !way.equals("gives no code")
                          ? Map.of("a.Main", new byte[] {1})
                          : null));
    }
  }

  private static Request read() throws IOException {
    return Frames.read(System.in, Request.class);
  }

  /** Frame after frame of values that take far more room as objects than as JSON. */
  private static void flood(OutputStream out) throws IOException {
    byte[] json = ("[" + "[0],".repeat(200_000) + "0]").getBytes(StandardCharsets.US_ASCII);
    while (!Thread.interrupted()) {
      out.write(ByteBuffer.allocate(4 + json.length).putInt(json.length).put(json).array());
    }
  }

  private static Reply failed(Request request, TaskFailure.Kind kind) {
    String sentence = "said so\n" + "x".repeat(10_000);
    return new Reply(request.nonce(), List.of(), null, new Reply.Failure(kind, sentence, -7));
  }
}
