package sparklab.lab.catalog;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.cli.Text;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;
import sparklab.lab.runtime.Build;
import sparklab.lab.runtime.SparkHome;

/** {@code lab list}: every lesson on a line. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the lessons: short name, module, what it shows.")
public final class ListCommand implements Callable<Integer> {

  @Option(names = "--names", description = "Only the short names.")
  private boolean names;

  @ArgGroup private Files files;

  /** What is done about the files that follow from the lessons' classes. */
  static final class Files {

    @Option(
        names = "--write",
        description =
            "Writes what follows from the lessons' classes: .run, .vscode/launch.json and the rows"
                + " of lessons in READMEs.")
    private boolean write;

    @Option(
        names = "--check",
        description = "Says which of these files are not as the classes say; exit 1 if any.")
    private boolean check;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = Home.find();
    if (files != null) {
      return files(new LessonFiles(home));
    }
    List<LabModule> modules = LabModule.all(home);
    int status = 0;
    try {
      // A lesson's class is read with Spark's beside it, the lab's own.
      new Build(home).refresh(modules, SparkHome.assembled(home));
    } catch (Mistake broken) {
      // One module that does not compile must not hide the lessons of the others.
      System.err.println(broken.getMessage());
      status = broken.exitCode();
    }
    for (LabModule module : modules) {
      Text.add(module.catalogue());
      for (LessonEntry lesson : Catalog.read(module)) {
        System.out.println(
            names
                ? lesson.name()
                : "%-20s %-21s %s"
                    .formatted(lesson.name(), module.name(), tr(lesson.description())));
      }
    }
    return status;
  }

  private int files(LessonFiles all) throws IOException {
    if (files.write) {
      all.write().forEach(file -> System.out.println("Wrote " + file));
      return 0;
    }
    List<String> stale = all.stale();
    for (String file : stale) {
      System.err.println(
          tr("%s is not as the lessons' classes say: scripts/lab list --write mends it.", file));
    }
    return stale.isEmpty() ? 0 : Mistake.FAILURE;
  }
}
