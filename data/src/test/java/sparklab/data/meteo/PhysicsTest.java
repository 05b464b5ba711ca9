package sparklab.data.meteo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The formulas against tabulated values, and the random fields against their definition. */
class PhysicsTest {

  @Test
  void barometerAgreesWithTheStandardAtmosphere() {
    // ISO 2533: 898.76 hPa and 8.50 °C at 1000 m, 701.21 hPa and -4.50 °C at 3000 m.
    assertEquals(898.76, Barometer.atAltitude(1013.25, 1000, 8.5), 0.1);
    assertEquals(701.21, Barometer.atAltitude(1013.25, 3000, -4.5), 0.3);
    assertEquals(1013.25, Barometer.atSeaLevel(898.76, 1000, 8.5), 0.1);
    assertEquals(1000, Barometer.heightOf(898.76, 898.76, 1000, 8.5), 1e-6);
    assertEquals(1457, Barometer.heightOf(850, 898.76, 1000, 7), 5);
  }

  @Test
  void humidityAndDewPointAgree() {
    // Saturation pressures of the WMO's Guide: 23.37 hPa at 20 °C, 12.27 hPa at 10 °C.
    assertEquals(100 * 12.27 / 23.37, Humidity.relative(20, 10), 0.2);
    assertEquals(10, Humidity.dewPoint(20, Humidity.relative(20, 10)), 1e-9);
  }

  @Test
  void sunRisesEarlyInSummer() {
    // Madrid's almanac: 15.1 hours of day on 21 June, 9.3 on 21 December; about 0.15 of them are
    // the sun's radius and the refraction, which the formula leaves out.
    assertEquals(14.9, Sun.of(40.4, 172).hours(), 0.1);
    assertEquals(9.1, Sun.of(40.4, 355).hours(), 0.1);
  }

  @Test
  void warmthOfADayIsContinuous() {
    for (int day = 15; day < 365; day += 30) {
      Sun sun = Sun.of(40, day);
      for (int minute = 0; minute < 1440; minute++) {
        double now = sun.warmth(minute / 60.0);
        double later = sun.warmth((minute + 1) % 1440 / 60.0);
        assertTrue(now >= 0 && now <= 1, "at minute " + minute);
        assertTrue(Math.abs(now - later) < 0.02, "at minute " + minute + " of day " + day);
      }
    }
  }

  @Test
  void smoothFieldHasUnitVarianceAndFadesWithDistanceAndTime() {
    List<Place> places = List.of(new Place(0, 0), new Place(100, 0), new Place(1000, 0));
    SmoothField field = new SmoothField(places, 100, 5, new Random(1));
    List<double[]> near = new ArrayList<>();
    List<double[]> far = new ArrayList<>();
    List<double[]> later = new ArrayList<>();
    double squares = 0;
    int hours = 20_000;
    double before = field.at(0);
    for (int hour = 0; hour < hours; hour++) {
      field.advance();
      double here = field.at(0);
      squares += here * here;
      near.add(new double[] {here, field.at(1)});
      far.add(new double[] {here, field.at(2)});
      later.add(new double[] {before, here});
      before = here;
    }
    assertEquals(1, squares / hours, 0.1);
    // exp(-distance² / (2·width)²) and exp(-1 / hours), as promised.
    assertEquals(Math.exp(-0.25), WeatherSample.correlation(near), 0.06);
    assertEquals(0, WeatherSample.correlation(far), 0.06);
    assertEquals(Math.exp(-0.2), WeatherSample.correlation(later), 0.03);
  }
}
