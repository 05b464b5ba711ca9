package sparklab.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** The manners of every command of the lab: how errors are told and which exit codes they have. */
public final class Commands {

  private Commands() {}

  /**
   * Has numbers and dates written the same everywhere, with the digits and marks that programs
   * read, and letters compared without the rules of one language.
   */
  public static void useNoLanguagesRules() {
    Locale.setDefault(Locale.ROOT);
  }

  /**
   * A command line that tells a wrong call (exit 2) and a failure (exit 1) in one sentence each.
   */
  public static CommandLine of(Object command) {
    CommandLine line = new CommandLine(command);
    line.setParameterExceptionHandler(
        (wrong, args) -> {
          wrong.getCommandLine().getErr().println(sentence(wrong));
          return Mistake.USAGE;
        });
    line.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          failed
              .getErr()
              .println(
                  failed.getCommandSpec().qualifiedName()
                      + ": "
                      + (failure instanceof Mistake
                          ? failure.getMessage()
                          : Failure.describe(failure)));
          return failure instanceof Mistake mistake ? mistake.exitCode() : Mistake.FAILURE;
        });
    return line;
  }

  /**
   * One sentence for a call that picocli could not read, with the nearest option or subcommand if
   * there is one.
   */
  public static String sentence(CommandLine.ParameterException wrong) {
    String message = wrong.getMessage().strip().replaceAll("\\R+", " ").replaceFirst("\\.$", "");
    StringBuilder text = new StringBuilder(wrong.getCommandLine().getCommandSpec().qualifiedName());
    text.append(": ").append(message);
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      text.append(
          Nearest.hint(
              first,
              first.startsWith("-")
                  ? wrong.getCommandLine().getCommandSpec().optionsMap().keySet()
                  : wrong.getCommandLine().getSubcommands().keySet()));
    }
    return text.append(" (--help lists the options)").toString();
  }
}
