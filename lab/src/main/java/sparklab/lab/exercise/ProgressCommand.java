package sparklab.lab.exercise;

import static sparklab.cli.Text.key;
import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import sparklab.lab.home.Home;

/** {@code lab progress}: every exercise, and how far the student is. */
@Command(
    name = "progress",
    mixinStandardHelpOptions = true,
    description = "Shows the exercises and what the last check said of each task.")
public final class ProgressCommand implements Callable<Integer> {

  private static final String NOT_CHECKED = key("not checked");

  @Override
  public Integer call() throws IOException {
    Home home = Home.find();
    List<ExerciseFiles> exercises = ExerciseFiles.all(home);
    if (exercises.isEmpty()) {
      System.out.println(tr("This copy of the lab has no exercises."));
      return 0;
    }
    Map<String, Map<Integer, ProgressFile.Checked>> progress = new ProgressFile(home).read();
    int tasks = 0;
    int done = 0;
    for (ExerciseFiles files : exercises) {
      Map<Integer, ProgressFile.Checked> checked = progress.getOrDefault(files.name(), Map.of());
      System.out.printf("%s: %s%n", files.name(), tr(files.exercise().title()));
      for (Exercise.Task task : files.exercise().tasks()) {
        ProgressFile.Checked last = checked.get(task.number());
        String verdict = last == null ? NOT_CHECKED : last.verdict();
        System.out.println(tr("  task %d  %-16s %s", task.number(), tr(verdict), tr(task.title())));
        tasks++;
        done += verdict.equals(Verdict.DONE.text()) ? 1 : 0;
      }
      if (changedSince(files, checked)) {
        System.out.println(tr("  changed since; lab check %s looks again", files.name()));
      }
      System.out.printf("  %s%n%n", home.root().relativize(files.statement()));
    }
    System.out.println(tr("%d of %d tasks done", done, tasks));
    return 0;
  }

  private static boolean changedSince(
      ExerciseFiles files, Map<Integer, ProgressFile.Checked> checked) throws IOException {
    if (checked.isEmpty() || !Files.exists(files.source())) {
      return false;
    }
    // a check is kept with its second
    Instant changed = Files.getLastModifiedTime(files.source()).toInstant().minusSeconds(1);
    return checked.values().stream().anyMatch(last -> Instant.parse(last.time()).isBefore(changed));
  }
}
