package sparklab.instructor;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A call of the instructors' command inside the test's process.
 *
 * @param status its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Call(int status, String out, String err) {

  /** Runs {@code lab-instructor} with these words, for a lab in a folder. */
  public static Call instructor(Path home, String... words) {
    String homeBefore = System.setProperty("sparklab.home", home.toString());
    PrintStream outBefore = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      int status = Instructor.commandLine().setErr(new PrintWriter(err, true)).execute(words);
      return new Call(status, out.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(outBefore);
      System.setProperty("sparklab.home", homeBefore);
    }
  }
}
