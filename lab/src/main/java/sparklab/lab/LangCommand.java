package sparklab.lab;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sparklab.cli.Language;
import sparklab.cli.Text;
import sparklab.lab.home.Home;

/** {@code lab lang}: which language the lab speaks, kept where its script looks. */
@Command(
    name = "lang",
    mixinStandardHelpOptions = true,
    description = "Says which language the lab speaks in this copy, or has it speak another.")
public final class LangCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LANGUAGE",
      description =
          "${COMPLETION-CANDIDATES}; auto is the locale's again, Spanish or else English.")
  private Choice choice;

  /** What can be remembered. */
  enum Choice {
    es,
    en,
    auto
  }

  @Override
  public Integer call() throws IOException {
    Path file = Home.find().path(".lab", "lang");
    if (choice == Choice.auto) {
      Files.deleteIfExists(file);
    } else if (choice != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, choice + "\n");
      Text.use(Language.valueOf(choice.name()));
    }
    System.out.println(
        choice == Choice.auto
            ? tr("The lab speaks the language of the locale.")
            : tr("The lab speaks English: scripts/lab lang es for Spanish."));
    return 0;
  }
}
