package sparklab.classifier.support;

import static sparklab.cli.Text.tr;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The pictures of an evaluation. */
public final class Charts {

  private static final int SIZE = 520;
  private static final int FEW = 10;

  private Charts() {}

  /**
   * The receiver operating characteristic: what share of wrong ones a share of right ones costs.
   */
  public static BufferedImage roc(Evaluation evaluation) {
    XYChart chart =
        new XYChartBuilder()
            .width(SIZE)
            .height(SIZE)
            .title(tr("ROC of \"is Spanish\", against the declared language"))
            .xAxisTitle(tr("false positive rate"))
            .yAxisTitle(tr("true positive rate"))
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
    List<Double> x = evaluation.roc().stream().map(point -> point[0]).toList();
    List<Double> y = evaluation.roc().stream().map(point -> point[1]).toList();
    String area = String.format(Locale.ROOT, "area %.4f", evaluation.areaUnderRoc());
    XYSeries model = chart.addSeries(area, x, y);
    model.setMarker(SeriesMarkers.NONE);
    XYSeries chance = chart.addSeries(tr("by chance"), new double[] {0, 1}, new double[] {0, 1});
    chance.setMarker(SeriesMarkers.NONE).setLineColor(Color.LIGHT_GRAY);
    return BitmapEncoder.getBufferedImage(chart);
  }

  /** How often the model is right where it says that it is so sure. */
  public static BufferedImage reliability(Reliability reliability) {
    XYChart chart =
        new XYChartBuilder()
            .width(SIZE)
            .height(SIZE)
            .title(tr("Reliability: is it right as often as it says?"))
            .xAxisTitle(tr("confidence, mean of a tenth"))
            .yAxisTitle(tr("share of texts that are right"))
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
    XYSeries ideal = chart.addSeries(tr("as it says"), new double[] {0, 1}, new double[] {0, 1});
    ideal.setMarker(SeriesMarkers.NONE).setLineColor(Color.LIGHT_GRAY);
    add(chart, tr("all texts"), reliability.all()).setMarker(SeriesMarkers.CIRCLE);
    add(chart, tr("at most %s letters", Reliability.BRIEF), reliability.brief())
        .setMarker(SeriesMarkers.DIAMOND);
    return BitmapEncoder.getBufferedImage(chart);
  }

  private static XYSeries add(XYChart chart, String name, List<Reliability.Tenth> all) {
    // Of a few texts a share says nothing.
    List<Reliability.Tenth> tenths = all.stream().filter(tenth -> tenth.texts() >= FEW).toList();
    List<Double> x = tenths.stream().map(Reliability.Tenth::confidence).toList();
    List<Double> y = tenths.stream().map(Reliability.Tenth::right).toList();
    return chart.addSeries(name, x, y);
  }

  /** The tweets of each declared language by the language that was found. */
  public static BufferedImage confusion(Evaluation evaluation) {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(SIZE)
            .height(SIZE - 100)
            .title(tr("Tweets by language"))
            .xAxisTitle("found")
            .yAxisTitle("declared")
            .build();
    chart.getStyler().setShowValue(true);
    chart.getStyler().setHeatMapValueDecimalPattern("#,##0");
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0x7FB3D5)});
    long[][] confusion = evaluation.confusion();
    List<Number[]> cells =
        List.of(
            new Number[] {0, 0, confusion[0][0]},
            new Number[] {0, 1, confusion[1][0]},
            new Number[] {1, 0, confusion[0][1]},
            new Number[] {1, 1, confusion[1][1]});
    chart.addSeries("tweets", List.of("English", "Spanish"), List.of("English", "Spanish"), cells);
    return BitmapEncoder.getBufferedImage(chart);
  }
}
