package sparklab.data.meteo;

import java.util.List;
import java.util.Random;

/**
 * What neighbouring stations have in common: the large weather and its local turns, as departures
 * from the climate, each with mean 0 and variance 1 unless said otherwise.
 */
final class RegionalWeather {

  private static final double LARGE_SHARE = 0.65;
  private static final double LOCAL_SHARE = Math.sqrt(1 - LARGE_SHARE * LARGE_SHARE);

  private final SmoothField pressure;
  private final SmoothField warmth;
  private final SmoothField localWarmth;
  private final SmoothField moisture;
  private final SmoothField localMoisture;
  private final SmoothField wind;
  private final SmoothField localWind;
  private final SmoothField eastward;
  private final SmoothField northward;
  private final SmoothField rain;

  RegionalWeather(List<Place> places, Random random) {
    pressure = new SmoothField(places, 350, 150, random);
    warmth = new SmoothField(places, 250, 72, random);
    localWarmth = new SmoothField(places, 45, 14, random);
    moisture = new SmoothField(places, 150, 36, random);
    localMoisture = new SmoothField(places, 40, 12, random);
    wind = new SmoothField(places, 120, 18, random);
    localWind = new SmoothField(places, 40, 10, random);
    eastward = new SmoothField(places, 300, 30, random);
    northward = new SmoothField(places, 300, 30, random);
    rain = new SmoothField(places, 60, 7, random);
  }

  /** One hour later. */
  void advance() {
    for (SmoothField field :
        List.of(
            pressure,
            warmth,
            localWarmth,
            moisture,
            localMoisture,
            wind,
            localWind,
            eastward,
            northward,
            rain)) {
      field.advance();
    }
  }

  double pressure(int place) {
    return pressure.at(place);
  }

  double warmth(int place) {
    return warmth.at(place);
  }

  double localWarmth(int place) {
    return localWarmth.at(place);
  }

  double moisture(int place) {
    return LARGE_SHARE * moisture.at(place) + LOCAL_SHARE * localMoisture.at(place);
  }

  double wind(int place) {
    return LARGE_SHARE * wind.at(place) + LOCAL_SHARE * localWind.at(place);
  }

  /** Towards the east positive. */
  double eastward(int place) {
    return eastward.at(place);
  }

  /** Towards the north positive. */
  double northward(int place) {
    return northward.at(place);
  }

  double rain(int place) {
    return rain.at(place);
  }
}
