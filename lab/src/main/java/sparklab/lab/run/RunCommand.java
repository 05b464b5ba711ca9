package sparklab.lab.run;

import static sparklab.cli.Text.tr;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sparklab.cli.DurationConverter;
import sparklab.cli.Mistake;
import sparklab.cli.Nearest;
import sparklab.lab.catalog.Catalog;
import sparklab.lab.catalog.LessonEntry;
import sparklab.lab.feed.LessonFeed;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;
import sparklab.lab.live.LivePage;
import sparklab.lab.process.AtExit;
import sparklab.lab.runtime.Build;
import sparklab.lab.runtime.ClassArchive;
import sparklab.lab.runtime.SparkHome;
import sparklab.lab.source.ClassSource;

/** {@code lab run}: builds, feeds, submits and ends a lesson. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a lesson: builds what is stale, starts the lesson's source if nobody serves its port,"
          + " submits it to Spark, and ends what it started.",
      "SPARK_HOME in the environment names another Spark than the lab's own."
    })
public final class RunCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "NAME", description = "A lesson; lab list shows them.")
  private String name;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master: local[4], spark://host:7077, yarn, k8s://… (default: local[*]).")
  private String master;

  @Option(
      names = "--timeout",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description =
          "Stop the lesson so long after its start, such as 30s; a model that it has to train first"
              + " does not count.")
  private Duration timeout;

  @Option(names = "--no-feed", description = "Start no source.")
  private boolean noFeed;

  @Option(names = "--plain", description = "Submit by Spark's own bin/spark-submit.")
  private boolean plain;

  @Parameters(
      index = "1..*",
      paramLabel = "ARGUMENT",
      description = "The lesson's own arguments, after --.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--watch",
      description = "Run the lesson again each time that a Java file is saved; its source goes on.")
  private boolean watch;

  @ArgGroup(
      exclusive = false,
      headingKey = "live.heading",
      heading = "The live page, for a lesson that is a stream:%n")
  private LiveOptions live = new LiveOptions();

  private Home home;
  private SparkHome spark;
  private Optional<HadoopUse> hadoop;
  private LivePage page;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (watch && timeout != null) {
      throw Mistake.usage("--watch goes on until Ctrl-C: leave out --timeout.");
    }
    home = Home.find();
    spark = SparkHome.find(home);
    hadoop = HadoopUse.of(home, master, arguments, System.getenv());
    LessonEntry lesson = find(new Build(home));
    boolean readsElsewhere = !asksForHelp() && readFromClass(lesson);
    LessonFeed feed = noFeed || asksForHelp() || readsElsewhere ? LessonFeed.NONE : lesson.feed();
    try (Closeable started = feed.startIfNeeded(home, arguments);
        Closeable shown = openPage(lesson)) {
      if (watch) {
        new EditedLesson(this::restart).run(lesson.module());
        return 0;
      }
      return await(lesson, start(lesson));
    }
  }

  /** Has the lesson read from the class's source if there is one; returns whether it does. */
  private boolean readFromClass(LessonEntry lesson) throws IOException {
    Optional<ClassSource> source = ClassSource.remembered(home);
    List<String> options =
        source.map(known -> known.options(lesson.source(), arguments)).orElse(List.of());
    if (options.isEmpty()) {
      return false;
    }
    source.get().check();
    System.err.println(tr("Reading from %s", source.get()));
    arguments = Stream.concat(options.stream(), arguments.stream()).toList();
    return true;
  }

  /** As it is now; it may have been edited since it was found. */
  private RunningLesson restart(Runnable whenBuilt) throws IOException, InterruptedException {
    LessonEntry lesson = find(new Build(home));
    whenBuilt.run();
    return start(lesson);
  }

  private RunningLesson start(LessonEntry lesson) throws IOException {
    SparkSubmission submission = new SparkSubmission(spark, lesson, master, arguments, hadoop);
    // Hadoop's settings are a folder on the class path, which a class archive forbids.
    return plain || !spark.assembled() || hadoop.isPresent()
        ? RunningLesson.start(shown(submission.stock()), ended -> {})
        : startFast(submission);
  }

  private Closeable openPage(LessonEntry lesson) throws IOException {
    if (asksForHelp() || !live.isOn()) {
      return () -> {};
    }
    if (!lesson.streams()) {
      System.err.println(tr("%s is not a stream: it has no live page.", name));
      return () -> {};
    }
    page = live.open(name);
    AtExit.end(page::close); // after the lesson, which starts later
    return page;
  }

  private ProcessBuilder shown(ProcessBuilder submission) {
    if (page != null) {
      page.sendHere(submission.environment());
    }
    return submission;
  }

  private boolean asksForHelp() {
    return arguments.contains("--help") || arguments.contains("-h");
  }

  private RunningLesson startFast(SparkSubmission submission) throws IOException {
    ClassArchive archive = submission.archive();
    // Help needs few classes: an archive of those would be of little use to the runs after it.
    boolean writes = !archive.exists() && !asksForHelp();
    if (writes) {
      System.err.println(
          tr(
              "The first run also writes a class archive, which takes it some seconds to end; the"
                  + " next ones start faster."));
    }
    return RunningLesson.start(
        shown(submission.fast(archive, writes)), ended -> keepOrDiscard(archive, ended));
  }

  /** A run that ended before its first result has not used what lessons use. */
  private static void keepOrDiscard(ClassArchive archive, RunningLesson ended) {
    if (ended.hasWorked()) {
      archive.keep();
    } else {
      archive.discard();
    }
  }

  /** Waits for a lesson, stops it when its time is over, and tells its exit code. */
  private int await(LessonEntry lesson, RunningLesson process) throws InterruptedException {
    if (process.await(timeout)) {
      return process.exitCode();
    }
    process.stop();
    int code = process.exitCode();
    if (code == Mistake.FAILURE && lesson.streams()) {
      return code; // what fails while it is stopped has failed
    }
    if (lesson.streams() && process.hasHadBatch()) {
      return 0;
    }
    System.err.println(
        lesson.streams()
            ? tr(
                "%s had not had a batch after %s: give it more time with --timeout.",
                lesson.name(), DurationConverter.text(timeout))
            : tr(
                "%s was not ready after %s: give it more time with --timeout.",
                lesson.name(), DurationConverter.text(timeout)));
    return Mistake.FAILURE;
  }

  /** Builds the lesson's module, no other, if it is stale. */
  private LessonEntry find(Build build) throws IOException, InterruptedException {
    List<LabModule> modules = LabModule.all(home);
    SparkHome own = SparkHome.assembled(home); // lessons' classes are read with it beside them
    Optional<LessonEntry> known = own.isComplete() ? lookUp(modules) : Optional.empty();
    LabModule module =
        known.isPresent()
            ? known.get().module()
            : Catalog.moduleOf(name, modules).orElseThrow(() -> unknown(modules));
    if (build.refresh(List.of(module), own)) {
      known = lookUp(List.of(module)); // it may have changed, or gone
    }
    return known.orElseThrow(() -> unknown(modules));
  }

  private Optional<LessonEntry> lookUp(List<LabModule> modules) throws IOException {
    for (LabModule module : modules) {
      for (LessonEntry lesson : Catalog.read(module)) {
        if (lesson.name().equals(name)) {
          return Optional.of(lesson);
        }
      }
    }
    return Optional.empty();
  }

  private Mistake unknown(List<LabModule> modules) {
    List<String> names = new ArrayList<>();
    try {
      for (LabModule module : modules) {
        Catalog.read(module).forEach(lesson -> names.add(lesson.name()));
      }
    } catch (IOException unreadable) {
      // then no name is proposed
    }
    return Mistake.usage(
        "There is no lesson '%s'%s; lab list shows all.", name, Nearest.hint(name, names));
  }
}
