package sparklab.kmeans.support.picture;

import static sparklab.cli.Text.tr;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.Styler.YAxisPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import sparklab.kmeans.support.cluster.Trial;

/** Cost and silhouette by the number of clusters, to choose one by eye. */
public final class ElbowChart {

  private ElbowChart() {}

  /** Draws it; the chosen k has a mark of its own. */
  public static BufferedImage draw(List<Trial> trials, int chosen) {
    return BitmapEncoder.getBufferedImage(chart(trials, chosen));
  }

  static XYChart chart(List<Trial> trials, int chosen) {
    double[] ks = trials.stream().mapToDouble(Trial::k).toArray();
    double[] costs = trials.stream().mapToDouble(Trial::cost).toArray();
    double[] silhouettes = trials.stream().mapToDouble(Trial::silhouette).toArray();
    double least = Arrays.stream(silhouettes).min().orElse(0);
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(480)
            .title(tr("How many clusters? Chosen: k = %s", chosen))
            .xAxisTitle(tr("k, the number of clusters"))
            .yAxisTitle("cost")
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setChartTitleBoxVisible(false);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(org.knowm.xchart.style.Styler.LegendLayout.Horizontal);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setMarkerSize(9);
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setXAxisMin(1.5);
    chart.getStyler().setXAxisMax(ks[ks.length - 1] + 0.5);
    chart.getStyler().setYAxisGroupPosition(1, YAxisPosition.Right);
    chart.getStyler().setYAxisMin(0, 0.0);
    chart.getStyler().setYAxisMin(1, Math.min(0, Math.floor(10 * least) / 10));
    chart.getStyler().setYAxisDecimalPattern("0.0");
    chart.setYAxisGroupTitle(0, tr("cost: mean squared distance, in standard deviations"));
    chart.setYAxisGroupTitle(1, tr("silhouette of squared distances, from -1 to 1"));
    chart.getStyler().setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
    chart.getStyler().setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    chart.getStyler().setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    XYSeries cost = chart.addSeries(tr("cost (left)"), ks, costs);
    cost.setMarker(SeriesMarkers.CIRCLE);
    cost.setLineColor(Pictures.colour(0));
    cost.setMarkerColor(Pictures.colour(0));
    XYSeries silhouette = chart.addSeries(tr("silhouette (right)"), ks, silhouettes);
    silhouette.setYAxisGroup(1);
    silhouette.setMarker(SeriesMarkers.SQUARE);
    silhouette.setLineColor(Pictures.colour(1));
    silhouette.setMarkerColor(Pictures.colour(1));
    int at = chosen - trials.get(0).k();
    XYSeries mark = chart.addSeries("chosen", new double[] {chosen}, new double[] {costs[at]});
    mark.setMarker(SeriesMarkers.DIAMOND);
    mark.setMarkerColor(Color.BLACK);
    mark.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    return chart;
  }
}
