package sparklab.lab.bench;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.Styler;

/**
 * The medians of a benchmark with their spread, a chart for each unit. Where the names of its rows
 * are those of some sides, each at the same sizes, as in {@code streaming2a, 10,000 words}, the
 * bars are grouped by size, with one colour a side.
 */
final class BenchChart {

  /** From dark to light, so that they differ in print without colours too. */
  private static final Color[] COLOURS = {
    new Color(0x2F4B7C), new Color(0xC8743A), new Color(0x8FBCE6), new Color(0xF6E0A8)
  };

  /** The colour of bars that are all of one side; the spread is to be seen on it. */
  private static final int ALONE = 2;

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 420;

  /** Letters of all names that have room side by side. */
  private static final int ROOM = 90;

  /** More bars than these have their names upright. */
  private static final int MANY = 12;

  /** Where the name of a row may be divided: between its side and the rest. */
  private static final List<ToIntFunction<String>> DIVISIONS =
      List.of(
          what -> what.lastIndexOf(", "),
          what -> what.lastIndexOf(": "),
          what -> what.indexOf(", "),
          what -> what.lastIndexOf(' '));

  private BenchChart() {}

  /** Writes {@code NAME.png}, unless nothing in it has a unit. */
  static void write(Benchmark benchmark, List<Benchmark.Row> rows, Path folder) throws IOException {
    List<CategoryChart> charts =
        rows.stream()
            .map(row -> row.samples().unit())
            .filter(unit -> !unit.isBlank()) // such rows are not of one kind
            .distinct()
            .map(unit -> chart(benchmark, unit, rows))
            .toList();
    if (!charts.isEmpty()) {
      BitmapEncoder.saveBitmap(
          charts,
          charts.size(),
          1,
          folder.resolve(benchmark.name()).toString(),
          BitmapEncoder.BitmapFormat.PNG);
    }
  }

  private static CategoryChart chart(Benchmark benchmark, String unit, List<Benchmark.Row> all) {
    Map<String, Samples> rows = new LinkedHashMap<>();
    all.stream()
        .filter(row -> row.samples().unit().equals(unit))
        .forEach(row -> rows.put(row.what(), row.samples()));
    int runs = rows.values().stream().mapToInt(Samples::count).max().orElse(0);
    Map<String, Map<String, Samples>> sides = sides(rows);
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(benchmark.name() + ": " + benchmark.description().replaceFirst(";.*", ""))
            .xAxisTitle(
                runs > 1 ? "median of %d runs, half the spread on either side".formatted(runs) : "")
            .yAxisTitle(unit)
            .build();
    Styler styler = chart.getStyler();
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartTitleFont(styler.getLegendFont());
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendVisible(sides.size() > 1);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    int bars = sides.values().iterator().next().size();
    chart
        .getStyler()
        .setXAxisLabelRotation(bars > MANY ? 90 : 0)
        .setXAxisMaxLabelCount(Math.max(2, bars));
    chart.getStyler().setYAxisDecimalPattern("#,##0.###");
    int number = sides.size() > 1 ? 0 : ALONE;
    for (Map.Entry<String, Map<String, Samples>> side : sides.entrySet()) {
      List<Samples> samples = List.copyOf(side.getValue().values());
      CategorySeries series =
          chart.addSeries(
              side.getKey(),
              List.copyOf(side.getValue().keySet()),
              samples.stream().map(Samples::median).toList(),
              samples.stream().map(each -> (each.max() - each.min()) / 2).toList());
      series.setFillColor(COLOURS[number++ % COLOURS.length]);
    }
    return chart;
  }

  /** The samples by side and size; all of one side if their names are no such grid. */
  static Map<String, Map<String, Samples>> sides(Map<String, Samples> rows) {
    return DIVISIONS.stream()
        .map(division -> divided(rows, division))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> isTooLong(rows) ? each(rows) : Map.of("all", rows));
  }

  private static boolean isTooLong(Map<String, Samples> rows) {
    return rows.size() <= COLOURS.length
        && rows.keySet().stream().mapToInt(String::length).sum() > ROOM;
  }

  /** Each row as a side: long names have room in the legend only. */
  private static Map<String, Map<String, Samples>> each(Map<String, Samples> rows) {
    Map<String, Map<String, Samples>> sides = new LinkedHashMap<>();
    rows.forEach((what, samples) -> sides.put(what, Map.of(" ", samples)));
    return sides;
  }

  private static Optional<Map<String, Map<String, Samples>>> divided(
      Map<String, Samples> rows, ToIntFunction<String> division) {
    Map<String, Map<String, Samples>> sides = new LinkedHashMap<>();
    for (Map.Entry<String, Samples> row : rows.entrySet()) {
      int at = division.applyAsInt(row.getKey());
      if (at < 0) {
        return Optional.empty();
      }
      String size = row.getKey().substring(at).replaceFirst("^[,: ]+", "");
      sides
          .computeIfAbsent(
              row.getKey().substring(0, at).replaceFirst(":$", ""), side -> new LinkedHashMap<>())
          .put(size, row.getValue());
    }
    List<List<String>> sizes = new ArrayList<>();
    sides.values().forEach(side -> sizes.add(List.copyOf(side.keySet())));
    Stream<List<String>> others = sizes.stream().skip(1);
    boolean isGrid =
        sides.size() > 1
            && sides.size() <= COLOURS.length
            && sizes.get(0).size() > 1
            && others.allMatch(sizes.get(0)::equals)
            && sides.size() * sizes.get(0).size() == rows.size();
    return isGrid ? Optional.of(sides) : Optional.empty();
  }
}
