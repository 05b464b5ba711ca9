package sparklab.instructor.grade;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sparklab.cli.DurationConverter;
import sparklab.cli.Language;
import sparklab.cli.Mistake;
import sparklab.instructor.masters.Master;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.exercise.WorkerSubmission;
import sparklab.lab.exercise.Workers;
import sparklab.lab.home.Folders;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;
import sparklab.lab.process.AtExit;
import sparklab.lab.runtime.Build;
import sparklab.lab.runtime.ClassArchive;
import sparklab.lab.runtime.SparkHome;
import sparklab.lab.runtime.Ticker;

/** {@code lab-instructor grade}: grades a folder of submissions. */
@Command(
    name = "grade",
    mixinStandardHelpOptions = true,
    description = {
      "Grades a folder of submissions: folders, archives, Moodle's download. Each runs in a sandbox"
          + " of its own; the hidden tests stay outside.",
      "Writes grades.csv, grades.xml (JUnit), overview.html and a feedback page for each student."
          + " What has not changed since the last run into the same folder is not graded again.",
      "What is no program, or not in a form that can be read, has no points and needs a person.",
      "Exit code: 0 if all is graded, 1 if something is left that is our fault, 2 for a wrong call."
    })
public final class GradeCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FOLDER",
      description = "The submissions, or an archive of them; several if there are more attempts.")
  private List<Path> folders;

  @Option(
      names = "--attempt",
      defaultValue = "last",
      paramLabel = "best|last",
      description = "Which counts of several submissions by one student (default: last).")
  private String attempt;

  @Option(
      names = "--exercise",
      paramLabel = "NAME",
      description = "Grade this exercise only (default: whatever a submission holds).")
  private String exercise;

  @Mixin private ClassOptions theClass;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Submissions at a time (default: the number of cores).")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the results go.")
  private Path out;

  @Option(
      names = "--moodle",
      arity = "0..1",
      fallbackValue = "en",
      paramLabel = "es|en",
      description =
          "Write what Moodle 4 takes back too: moodle.csv, with the headings of a Moodle in Spanish"
              + " or English (default: en), and moodle-feedback.zip.")
  private String moodle;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the hidden inputs (default: that of the last run into DIR).")
  private Long seed;

  @Option(
      names = "--task-time",
      converter = DurationConverter.class,
      defaultValue = "30s",
      paramLabel = "TIME",
      description = "Processor time that a task may use (default: ${DEFAULT-VALUE}).")
  private Duration taskTime;

  @Option(
      names = "--submission-time",
      converter = DurationConverter.class,
      defaultValue = "2m",
      paramLabel = "TIME",
      description = "Time that all tasks of a submission may take (default: ${DEFAULT-VALUE}).")
  private Duration submissionTime;

  @Option(
      names = "--due",
      paramLabel = "TIME",
      description = {
        "Until when to hand in, in this machine's time: 2026-12-01T23:59. When a submission came is"
            + " the time of its youngest file, or the roster's column submitted; its column due is"
            + " an extension."
      })
  private String due;

  @Option(
      names = "--late",
      paramLabel = "RULE",
      description = "What lateness costs: '10%%/day,max 3'; after the most days nothing counts.")
  private String late;

  @Option(
      names = "--anonymous",
      description =
          "Show no names: tables and pages call students by a number, and names.csv says who is who.")
  private boolean anonymous;

  @Option(
      names = "--resume",
      description = "Go on with a run into DIR that was interrupted; complain if there is none.")
  private boolean resume;

  @Option(
      names = "--lang",
      defaultValue = "en",
      paramLabel = "LANGUAGE",
      description =
          "Language of the feedback pages, ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Language language;

  @Option(names = "--again", description = "Grade what has not changed, too.")
  private boolean again;

  @Option(
      names = "--allow-unsandboxed",
      description = "Grade without a sandbox if the machine has none: trusted submissions only.")
  private boolean allowUnsandboxed;

  private Home home;
  private Path temporary;
  private boolean sandboxed;
  private volatile boolean ending;
  private final Map<String, Grader> graders = new ConcurrentHashMap<>();
  private final Map<String, String> versions = new HashMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    home = Home.find();
    for (Path folder : folders) {
      if (!Files.exists(folder)) {
        throw Mistake.usage("There is no '%s' to grade.", folder);
      }
    }
    if (jobs < 1 || jobs > 64) {
      throw Mistake.usage("--jobs %d: give 1 to 64.", jobs);
    }
    if (resume && !Store.isIn(out)) {
      throw Mistake.usage("--resume: there is no interrupted run in '%s'.", out);
    }
    Attempts counts = Attempts.of(attempt);
    Moodle.Language headings = Moodle.Language.of(moodle);
    Deadline deadline = Deadline.of(due, late);
    List<ExerciseFiles> all = ExerciseFiles.all(home);
    Intake intake =
        exercise == null ? Intake.of(all) : Intake.of(ExerciseFiles.find(home, exercise), all);
    Roster students = theClass.read();
    List<HandedIn> read = intake.read(folders, out, counts);
    intake.remarks().forEach(GradeCommand::tell);
    Attempts.ofSeveralMembers(read, students).forEach(GradeCommand::tell);
    List<HandedIn> handed = counts.toGrade(read, students);
    Files.createDirectories(out);
    Store store = new Store(out);
    long theSeed = store.seed(seed);
    Function<HandedIn, String> names = anonymous ? one -> Store.anonymousName(one, theSeed) : null;
    Overrides overrides =
        Overrides.read(
            out.resolve("overrides.csv"), all.stream().map(ExerciseFiles::exercise).toList());
    Results results = new Results(out, handed, overrides, students, deadline, names);
    overrides
        .match(results.rows(), anonymous ? StudentResult::page : StudentResult::id)
        .forEach(GradeCommand::tell);
    // On the file system that the jars are on, in most homes: they are linked.
    temporary =
        Files.createTempDirectory(Files.createDirectories(home.path("lab", "target")), "grade");
    AtExit.end(this::endAll);
    try {
      Sandbox.prepare(temporary);
      prepare(handed, theSeed);
      grade(handed, store, results);
      results.speak(language);
      return tell(handed, results.write(headings, versions));
    } finally {
      graders.values().forEach(Grader::close);
      Folders.delete(temporary);
    }
  }

  /** A Ctrl-C ends the workers, which without a sandbox would live on. */
  private void endAll() {
    ending = true;
    graders.values().forEach(Grader::close);
    try {
      Folders.delete(temporary);
    } catch (IOException left) {
      // a small folder among what is built
    }
  }

  /** File names are students' words. */
  private static void tell(String sentence) {
    System.err.println(Pages.line(sentence));
  }

  /** Builds what the exercises need, tries the sandbox, and makes a grader for each. */
  private void prepare(List<HandedIn> handed, long theSeed)
      throws IOException, InterruptedException {
    Set<ExerciseFiles> needed =
        handed.stream()
            .map(HandedIn::exercise)
            .filter(one -> one != null)
            .collect(Collectors.toSet());
    SparkHome spark = SparkHome.assembled(home);
    List<LabModule> modules = needed.stream().map(ExerciseFiles::module).distinct().toList();
    new Build(home).refresh(modules, spark);
    var limits = new WorkerSubmission.Limits(taskTime, submissionTime, true);
    for (ExerciseFiles files : needed) {
      LabModule module = files.module();
      Sandbox sandbox = new Sandbox(module, spark, temporary);
      sandboxed = isSandboxed(sandbox);
      Workers workers = sandboxed ? sandbox : new Workers(module, spark);
      String kind = sandboxed ? "grade-" : "open-";
      ClassArchive archive =
          ClassArchive.of(home, kind + files.name() + "-" + module.name(), workers.jars());
      String level = sandboxed ? sandbox.level() : Sandbox.NONE;
      Grader grader = new Grader(files.exercise(), workers, archive, level, theSeed, limits);
      graders.put(files.name(), grader);
      versions.put(
          files.name(),
          String.join(
              " ",
              Store.digest(
                  List.of(ownJar(), workers.jars().get(0), module.jar(), files.manifest())),
              spark.folder().toString(),
              level,
              "" + theSeed,
              taskTime + " " + submissionTime));
      if (!archive.exists()) {
        try (Ticker progress = Ticker.of("Preparing the workers of " + files.name())) {
          Master master = Master.of(home, files);
          grader.train(Map.of(classFile(files), master.solution()));
        }
      }
    }
  }

  private static String classFile(ExerciseFiles files) {
    return files.exercise().className().replace('.', '/') + ".java";
  }

  private boolean isSandboxed(Sandbox sandbox) throws IOException, InterruptedException {
    String lacks = sandbox.lacks();
    if (lacks == null) {
      return true;
    }
    if (!allowUnsandboxed) {
      throw Mistake.failure(
          "There is no sandbox on this machine: %s. With --allow-unsandboxed submissions run with"
              + " your own rights, and every report says so.",
          lacks);
    }
    return false;
  }

  /** The graders themselves are a part of what a mark depends on. */
  private static Path ownJar() throws IOException {
    try {
      Path code =
          Path.of(GradeCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isDirectory(code)
          ? code.resolve("sparklab/instructor/grade/GradeCommand.class")
          : code;
    } catch (URISyntaxException impossible) {
      throw new IOException(impossible);
    }
  }

  private void grade(List<HandedIn> handed, Store store, Results results)
      throws IOException, InterruptedException {
    List<HandedIn> open = new ArrayList<>();
    for (HandedIn one : handed) {
      if (one.exercise() == null) {
        results.put(one, new Grade(List.of(), List.of(), "", "", 0));
        continue;
      }
      var before = store.find(key(one));
      if (before.isPresent() && !again) {
        results.put(one, before.get());
      } else {
        open.add(one);
      }
    }
    int known = handed.size() - open.size();
    if (known > 0) {
      System.out.printf("%d of %d are as they were and not graded again.%n", known, handed.size());
    }
    results.writeGrades();
    if (open.isEmpty()) {
      return;
    }
    GradingBar bar = new GradingBar(open.size());
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (HandedIn one : open) {
        work.add(
            () -> {
              Grade result = grade(one, store);
              if (!ending) {
                results.put(one, result);
                results.writeGrades();
              }
              bar.step();
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(work)) {
        done.get();
      }
    } catch (ExecutionException ours) {
      throw new IllegalStateException("The grader failed: " + ours.getCause(), ours.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Whatever goes wrong with one submission is not the others'. */
  private Grade grade(HandedIn one, Store store) {
    Grader grader = graders.get(one.exerciseName());
    try {
      Grade result = grader.grade(one);
      if (!ending) { // what has only been cut off by a Ctrl-C has no grade
        store.keep(key(one), result);
      }
      return result;
    } catch (Throwable ours) {
      return grader.ours("The grader failed: " + ours + ".");
    }
  }

  private String key(HandedIn one) {
    return Store.key(one, versions.get(one.exerciseName()));
  }

  /** Tells what became of all. */
  private int tell(List<HandedIn> handed, List<StudentResult> rows) {
    Map<String, Long> counts =
        rows.stream().collect(Collectors.groupingBy(StudentResult::status, Collectors.counting()));
    System.out.printf(
        "%d submissions%s: %s%nThe results are in %s%n",
        handed.size(),
        rows.size() == handed.size() ? "" : ", %d students".formatted(rows.size()),
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", ")),
        out);
    rows.stream()
        .filter(StudentResult::needsPerson)
        .map(row -> "Needs a person: %s: %s".formatted(row.shownName(), row.handedIn().refusal()))
        .forEach(GradeCommand::tell);
    boolean left = rows.stream().anyMatch(row -> row.status().equals("our fault"));
    if (left) {
      System.err.println(
          "Some could not be graded, which is our fault and not a zero: run the same command again.");
    }
    return left ? Mistake.FAILURE : 0;
  }
}
