package sparklab.lab.bench;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/**
 * What came out of a benchmark: as a table in Markdown, every counted run as CSV, the medians with
 * their spread as a chart.
 *
 * @param command that made it
 * @param machine it was made on
 */
record Report(Benchmark benchmark, String command, Machine machine, List<Benchmark.Row> rows) {

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
    List<CategoryChart> charts =
        rows.stream().map(row -> row.samples().unit()).distinct().map(this::chart).toList();
    BitmapEncoder.saveBitmap(
        charts,
        charts.size(),
        1,
        folder.resolve(benchmark.name()).toString(),
        BitmapEncoder.BitmapFormat.PNG);
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

  /** A bar for each side that was measured in that unit. */
  private CategoryChart chart(String unit) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(1000)
            .height(420)
            .title(benchmark.name() + ": " + benchmark.description())
            .yAxisTitle(unit)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setChartTitleFont(chart.getStyler().getLegendFont());
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    for (Benchmark.Row row : rows) {
      Samples samples = row.samples();
      if (samples.unit().equals(unit)) {
        chart.addSeries(
            row.what(),
            List.of("median, and half the spread on either side"),
            List.of(samples.median()),
            List.of((samples.max() - samples.min()) / 2));
      }
    }
    return chart;
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
