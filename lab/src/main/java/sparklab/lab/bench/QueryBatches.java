package sparklab.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The micro-batches of a structured lesson, as its {@code --progress} tells them. */
final class QueryBatches {

  private static final Pattern PROGRESS =
      Pattern.compile("batch (\\d+): ([\\d,]+) rows, [\\d.,]+ rows/s, ([\\d,]+) ms.*");

  /**
   * A finished micro-batch.
   *
   * @param rows what came in
   * @param millis its time, planning and checkpoint included
   */
  record Batch(long rows, double millis) {}

  private QueryBatches() {}

  /**
   * Runs a lesson until it has told enough, or ends.
   *
   * @param command with {@code --progress}
   * @param enough of the micro-batches that had rows
   */
  static List<Batch> run(List<String> command, Predicate<List<Batch>> enough) throws Exception {
    return run(command, enough, (process, batches) -> batches);
  }

  /** Looks at the process and its batches before it is ended. */
  interface Look<T> {
    T at(Process process, List<Batch> batches) throws Exception;
  }

  /** The same with a last look at the process, which is still running then, as the result. */
  static <T> T run(List<String> command, Predicate<List<Batch>> enough, Look<T> last)
      throws Exception {
    Process process =
        Programs.start(
            Programs.command(command)
                .redirectError(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD));
    List<Batch> batches = new ArrayList<>();
    List<String> other = new ArrayList<>();
    try (BufferedReader lines = process.errorReader()) {
      String line;
      while (!enough.test(batches) && (line = lines.readLine()) != null) {
        Matcher progress = PROGRESS.matcher(line);
        if (!progress.matches()) {
          other.add(line);
        } else if (number(progress.group(2)) > 0) {
          batches.add(new Batch(number(progress.group(2)), number(progress.group(3))));
        }
      }
      if (enough.test(batches)) {
        return last.at(process, batches);
      }
      throw new IOException(command + " ended too early: " + other);
    } finally {
      Programs.end(process);
    }
  }

  private static long number(String digits) {
    return Long.parseLong(digits.replace(",", ""));
  }
}
