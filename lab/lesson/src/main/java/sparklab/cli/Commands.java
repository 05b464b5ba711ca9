package sparklab.cli;

import static sparklab.cli.Text.key;
import static sparklab.cli.Text.tr;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

/** The manners of every command of the lab: how errors are told and which exit codes they have. */
public final class Commands {

  /** Picocli's own sentences, the narrower forms first: it has them in English only. */
  private static final List<String> PICOCLIS =
      List.of(
          key("Unknown option: %s"),
          key("Unknown options: %s"),
          key("Missing required option: %s"),
          key("Missing required options: %s"),
          key("Missing required options [%s]"),
          key("Missing required parameter: %s"),
          key("Missing required parameters: %s"),
          key("Missing required subcommand"),
          key("Missing required parameter for option %s"),
          key("Expected parameter for option %s but found %s"),
          key("Invalid value for option %s: %s"),
          key("Invalid value for positional parameter at index %s (%s): %s"),
          key("expected one of %s (case-sensitive) but was %s"),
          key("cannot convert %s to Path (%s)"),
          key("%s is not an int"),
          key("%s is not a long"),
          key("%s is not a double"),
          key("option %s should be specified only once"),
          key("Error: %s are mutually exclusive (specify only one)"));

  /** Of its help: the options that it adds, and what stands above lists. */
  static final List<String> HELP =
      List.of(
          key("Show this help message and exit."),
          key("Print version information and exit."),
          key("Usage: "),
          key("Commands:%n"));

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
    CommandLine line = withHelp(new CommandLine(command));
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

  /** Has the help of a command and of those below it told in the reader's language. */
  public static CommandLine withHelp(CommandLine line) {
    return Text.isSpanish()
        ? line.setHelpFactory(
            (spec, colours) -> {
              CommandLine root = spec.root().commandLine();
              root.setResourceBundle(twins(root));
              return new Help(spec, colours);
            })
        : line;
  }

  /** What picocli looks for in a bundle before it takes its annotations' texts. */
  private static ListResourceBundle twins(CommandLine root) {
    List<Object[]> all = new ArrayList<>();
    addTwins(root.getCommandSpec(), all);
    return new ListResourceBundle() {
      @Override
      protected Object[][] getContents() {
        return all.toArray(Object[][]::new);
      }
    };
  }

  /** By the annotations, as the specs have their placeholders filled in already. */
  private static void addTwins(CommandSpec spec, List<Object[]> all) {
    String name = spec.qualifiedName(".") + ".";
    addTwin(name + "usage.synopsisHeading", all, spec.usageMessage().synopsisHeading());
    addTwin(name + "usage.commandListHeading", all, spec.usageMessage().commandListHeading());
    addTwin(name + "usage.description", all, spec.usageMessage().description());
    for (OptionSpec option : spec.options()) {
      if (option.userObject() instanceof AnnotatedElement field) {
        addTwin(
            name + option.longestName().replaceFirst("^-+", ""),
            all,
            field.getAnnotation(Option.class).description());
      }
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (parameter.userObject() instanceof AnnotatedElement field) {
        addTwin(
            name + parameter.paramLabel() + "[" + parameter.index() + "]",
            all,
            field.getAnnotation(Parameters.class).description());
      }
    }
    for (ArgGroupSpec group : spec.argGroups()) {
      if (group.headingKey() != null) {
        addTwin(name + group.headingKey(), all, group.heading());
      }
    }
    spec.subcommands().values().stream()
        .distinct()
        .forEach(below -> addTwins(below.getCommandSpec(), all));
  }

  private static void addTwin(String key, List<Object[]> all, String... english) {
    for (int line = 0; line < english.length; line++) {
      String place = english.length == 1 ? key : key + "." + line;
      all.add(new Object[] {place, tr(english[line])});
    }
  }

  /** A sentence of picocli's, whose parts may be others of them. */
  static String twin(String sentence) {
    for (String form : PICOCLIS) {
      Matcher parts =
          Pattern.compile(Pattern.quote(form).replace("%s", "\\E(.*)\\Q"), Pattern.DOTALL)
              .matcher(sentence);
      if (parts.matches()) {
        Object[] twins = new Object[parts.groupCount()];
        Arrays.setAll(twins, part -> twin(parts.group(part + 1)));
        return tr(form, twins);
      }
    }
    return sentence;
  }

  /**
   * One sentence for a call that picocli could not read, with the nearest option or subcommand if
   * there is one.
   */
  public static String sentence(CommandLine.ParameterException wrong) {
    String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
    StringBuilder text = new StringBuilder(name).append(": ");
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      Set<String> commands = wrong.getCommandLine().getSubcommands().keySet();
      Set<String> options = wrong.getCommandLine().getCommandSpec().optionsMap().keySet();
      if (unmatched.isUnknownOption()) {
        text.append(told(wrong)).append(Nearest.hint(first, options));
      } else if (commands.isEmpty()) {
        text.append(tr("There is no place for the argument '%s'", first));
      } else {
        text.append(tr("There is no command '%s'", first)).append(Nearest.hint(first, commands));
      }
    } else {
      text.append(told(wrong));
    }
    return text.append(tr(" (--help lists the options)")).toString();
  }

  private static String told(CommandLine.ParameterException wrong) {
    String message = wrong.getMessage().strip().replaceAll("\\R+", " ").replaceFirst("\\.$", "");
    return Text.isSpanish() ? twin(message) : message;
  }
}
