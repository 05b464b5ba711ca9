package sparklab.lab;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A call of the lab command inside the test's process.
 *
 * @param status its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Console(int status, String out, String err) {

  /** Runs {@code lab} with these words, for a lab in a folder. */
  public static Console lab(Path home, String... words) {
    String homeBefore = System.getProperty("sparklab.home");
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      System.setProperty("sparklab.home", home.toString());
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      int status = Lab.commandLine().execute(words);
      return new Console(
          status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
      System.setProperty("sparklab.home", homeBefore);
    }
  }
}
