package sparklab.kmeans.support.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import sparklab.kmeans.support.cluster.Trial;

class PicturesTest {

  @Test
  void aKilometreIsTheSameAllOverTheMap() {
    for (int clusters : List.of(2, 8)) {
      List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h").subList(0, clusters);
      for (WeatherMap.Frame frame : List.of(WeatherMap.PENINSULA, WeatherMap.CANARIES)) {
        XYChart chart =
            WeatherMap.chart(
                frame,
                "title",
                Map.of(0, List.of(new double[] {-3.7, 40.4})),
                names,
                frame == WeatherMap.PENINSULA);
        BufferedImage image =
            new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
        chart.paint(image.createGraphics(), frame.width(), frame.height());
        assertThat(WeatherMap.stretch(chart, frame)).isCloseTo(1, within(0.02));
      }
    }
  }

  /** Where clusters are worse than none. */
  @Test
  void aSilhouetteBelowZeroIsOnTheChart() {
    List<Trial> trials =
        List.of(
            new Trial(2, 3, 0.2, null), new Trial(3, 2, -0.35, null), new Trial(4, 1, -0.3, null));
    XYChart chart = ElbowChart.chart(trials, 3);
    BufferedImage image = new BufferedImage(900, 480, BufferedImage.TYPE_INT_RGB);
    chart.paint(image.createGraphics(), 900, 480);
    assertThat(chart.getScreenYFromChart(-0.35, 1)).isBetween(0.0, 400.0);
    assertThat(chart.getStyler().getYAxisMin(1)).isEqualTo(-0.4);
  }
}
