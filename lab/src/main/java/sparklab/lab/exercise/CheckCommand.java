package sparklab.lab.exercise;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;
import sparklab.lab.home.Watched;
import sparklab.lab.process.AtExit;
import sparklab.lab.runtime.Build;
import sparklab.lab.runtime.ClassArchive;
import sparklab.lab.runtime.SparkHome;
import sparklab.lab.runtime.Ticker;
import sparklab.worker.Answer;
import sparklab.worker.Reply;
import sparklab.worker.TaskFailure;

/** {@code lab check}: runs the public cases of an exercise on the student's file. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Tells of each task of an exercise whether it is done, and if not, what is wrong.",
      "Exit code: 0 if all tasks are done, 1 if not."
    })
public final class CheckCommand implements Callable<Integer> {

  private static final long LOOK_MILLIS = 200;

  @Parameters(index = "0", paramLabel = "NAME", description = "An exercise, such as streaming4.")
  private String name;

  @Option(
      names = "--watch",
      description = "Check again whenever the file is saved, until all tasks are done.")
  private boolean watch;

  private Home home;
  private ExerciseFiles files;
  private WorkerSubmission submission;

  /** The files of the last check, and the text of the exercise's own. */
  private Set<Path> checked = Set.of();

  private String text;

  @Override
  public Integer call() throws IOException, InterruptedException {
    home = Home.find();
    files = ExerciseFiles.find(home, name);
    if (!Files.isRegularFile(files.source())) {
      throw Mistake.failure(
          "There is no %s: put it back, or have it made anew with lab reset %s.",
          shown(files.source()), name);
    }
    SparkHome spark = SparkHome.assembled(home);
    Build build = new Build(home);
    build.refresh(List.of(), spark);
    if (!buildModule(build)) {
      return Mistake.FAILURE;
    }
    Workers workers = new Workers(files.module(), spark);
    ClassArchive archive = ClassArchive.of(home, "check-" + files.module().name(), workers.jars());
    submission =
        new WorkerSubmission(
            workers, files.exercise().className(), WorkerSubmission.Limits.USUAL, archive, false);
    // A Ctrl-C that ends the lab ends its worker.
    AtExit.end(submission::close);
    boolean done = watch ? watch() : check();
    submission.close();
    if (!archive.exists() && submission.hasAnswered()) {
      write(archive);
    }
    return done ? 0 : Mistake.FAILURE;
  }

  /** What becomes of the archive changes nothing of the check. */
  private void write(ClassArchive archive) {
    try {
      if (!archive.isBeingWritten()) {
        submission.trainAside();
        System.err.println(
            tr(
                "A class archive is being written in the background: in some seconds, checks start"
                    + " faster."));
      }
    } catch (IOException broken) {
      System.err.println(tr("The class archive could not be kept: %s", broken.getMessage()));
    }
  }

  /**
   * Builds the module if it has to be: the file of the exercise alone never makes that necessary,
   * it is compiled by the worker.
   *
   * @return false if it does not compile, which has been told
   */
  private boolean buildModule(Build build) throws IOException, InterruptedException {
    LabModule module = files.module();
    try {
      build.refresh(
          () ->
              Files.exists(module.jar()) && !changed(module) ? List.of() : List.of(module.name()));
      return true;
    } catch (Build.DoesNotCompile error) {
      System.out.println(error.getMessage());
      return false;
    }
  }

  /** Whether something else than the sources of the lessons has changed since the last build. */
  private boolean changed(LabModule module) throws IOException {
    FileTime built = Files.getLastModifiedTime(module.jar());
    for (Path source : module.sources().filter(Files::exists).toList()) {
      if (!source.startsWith(module.folder()) || Files.isRegularFile(source)) {
        try (Stream<Path> all = Files.walk(source)) {
          if (all.anyMatch(file -> isNewer(file, built))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isNewer(Path file, FileTime time) {
    try {
      return Files.isRegularFile(file) && Files.getLastModifiedTime(file).compareTo(time) > 0;
    } catch (IOException gone) {
      return false;
    }
  }

  /** Checks once; whether all is done. */
  private boolean check() throws IOException {
    Map<Integer, Verdict> verdicts = new LinkedHashMap<>();
    Map<Path, String> solution = files.solution();
    checked = solution.keySet();
    text = solution.get(files.source());
    try (Ticker progress = Ticker.of(tr("Checking %s", name))) {
      List<Reply.Problem> problems = submission.solve(sources(solution));
      for (Exercise.Task task : files.exercise().tasks()) {
        verdicts.put(task.number(), problems.isEmpty() ? check(task) : Verdict.DOES_NOT_COMPILE);
      }
      for (Reply.Problem problem : problems) {
        System.out.println(
            problem.told(problem.file() == null ? shown(files.source()) : path(problem)));
      }
    }
    keep(verdicts);
    long done = verdicts.values().stream().filter(Verdict.DONE::equals).count();
    System.out.print(tr("%d of %d tasks done", done, verdicts.size()));
    if (done == verdicts.size()) {
      System.out.println(
          tr(": %s is complete on the public cases; lab submit %s packs it.", name, name));
      return true;
    }
    int next =
        verdicts.entrySet().stream()
            .filter(entry -> entry.getValue() != Verdict.DONE)
            .findFirst()
            .orElseThrow()
            .getKey();
    System.out.println(
        tr(
            "; what is to be done: %s; a hint: lab hint %s %d",
            shown(files.statement()), name, next));
    return false;
  }

  /** What is handed in, but for those of its other files that the module's jar has already. */
  private Map<String, String> sources(Map<Path, String> solution) throws IOException {
    Map<String, String> sources = new HashMap<>();
    FileTime built = Files.getLastModifiedTime(files.module().jar());
    solution.forEach(
        (file, text) -> {
          if (file.equals(files.source()) || isNewer(file, built)) {
            sources.put(files.sourceTree().relativize(file).toString().replace('\\', '/'), text);
          }
        });
    return sources;
  }

  private Verdict check(Exercise.Task task) throws IOException {
    PrintStream out = System.out;
    Path file = files.folder().resolve("task" + task.number() + ".json");
    for (PublicCase one : PublicCase.read(file)) {
      Answer answer;
      try {
        answer = submission.run(one.call(task.method()));
      } catch (TaskFailure failure) {
        Verdict verdict = Verdict.of(failure.kind());
        tell(task, verdict);
        if (verdict == Verdict.UNDONE) {
          return verdict;
        }
        out.println("  " + failure.getMessage());
        tellLine(failure.line());
        if (verdict == Verdict.CRASHED || verdict == Verdict.TOO_SLOW) {
          tellLines(tr("input"), Shown.input(one.arguments()));
        }
        return verdict;
      }
      if (!new Comparison(one).matches(answer)) {
        tell(task, Verdict.WRONG_ANSWER);
        out.println("  " + sentence(tr(one.says())));
        if (one.mistake() != null) {
          out.println("  " + sentence(tr(one.mistake())));
        }
        tellLines(tr("input"), Shown.input(one.arguments()));
        tellLines(tr("expected"), Shown.expected(one.expected()));
        tellLines(tr("got"), Shown.answer(answer, one.expected().columns() != null));
        return Verdict.WRONG_ANSWER;
      }
    }
    tell(task, Verdict.DONE);
    return Verdict.DONE;
  }

  private static void tell(Exercise.Task task, Verdict verdict) {
    System.out.println(tr("task %d, %s: %s", task.number(), tr(task.title()), tr(verdict.text())));
  }

  private static String sentence(String text) {
    String begin = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return begin.matches(".*[.!?]") ? begin : begin + ".";
  }

  private static void tellLines(String what, List<String> lines) {
    for (int at = 0; at < lines.size(); at++) {
      System.out.printf("  %-9s %s%n", at == 0 ? what : "", lines.get(at));
    }
  }

  private void tellLine(int line) {
    if (line > 0) {
      List<String> all = text.lines().toList();
      System.out.println(tr("  %s, line %d:", shown(files.source()), line));
      if (line <= all.size()) {
        System.out.println("    " + all.get(line - 1).strip());
      }
    }
  }

  private String path(Reply.Problem problem) {
    return shown(files.sourceTree().resolve(problem.file()));
  }

  private String shown(Path file) {
    return home.root().relativize(file).toString();
  }

  private void keep(Map<Integer, Verdict> verdicts) throws IOException {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Map<Integer, ProgressFile.Checked> checked = new HashMap<>();
    verdicts.forEach(
        (task, verdict) -> checked.put(task, new ProgressFile.Checked(verdict.text(), now)));
    new ProgressFile(home).put(name, checked);
  }

  /** Checks each time that a file of the solution is saved, until all is done. */
  private boolean watch() throws IOException, InterruptedException {
    checked = files.solution().keySet();
    while (true) {
      Watched before = new Watched(checked);
      Path gone = null;
      try {
        if (check()) {
          return true;
        }
      } catch (NoSuchFileException missing) {
        // An editor replaces it; if somebody deleted it, it may still come back.
        gone = Path.of(missing.getFile());
        System.out.println(tr("There is no %s at the moment.", shown(gone)));
      }
      System.out.println(tr("Waiting for %s to be saved (Ctrl-C ends).", shown(files.source())));
      submission.renew();
      while (gone == null ? !before.isSaved() : !Files.exists(gone)) {
        Thread.sleep(LOOK_MILLIS);
      }
      System.out.println();
    }
  }
}
