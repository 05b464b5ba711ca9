package sparklab.lab.exercise;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;

/** {@code lab hint}: the next hint for a task. */
@Command(
    name = "hint",
    mixinStandardHelpOptions = true,
    description = "Shows a hint for a task of an exercise; each call shows the next one.")
public final class HintCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "An exercise; lab progress shows them.")
  private String name;

  @Parameters(index = "1", paramLabel = "TASK", description = "The number of the task.")
  private int task;

  @ArgGroup private Which which = new Which();

  private static final class Which {
    @Option(names = "--again", description = "Only the hints that were shown already.")
    private boolean again;

    @Option(names = "--all", description = "All hints for the task.")
    private boolean all;
  }

  @Override
  public Integer call() throws IOException {
    Home home = Home.find();
    ExerciseFiles files = ExerciseFiles.find(home, name);
    Exercise.Task described =
        files
            .exercise()
            .task(task)
            .orElseThrow(
                () ->
                    Mistake.usage(
                        "%s has no task %d: its tasks are 1 to %d.",
                        name, task, files.exercise().tasks().size()));
    List<Hint> hints = Hint.of(files.statement(), task);
    if (hints.isEmpty()) {
      throw Mistake.failure(
          "There is no hint for task %d of %s; the statement is in %s.",
          task, name, home.root().relativize(files.statement()));
    }
    ShownHints shown = ShownHints.read(home);
    int before = Math.min(shown.of(name, task), hints.size());
    int now = which.again ? before : which.all ? hints.size() : Math.min(before + 1, hints.size());
    if (now == 0) {
      System.out.println(tr("No hint for task %d was shown yet.", task));
      return 0;
    }
    System.out.println(tr("Task %d of %s: %s", task, name, tr(described.title())));
    int first = which.again || which.all ? 1 : now;
    for (Hint hint : hints.subList(first - 1, now)) {
      System.out.println(tr("%nHint %d of %d%n%s", hint.number(), hints.size(), hint.text()));
    }
    if (now == before && !which.again) {
      System.out.println(tr("%nThat was the last one; --again shows all %d.", hints.size()));
    }
    shown.keep(name, task, Math.max(before, now));
    return 0;
  }
}
