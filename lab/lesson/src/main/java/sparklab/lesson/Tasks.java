package sparklab.lesson;

import static sparklab.cli.Text.tr;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import sparklab.cli.Mistake;

/** The tasks of an exercise as its program tries them: those that are done run. */
public final class Tasks {

  private final String statement;
  private final TreeSet<Integer> done = new TreeSet<>();
  private final TreeSet<Integer> undone = new TreeSet<>();

  /**
   * Of one exercise.
   *
   * @param statement the file with its statement, from the lab's folder
   */
  public Tasks(String statement) {
    this.statement = statement;
  }

  /** What a task gives; empty if it is undone. */
  public <T> Optional<T> attempt(int number, Callable<T> task) throws Exception {
    try {
      T result = task.call();
      done.add(number);
      return Optional.of(result);
    } catch (Undone stub) {
      undone.add(number);
      return Optional.empty();
    }
  }

  /**
   * Says which tasks are undone.
   *
   * @throws Mistake if all are
   */
  public void tell() {
    if (undone.isEmpty()) {
      return;
    }
    String sentence =
        tr(
            undone.size() == 1
                ? "Undone: task %s. What is to be done is in %s."
                : "Undone: tasks %s. What is to be done is in %s.",
            list(undone),
            statement);
    if (done.isEmpty()) {
      throw Mistake.failure(sentence);
    }
    System.err.println(sentence);
  }

  /**
   * Says which tasks are undone, and chooses the one to run, where only one can be.
   *
   * @param chosen with {@code --task}; null for the last that is done
   * @throws Mistake if it is undone, or all are
   */
  public int choose(Integer chosen) {
    tell();
    if (chosen != null && !done.contains(chosen)) {
      throw Mistake.usage("--task %d cannot be run: done are %s.", chosen, list(done));
    }
    int task = chosen == null ? done.last() : chosen;
    if (done.size() > 1) {
      System.err.println(tr("Running task %d; --task runs another of %s", task, list(done)));
    }
    return task;
  }

  private static String list(Collection<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
