package sparklab.instructor.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import sparklab.cli.Addresses;
import sparklab.cli.Mistake;
import sparklab.cli.Processes;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.home.Home;
import sparklab.lab.process.AtExit;
import sparklab.lab.runtime.Ticker;

/** Archives unpacked as a student unpacks them, and tried out there. */
final class Unpacked {

  private static final long DEADLINE_MINUTES = 20;

  private final String what;
  private final Path folder;
  private final Path log;
  private List<String> around = List.of();
  private Map<String, String> environment = Map.of();

  /**
   * Unpacks archives into one folder.
   *
   * @param what how to name them in messages
   * @param folder a new one
   * @param log gets what the commands say
   */
  Unpacked(String what, List<Path> archives, Path folder, Path log) throws IOException {
    this.what = what;
    this.folder = folder;
    this.log = log;
    for (Path archive : archives) {
      Zips.unpack(archive, folder);
    }
  }

  /**
   * Has the commands run in other surroundings.
   *
   * @param around a command that runs another, such as one without a network; may be empty
   * @param environment further variables
   */
  Unpacked in(List<String> around, Map<String, String> environment) {
    this.around = around;
    this.environment = environment;
    return this;
  }

  /**
   * Builds and lists the lessons; runs one of each session; checks that each exercise is undone.
   */
  void prove(List<Session> sessions) throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<String> lessons = lab(0, "list", "--names");
    System.out.printf(
        "%s: builds in %d s and lists %d lessons%n",
        what, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), lessons.size());
    for (Session session : sessions) {
      String lesson = session.sample().get(0);
      if (!shows(session, "10s") && !shows(session, "90s")) { // a busy machine needs longer
        throw Mistake.failure(
            "%s: scripts/lab run %s shows nothing (all that was said is in %s)", what, lesson, log);
      }
      System.out.printf("%s: %s runs%n", what, lesson);
    }
    for (ExerciseFiles exercise : ExerciseFiles.all(new Home(folder))) {
      List<String> said = lab(1, "check", exercise.name());
      int tasks = exercise.exercise().tasks().size();
      if (said.stream().filter(line -> line.endsWith(": undone")).count() != tasks) {
        throw Mistake.failure(
            "%s: scripts/lab check %s does not say of all %d tasks that they are undone, but: %s",
            what, exercise.name(), tasks, String.join(" / ", said));
      }
      System.out.printf("%s: %s is undone%n", what, exercise.name());
    }
  }

  /** Runs a session's sample for some time; whether it prints something. */
  private boolean shows(Session session, String time) throws IOException, InterruptedException {
    List<String> said =
        lab(
            0,
            "run",
            session.sample().get(0),
            "--timeout",
            time,
            "--",
            session.sample().get(1),
            "" + Addresses.freePort());
    return said.size() >= 3;
  }

  /** Runs scripts/lab; returns the lines of its output. */
  private List<String> lab(int status, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "scripts/lab"));
    command.addAll(List.of(words));
    return run(status, command);
  }

  /** Runs a command in the folder; returns the lines of its output. */
  List<String> run(int status, List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(around);
    command.addAll(words);
    Path out = folder.resolveSibling(folder.getFileName() + ".out");
    Path err = folder.resolveSibling(folder.getFileName() + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    AtExit.end(() -> Processes.kill(process));
    try (Ticker progress = Ticker.of(what)) {
      if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
        throw Mistake.failure(
            "%s: %s has not ended after %d minutes.",
            what, String.join(" ", words), DEADLINE_MINUTES);
      }
    } finally {
      Processes.kill(process);
      Files.writeString(
          log,
          "%n%s: %s%n%s%s"
              .formatted(
                  what, String.join(" ", words), Files.readString(err), Files.readString(out)),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    if (process.exitValue() != status) {
      throw Mistake.failure(
          "%s: %s ended with %d, not %d: %s (all that was said is in %s)",
          what,
          String.join(" ", words),
          process.exitValue(),
          status,
          reason(Files.readAllLines(out), Files.readAllLines(err)),
          log);
    }
    return Files.readAllLines(out);
  }

  /** Maven's first error, or the last that was said on the error stream. */
  private static String reason(List<String> out, List<String> err) {
    return out.stream()
        .filter(line -> line.startsWith("[ERROR]"))
        .findFirst()
        .orElse(err.isEmpty() ? "it said nothing" : err.get(err.size() - 1));
  }
}
