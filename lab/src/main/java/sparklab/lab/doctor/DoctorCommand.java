package sparklab.lab.doctor;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import sparklab.cli.Addresses;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;
import sparklab.lab.notebook.Jupyter;

/** {@code lab doctor}: what may keep a lesson from running here, and what to do about it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks what the lab needs from this machine, each finding with its cure.",
      "Exit code 1 if something FAILs: lessons do not run before that is mended."
    })
public final class DoctorCommand implements Callable<Integer> {

  private static final int SPARK_UI_PORT = 4040;

  @Override
  public Integer call() throws IOException {
    return report(checks(Home.find()), System.out);
  }

  private static List<Check> checks(Home home) throws IOException {
    Runtime.Version java = Runtime.version();
    return List.of(
        new JdkCheck(java, Path.of(System.getProperty("java.home"))),
        new EnvironmentCheck(System.getenv()),
        MemoryCheck.ofThisMachine(),
        DiskCheck.at(home.work()),
        new SourceCheck(home),
        publisherPort(Addresses.TEXT_PORT, tr("text")),
        publisherPort(Addresses.WEATHER_PORT, tr("weather")),
        new PortCheck(
            SPARK_UI_PORT,
            tr("the Spark UI"),
            tr(
                "nothing to do: a lesson takes the next free port and prints the UI's address; end"
                    + " the other program if it is a forgotten lesson")),
        new RuntimeCheck(home, System.getenv("SPARK_HOME"), java),
        new ArchiveCheck(home),
        new JupyterCheck(Jupyter.find()),
        new CheckpointCheck(home, Path.of("checkpoints"), Instant.now()));
  }

  private static PortCheck publisherPort(int port, String what) {
    return new PortCheck(
        port,
        what,
        tr(
            "if that is your publisher, lessons read from it; if not, end that program, or give a"
                + " lesson and its publisher another port with --port"));
  }

  /** Prints what all checks find; the exit code. */
  static int report(List<Check> checks, PrintStream out) {
    int status = 0;
    for (Check check : checks) {
      for (Finding finding : findings(check)) {
        finding.print(out);
        if (finding.level() == Finding.Level.FAIL) {
          status = Mistake.FAILURE;
        }
      }
    }
    return status;
  }

  private static List<Finding> findings(Check check) {
    try {
      return check.look();
    } catch (IOException unreadable) {
      return List.of(
          Finding.warn(
              tr("could not look at %s", unreadable.getMessage()),
              tr("check who owns it and may read it")));
    }
  }
}
