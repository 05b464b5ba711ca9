package sparklab.lab.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A hint, folded in the statement of an exercise: {@code <details><summary>Hint 1 of task
 * 2</summary>…</details>}, in Spanish {@code Pista 1 de la tarea 2}.
 *
 * @param task the task that it helps with
 * @param number from 1; a later hint gives away more
 */
public record Hint(int task, int number, String text) {

  private static final Pattern FOLDED =
      Pattern.compile(
          "<details>\\s*<summary>(?:Hint|Pista) (\\d+) (?:of task|de la tarea) (\\d+)</summary>"
              + "(.*?)</details>",
          Pattern.DOTALL);

  /** The hints of a statement for one task, in their order. */
  static List<Hint> of(Path statement, int task) throws IOException {
    return all(statement).stream().filter(hint -> hint.task == task).toList();
  }

  /** The hints of a statement, task by task. */
  public static List<Hint> all(Path statement) throws IOException {
    return FOLDED
        .matcher(Files.readString(statement))
        .results()
        .map(
            found ->
                new Hint(
                    Integer.parseInt(found.group(2)),
                    Integer.parseInt(found.group(1)),
                    found.group(3).strip()))
        .sorted(Comparator.comparingInt(Hint::task).thenComparingInt(Hint::number))
        .toList();
  }
}
