package sparklab.instructor;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import sparklab.cli.Commands;
import sparklab.instructor.grade.GradeCommand;
import sparklab.instructor.masters.StubsCommand;
import sparklab.instructor.release.ReleaseCommand;
import sparklab.instructor.serve.ServeCommand;
import sparklab.instructor.similar.SimilarCommand;

/** The instructors' command, {@code scripts/lab-instructor}. */
@Command(
    name = "lab-instructor",
    mixinStandardHelpOptions = true,
    description =
        "Makes what students get of the exercises, grades what they hand in, serves a class.",
    subcommands = {
      StubsCommand.class,
      ReleaseCommand.class,
      GradeCommand.class,
      SimilarCommand.class,
      ServeCommand.class
    })
public final class Instructor {

  private Instructor() {}

  /** The command with all its subcommands. */
  public static CommandLine commandLine() {
    return Commands.of(new Instructor());
  }

  /** Runs one subcommand and ends the process with its exit code. */
  public static void main(String[] args) {
    Commands.useNoLanguagesRules();
    CommandLine instructor = commandLine();
    if (args.length == 0) {
      instructor.usage(System.out);
      System.exit(0);
    }
    System.exit(instructor.execute(args));
  }
}
