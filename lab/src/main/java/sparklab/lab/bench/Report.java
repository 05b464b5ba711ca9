package sparklab.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came out of a benchmark: as a table in Markdown, every counted run as CSV, the medians with
 * their spread as a chart.
 *
 * @param command that made it
 * @param machine it was made on
 */
record Report(Benchmark benchmark, String command, Machine machine, List<Benchmark.Row> rows) {

  /** A line of the CSV: what, unit, run, value. */
  private static final Pattern LINE = Pattern.compile("\"(.*)\",([^,]*),\\d+,(.*)");

  /** The table, a line each. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("| what | median | min – max | runs | ratio |");
    lines.add("|---|---|---|---|---|");
    for (Benchmark.Row row : rows) {
      Samples samples = row.samples();
      lines.add(
          "| %s | %s %s | %s – %s | %d | %s |"
              .formatted(
                  row.what(),
                  Samples.number(samples.median()),
                  samples.unit(),
                  Samples.number(samples.min()),
                  Samples.number(samples.max()),
                  samples.count(),
                  Samples.number(row.ratio())));
    }
    return lines;
  }

  /** Writes {@code NAME.md}, {@code NAME.csv} and {@code NAME.png}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(benchmark.name() + ".md"), section());
    Files.write(folder.resolve(benchmark.name() + ".csv"), csv());
    BenchChart.write(benchmark, rows, folder);
  }

  /** The rows of a {@code NAME.csv}; their ratios are not in it. */
  static List<Benchmark.Row> read(Path csv) throws IOException {
    Map<List<String>, Samples> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(csv)) {
      Matcher cells = LINE.matcher(line);
      if (cells.matches()) {
        String what = cells.group(1).replace("\"\"", "\"");
        rows.computeIfAbsent(List.of(what, cells.group(2)), row -> new Samples(row.get(1)))
            .add(Double.parseDouble(cells.group(3)));
      }
    }
    List<Benchmark.Row> read = new ArrayList<>();
    rows.forEach((row, samples) -> read.add(new Benchmark.Row(row.get(0), samples, Double.NaN)));
    return read;
  }

  private List<String> section() {
    List<String> lines = new ArrayList<>();
    lines.add("`%s` · %s".formatted(command, machine));
    lines.add("");
    lines.addAll(table());
    return lines;
  }

  private List<String> csv() {
    List<String> lines = new ArrayList<>();
    lines.add("what,unit,run,value");
    for (Benchmark.Row row : rows) {
      for (int run = 0; run < row.samples().count(); run++) {
        lines.add(
            "\"%s\",%s,%d,%s"
                .formatted(
                    row.what().replace("\"", "\"\""),
                    row.samples().unit(),
                    run + 1,
                    row.samples().get(run)));
      }
    }
    return lines;
  }

  /**
   * Puts the table into the page that keeps the last one of each benchmark: between {@code <!--
   * bench NAME -->} and {@code <!-- end -->}.
   *
   * @throws IOException if the page has no such place
   */
  void record(Path page) throws IOException {
    Pattern place =
        Pattern.compile(
            "(<!-- bench " + Pattern.quote(benchmark.name()) + " -->\n).*?(<!-- end -->)",
            Pattern.DOTALL);
    String before = Files.readString(page);
    Matcher found = place.matcher(before);
    if (!found.find()) {
      throw new IOException(
          "%s has no place for %s: add '<!-- bench %s -->' and '<!-- end -->'"
              .formatted(page, benchmark.name(), benchmark.name()));
    }
    String table = "\n" + String.join("\n", section()) + "\n\n";
    Files.writeString(
        page, before.substring(0, found.end(1)) + table + before.substring(found.start(2)));
  }
}
