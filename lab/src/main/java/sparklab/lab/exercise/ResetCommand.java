package sparklab.lab.exercise;

import static sparklab.cli.Text.tr;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;

/** {@code lab reset}: an exercise as it was handed out. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = {
      "Puts an exercise's source file back as it was handed out, its hints unshown; your file is"
          + " kept beside it."
    })
public final class ResetCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "An exercise; lab progress shows them.")
  private String name;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Override
  public Integer call() throws IOException {
    Home home = Home.find();
    ExerciseFiles files = ExerciseFiles.find(home, name);
    Path source = files.source();
    Path shown = home.root().relativize(source);
    if (!Files.exists(files.stub())) {
      throw Mistake.failure(
          "%s is not there, the file that %s was handed out as: unpack the archive again.",
          home.root().relativize(files.stub()), shown);
    }
    if (Files.exists(source) && Files.mismatch(source, files.stub()) >= 0) {
      Path kept = unused(source);
      confirm(shown, kept);
      Files.move(source, kept);
      System.out.println(tr("Your file is now %s.", home.root().relativize(kept)));
    }
    if (!Files.exists(source)) {
      Files.copy(files.stub(), source);
    }
    ShownHints.read(home).forget(name);
    new ProgressFile(home).put(name, Map.of());
    System.out.println(tr("%s is as it was handed out.", shown));
    return 0;
  }

  /** A name that Maven does not compile and that no earlier reset has taken. */
  private static Path unused(Path source) {
    Path kept;
    int number = 1;
    do {
      kept = source.resolveSibling(source.getFileName() + ".before-reset-" + number++);
    } while (Files.exists(kept));
    return kept;
  }

  private void confirm(Path source, Path kept) {
    if (yes) {
      return;
    }
    Console console = System.console();
    String answer =
        console == null
            ? null
            : console.readLine(
                tr("Replace %s by the file that was handed out? Yours is kept as %s. [y/N] "),
                source,
                kept.getFileName());
    if (answer == null) {
      throw Mistake.usage(
          "This replaces %s, which you have changed: say --yes if you want that (yours is kept as"
              + " %s).",
          source, kept.getFileName());
    }
    if (!answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
      throw Mistake.failure("Nothing was changed.");
    }
  }
}
