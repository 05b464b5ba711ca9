package sparklab.lab;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import sparklab.cli.Commands;
import sparklab.cli.Language;
import sparklab.data.feed.FeedCommand;
import sparklab.data.publish.PublishData;
import sparklab.lab.bench.BenchCommand;
import sparklab.lab.catalog.ListCommand;
import sparklab.lab.doctor.DoctorCommand;
import sparklab.lab.exercise.CheckCommand;
import sparklab.lab.exercise.HintCommand;
import sparklab.lab.exercise.ProgressCommand;
import sparklab.lab.exercise.ResetCommand;
import sparklab.lab.exercise.SubmitCommand;
import sparklab.lab.notebook.NotebookCommand;
import sparklab.lab.run.RunCommand;
import sparklab.lab.runtime.ClusterCommand;
import sparklab.lab.runtime.KafkaCommand;
import sparklab.lab.source.SourceCommand;

/** The course's own command, {@code scripts/lab}. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    description = "Runs the lessons of the Spark Streaming Lab and what they need.")
public final class Lab {

  private static final List<Class<?>> SUBCOMMANDS =
      List.of(
          ListCommand.class,
          RunCommand.class,
          NotebookCommand.class,
          KafkaCommand.class,
          SourceCommand.class,
          ClusterCommand.class,
          DoctorCommand.class,
          CheckCommand.class,
          HintCommand.class,
          ProgressCommand.class,
          ResetCommand.class,
          SubmitCommand.class,
          LangCommand.class,
          BenchCommand.class);

  /** For the help, and to be refused if it is none: scripts/lab has read it before Java starts. */
  @Option(
      names = "--lang",
      scope = ScopeType.INHERIT,
      paramLabel = "LANGUAGE",
      description =
          "Speak this language, ${COMPLETION-CANDIDATES}, this time (default: that of lab lang, or"
              + " the locale's).")
  private Language language;

  private Lab() {}

  /** The command with all its subcommands. */
  static CommandLine commandLine() {
    CommandLine lab = commandLine(SUBCOMMANDS);
    // PublishData is a command of its own too, and says its own name in its messages.
    lab.addSubcommand("publish", Commands.of(new PublishData()), "publish-data");
    lab.addSubcommand("feed", Commands.of(new FeedCommand()));
    return lab;
  }

  private static CommandLine commandLine(List<Class<?>> subcommands) {
    CommandLine lab = Commands.of(new Lab());
    subcommands.forEach(command -> lab.addSubcommand(Commands.of(command)));
    return lab;
  }

  /** Runs one subcommand and ends the process with its exit code. */
  public static void main(String[] args) {
    Commands.useNoLanguagesRules();
    // To read the options of every command takes as long as Java's own start: a run waits for none.
    boolean run = args.length > 0 && args[0].equals("run");
    CommandLine lab = run ? commandLine(List.of(RunCommand.class)) : commandLine();
    if (args.length == 0) {
      lab.usage(System.out);
      System.exit(0);
    }
    System.exit(lab.execute(args));
  }
}
