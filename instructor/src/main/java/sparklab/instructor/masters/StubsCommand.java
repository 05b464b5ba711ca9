package sparklab.instructor.masters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;

/** {@code lab-instructor stubs}: what students get of each master, written into the lessons. */
@Command(
    name = "stubs",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the stub of each exercise from its marked master: the source file in the lesson's"
          + " module, and the copy that lab reset takes it from."
    })
public final class StubsCommand implements Callable<Integer> {

  @Option(names = "--check", description = "Write nothing; fail if a stub is not its master's.")
  private boolean check;

  @Override
  public Integer call() throws IOException {
    Home home = Home.find();
    List<Master> masters = Master.all(home);
    if (check) {
      check(home, masters);
    } else {
      write(home, masters);
    }
    System.out.println(
        masters.size() == 1
            ? "1 stub is its master's."
            : masters.size() + " stubs are their masters'.");
    return 0;
  }

  /** Fails if a stub is not what its master makes. */
  public static void check(Home home, List<Master> masters) throws IOException {
    for (Master master : masters) {
      for (Path file : stubs(master)) {
        if (!isCurrent(file, master.stub())) {
          throw drifted(home, master, file);
        }
      }
    }
  }

  private static void write(Home home, List<Master> masters) throws IOException {
    for (Master master : masters) {
      for (Path file : stubs(master)) {
        if (!isCurrent(file, master.stub())) {
          Files.createDirectories(file.getParent());
          Files.writeString(file, master.stub());
          System.out.println(home.root().relativize(file));
        }
      }
    }
  }

  /** The student's file, and the copy that it can be put back from. */
  private static List<Path> stubs(Master master) {
    return List.of(master.exercise().source(), master.exercise().stub());
  }

  private static boolean isCurrent(Path file, String stub) throws IOException {
    return Files.exists(file) && Files.readString(file).equals(stub);
  }

  private static Mistake drifted(Home home, Master master, Path file) {
    return Mistake.failure(
        "%s is not what %s makes: change the master, then run scripts/lab-instructor stubs.",
        home.root().relativize(file), home.root().relativize(master.file()));
  }
}
