package sparklab.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sparklab.cli.Failure;
import sparklab.cli.Mistake;
import sparklab.cli.Nearest;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;
import sparklab.lab.runtime.Build;
import sparklab.lab.runtime.SparkHome;

/** {@code lab bench}: measures side by side, and prints a table of medians, spreads and ratios. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the lab beside what one would otherwise run, in turn, on this machine.")
public final class BenchCommand implements Callable<Integer> {

  /** Fewer runs say little about their spread. */
  private static final int ENOUGH = 5;

  private static final List<Benchmark> ALL =
      List.of(
          new StartBench(),
          new BatchBench(),
          new LiveBench(),
          new WordsBench(),
          new PublishBench(),
          new RateBench(),
          new StateBench(),
          new FeedBench(),
          new KafkaBench(),
          new DirectBench(),
          new LatencyBench(),
          new KMeansBench(),
          new ClassifyBench(),
          // CLONE ONLY
          new GradeBench(),
          new ClassBench(),
          // END CLONE ONLY
          new MemoryBench());

  @Parameters(
      paramLabel = "NAME",
      description = "What to measure: ${COMPLETION-CANDIDATES} (default: all).",
      completionCandidates = Names.class)
  private List<String> names = new ArrayList<>();

  /** The names of all benchmarks, for the help. */
  static final class Names extends ArrayList<String> {
    Names() {
      super(ALL.stream().map(Benchmark::name).toList());
    }
  }

  @Option(
      names = "--runs",
      defaultValue = "5",
      paramLabel = "N",
      description = "Counted runs of each side (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where tables, CSV and charts go (default: lab/target/bench).")
  private Path out;

  @Option(
      names = "--record",
      description = "Put the tables into docs/benchmarks.md, CSV and charts into docs/benchmarks.")
  private boolean record;

  @Option(
      names = "--redraw",
      description = "Draw the charts in docs/benchmarks anew from their CSV, and measure nothing.")
  private boolean redraw;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (runs < 1) {
      throw Mistake.usage("--runs %d measures nothing: give at least 1.", runs);
    }
    if (record && runs < ENOUGH) {
      throw Mistake.usage(
          "--runs %d are too few to be recorded: give at least %d.".formatted(runs, ENOUGH));
    }
    if (record && out != null) {
      throw Mistake.usage("--record and --out name two places for the tables: give one of them.");
    }
    List<String> known = new Names();
    for (String name : names) {
      if (!known.contains(name)) {
        throw Mistake.usage(
            "There is no benchmark '%s'%s; there are %s.",
            name, Nearest.hint(name, known), String.join(", ", known));
      }
    }
    if (redraw) {
      return redraw();
    }
    build();
    System.out.println(Machine.now());
    int status = 0;
    for (Benchmark benchmark : ALL) {
      if (names.isEmpty() || names.contains(benchmark.name())) {
        status = Math.max(status, run(benchmark));
      }
    }
    return status;
  }

  private int redraw() throws IOException {
    if (record || out != null) {
      throw Mistake.usage("--redraw measures nothing: leave out --record and --out.");
    }
    Path folder = Programs.home().resolve("docs/benchmarks");
    for (Benchmark benchmark : ALL) {
      Path csv = folder.resolve(benchmark.name() + ".csv");
      if ((names.isEmpty() || names.contains(benchmark.name())) && Files.exists(csv)) {
        BenchChart.write(benchmark, Report.read(csv), folder);
        System.out.println("Drawn: " + folder.resolve(benchmark.name() + ".png"));
      }
    }
    return 0;
  }

  /** What is measured is what the sources say. */
  private static void build() throws IOException, InterruptedException {
    Home home = Home.find();
    new Build(home).refresh(LabModule.all(home), SparkHome.assembled(home));
  }

  private int run(Benchmark benchmark) throws InterruptedException {
    System.out.printf("%n%s: %s%n", benchmark.name(), benchmark.description());
    Machine machine = Machine.now();
    try {
      List<Benchmark.Row> rows = benchmark.measure(runs);
      String command = "scripts/lab bench %s --runs %d".formatted(benchmark.name(), runs);
      Report report = new Report(benchmark, command, machine, rows);
      report.table().forEach(System.out::println);
      System.out.println("Written: " + write(report));
      return 0;
    } catch (Benchmark.Unavailable why) {
      System.out.println("not measured: " + why.getMessage());
      return 0;
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception broken) {
      // The others are measured all the same.
      System.out.println("failed: " + Failure.describe(broken));
      return Mistake.FAILURE;
    }
  }

  private String write(Report report) throws IOException {
    Path home = Programs.home();
    Path folder = record ? home.resolve("docs/benchmarks") : out;
    if (folder == null) {
      folder = home.resolve("lab/target/bench");
    }
    report.write(folder);
    if (record) {
      report.record(home.resolve("docs/benchmarks.md"));
    }
    return folder.resolve(report.benchmark().name()) + ".md, .csv, .png";
  }
}
