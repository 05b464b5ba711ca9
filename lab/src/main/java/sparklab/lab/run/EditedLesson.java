package sparklab.lab.run;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sparklab.cli.Mistake;
import sparklab.lab.home.LabModule;
import sparklab.lab.home.Watched;

/** A lesson that is run again each time that somebody saves a file it is made of. */
final class EditedLesson {

  private static final int LOOK_MILLIS = 100;

  /** Builds the lesson and starts it. */
  interface Starter {

    /**
     * The one that runs before is stopped when the build has worked.
     *
     * @throws Mistake if it has not
     */
    RunningLesson start(Runnable whenBuilt) throws IOException, InterruptedException;
  }

  private final Starter starter;
  private RunningLesson running;

  EditedLesson(Starter starter) {
    this.starter = starter;
  }

  /** Runs it until this process ends; what runs goes on while the new one does not compile. */
  void run(LabModule module) throws IOException, InterruptedException {
    while (true) {
      Watched before = new Watched(javaFiles(module));
      try {
        running = starter.start(this::stop);
      } catch (Mistake broken) {
        System.err.println(broken.getMessage());
      } catch (NoSuchFileException missing) {
        // An editor replaces it: that it is back counts as a save.
        System.err.println(tr("There is no %s at the moment.", missing.getFile()));
      }
      boolean told = false;
      while (!before.isSaved()) {
        if (running != null && !running.isRunning() && !told) {
          running.exitCode(); // all it said has been passed on
          System.err.println(
              tr("It has ended; it starts again when a file is saved (Ctrl-C ends)."));
          told = true;
        }
        Thread.sleep(LOOK_MILLIS);
      }
      System.err.println();
    }
  }

  private void stop() {
    if (running != null) {
      running.end();
    }
  }

  private static List<Path> javaFiles(LabModule module) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path source : module.sources().filter(Files::exists).toList()) {
      try (Stream<Path> files = Files.walk(source)) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
      }
    }
    return found;
  }
}
