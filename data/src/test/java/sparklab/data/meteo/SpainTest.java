package sparklab.data.meteo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sparklab.data.meteo.Spain.Spot;

class SpainTest {

  /** Half of the side of a square, in degrees: lines are simplified by so much. */
  private static final double ABOUT = 0.15;

  @Test
  void everyStationIsInItsProvinceOrAtItsBorder() {
    Map<String, List<List<double[]>>> provinces = Spain.provinces();
    assertThat(provinces.keySet())
        .isEqualTo(Spain.stations().stream().map(Spot::province).collect(Collectors.toSet()));
    for (Spot station : Spain.stations()) {
      Rectangle2D around =
          new Rectangle2D.Double(
              station.longitude() - ABOUT, station.latitude() - ABOUT, 2 * ABOUT, 2 * ABOUT);
      assertThat(provinces.get(station.province()))
          .as(station.toString())
          .anyMatch(piece -> area(piece).intersects(around));
    }
  }

  private static Path2D area(List<double[]> piece) {
    Path2D area = new Path2D.Double();
    area.moveTo(piece.get(0)[0], piece.get(0)[1]);
    piece.forEach(point -> area.lineTo(point[0], point[1]));
    return area;
  }
}
