package sparklab.lab.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sparklab.data.Mistake;
import sparklab.data.Nearest;

/** {@code lab bench}: measures side by side, and prints a table of medians, spreads and ratios. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the lab beside what one would otherwise run, in turn, on this machine.",
      "Names: start, batch, words, publish, rate, state, feed, kafka (default:" + " all)."
    })
public final class BenchCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "What to measure.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--runs",
      defaultValue = "5",
      paramLabel = "N",
      description = "Counted runs of each side (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Override
  public Integer call() throws Exception {
    if (runs < 1) {
      throw Mistake.usage("--runs %d measures nothing: give at least 1.", runs);
    }
    List<Benchmark> all =
        List.of(
            new StartBench(),
            new BatchBench(),
            new WordsBench(),
            new PublishBench(),
            new RateBench(),
            new StateBench(),
            new FeedBench(),
            new KafkaBench());
    for (String name : names) {
      List<String> known = all.stream().map(Benchmark::name).toList();
      if (!known.contains(name)) {
        throw Mistake.usage(
            "There is no benchmark '%s'%s; there are %s.",
            name, Nearest.hint(name, known), String.join(", ", known));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d cores, Java %s, load %.1f before%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    int status = 0;
    for (Benchmark benchmark : all) {
      if (names.isEmpty() || names.contains(benchmark.name())) {
        status = Math.max(status, run(benchmark));
      }
    }
    return status;
  }

  private int run(Benchmark benchmark) throws Exception {
    System.out.printf("%n%s: %s%n", benchmark.name(), benchmark.description());
    List<Benchmark.Row> rows;
    try {
      rows = benchmark.measure(runs);
    } catch (Benchmark.Unavailable why) {
      System.out.println("not measured: " + why.getMessage());
      return 0;
    }
    System.out.println("| what | median | min – max | runs | ratio |");
    System.out.println("|---|---|---|---|---|");
    for (Benchmark.Row row : rows) {
      Samples samples = row.samples();
      if (samples.isEmpty()) {
        System.out.printf("| %s | no answer | | 0 | |%n", row.what());
        continue;
      }
      System.out.printf(
          "| %s | %s %s | %s – %s | %d | %s |%n",
          row.what(),
          Samples.number(samples.median()),
          samples.unit(),
          Samples.number(samples.min()),
          Samples.number(samples.max()),
          samples.count(),
          Samples.number(row.ratio()));
    }
    return 0;
  }
}
