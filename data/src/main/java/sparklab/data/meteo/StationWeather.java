package sparklab.data.meteo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Random;

/**
 * The weather at one station: its climate, the regional weather's departure from it, what is
 * peculiar to the place, and a little of its own.
 *
 * <p>The constants were fitted to the distributions of three hours of real messages (20 and 21
 * August 2025, © AEMET): means, spreads, correlations between quantities, hours and distances.
 */
final class StationWeather {

  private static final double HIGHEST_REDUCED_ALTITUDE = 750;

  private final Station station;
  private final int place;
  private final Climate[] climate;
  private final Traits traits;
  private final Outages outages;
  private final Random random;
  private final Ripple warmth;
  private final Ripple moisture;
  private final Ripple wind;
  private final Ripple rain;

  private Day day;
  private double lastTemperature = Double.NaN;

  /**
   * @param place the station's position among the places of the regional weather
   * @param random the source of what is this station's own
   */
  StationWeather(Station station, int place, Climate[] climate, Random random) {
    this.station = station;
    this.place = place;
    this.climate = climate;
    this.traits = Traits.of(station);
    this.outages = new Outages(random);
    this.random = random;
    this.warmth = new Ripple(4, random);
    this.moisture = new Ripple(4, random);
    this.wind = new Ripple(9, random);
    this.rain = new Ripple(3, random);
  }

  Station station() {
    return station;
  }

  /** The hour that ends at {@code time} (UTC); to be asked hour after hour. */
  Observation observe(LocalDateTime time, RegionalWeather region) {
    advance(time.toLocalDate());
    double hour = solarHour(time);
    double wetness = wetness(region);
    double cloud = day.cloud(wetness);
    double departure = departure(region);
    double temperature = day.temperature(hour, cloud) + departure;
    double rainfall = day.rainfall(wetness);
    double dewPoint = dewPoint(hour, temperature, departure, rainfall, region);

    Observation observation = new Observation();
    if (has(Sensor.TEMPERATURE)) {
      fillTemperature(observation, temperature);
    }
    if (has(Sensor.HUMIDITY)) {
      observation.hr = Math.rint(clamp(Humidity.relative(temperature, dewPoint), 4, 100));
    }
    if (has(Sensor.RAIN)) {
      observation.prec = rainfall;
    }
    if (has(Sensor.WIND)) {
      fillWind(observation, hour, region);
    }
    if (has(Sensor.PRESSURE)) {
      fillPressure(observation, time, region, departure);
      fillExtras(observation, hour, cloud);
    }
    lastTemperature = temperature;
    return observation;
  }

  private void advance(LocalDate date) {
    if (day == null || !day.date().equals(date)) {
      day = Day.of(date, station, climate, traits);
    }
    warmth.advance();
    moisture.advance();
    wind.advance();
    rain.advance();
    outages.advance();
  }

  private boolean has(Sensor sensor) {
    return station.sensors().contains(sensor) && !outages.hit(sensor);
  }

  /** Variance 1: where it is high, it rains. Low pressure helps. */
  private double wetness(RegionalWeather region) {
    return 0.82 * region.rain(place) - 0.35 * region.pressure(place) + 0.45 * rain.value();
  }

  /** How much warmer than normal the air is, °C. */
  private double departure(RegionalWeather region) {
    return 2.3 * region.warmth(place) + 0.8 * region.localWarmth(place) + 0.5 * warmth.value();
  }

  /** Below the temperature, as the air cannot hold more. Rain brings the two together. */
  private double dewPoint(
      double hour, double temperature, double departure, double rainfall, RegionalWeather region) {
    double dewPoint =
        day.dewPoint(hour)
            + 0.15 * departure
            + 3.0 * region.moisture(place)
            + 0.6 * moisture.value()
            + traits.moisture();
    double depression = (temperature - dewPoint) * (rainfall > 0 ? 0.5 : 1);
    // Nearly saturated air loses its surplus as dew or fog: close to 0, but never there.
    return temperature - (depression > 2 ? depression : 2 * StrictMath.exp(depression / 2 - 1));
  }

  private void fillTemperature(Observation observation, double temperature) {
    // In the first hour nothing is known of the one before.
    double before = Double.isNaN(lastTemperature) ? temperature : lastTemperature;
    observation.ta = temperature;
    observation.tamin = Math.min(before, temperature) - 0.12 * Math.max(0, random.nextGaussian());
    observation.tamax = Math.max(before, temperature) + 0.15 * Math.max(0, random.nextGaussian());
  }

  /**
   * Speeds like a Weibull distribution of shape 1.13, which has AEMET's ratio of median and 95th
   * percentile: {@code (−ln(1−Φ(x)))^(1/1.13)} with the logistic curve for Φ.
   */
  private void fillWind(Observation observation, double hour, RegionalWeather region) {
    double afternoon = 0.3 * StrictMath.cos(2 * StrictMath.PI * (hour - 15) / 24);
    double strength =
        0.55 * region.wind(place) + 0.5 * wind.value() + traits.exposure() + afternoon;
    double survival = StrictMath.log(1 + StrictMath.exp(1.702 * strength));
    double speed = Math.max(0, day.wind() * StrictMath.pow(survival, 1 / 1.13) - 0.1);

    boolean canary = station.isCanary();
    double eastward = region.eastward(place) + (canary ? -0.6 : 0.5);
    double northward = region.northward(place) + (canary ? -1.5 : 0);
    double from = StrictMath.toDegrees(StrictMath.atan2(-eastward, -northward));
    double unsteadiness = 8 + 50 / (1 + speed);

    observation.vv = speed;
    observation.stdvv = 0.1 + 0.2 * speed;
    observation.dv = direction(from + unsteadiness * wind.value());
    observation.stddv = Math.rint(unsteadiness);
    observation.vmax = 0.8 + 1.5 * speed + 0.6 * Math.abs(random.nextGaussian());
    observation.dmax =
        direction(from + unsteadiness * (wind.value() + 0.4 * random.nextGaussian()));
  }

  /** The tide of the air has its maxima at 10 and 22 hours of solar time. */
  private void fillPressure(
      Observation observation, LocalDateTime time, RegionalWeather region, double departure) {
    double hour = solarHour(time);
    double tide = 0.6 * StrictMath.cos(2 * StrictMath.PI * (hour - 10) / 12);
    double seaLevel =
        day.pressure() + day.pressureSpread() * region.pressure(place) + traits.pressure() + tide;
    double altitude = station.altitude();
    // The day's mean, as observers do: else the sun would move the barometer of a mountain.
    double temperature = day.meanTemperature() + departure;
    double pressure = Barometer.atAltitude(seaLevel, altitude, temperature);
    observation.pres = pressure;
    if (altitude <= HIGHEST_REDUCED_ALTITUDE) {
      observation.presNmar = Barometer.atSeaLevel(pressure, altitude, temperature);
    } else if (altitude <= 1000) {
      observation.geo925 = Barometer.heightOf(925, pressure, altitude, temperature);
    } else if (altitude <= 2300) {
      observation.geo850 = Barometer.heightOf(850, pressure, altitude, temperature);
    } else {
      observation.geo700 = Barometer.heightOf(700, pressure, altitude, temperature);
    }
  }

  /** What only the fully equipped stations, those with a barometer, tell. */
  private void fillExtras(Observation observation, double hour, double cloud) {
    double sun = day.sun().upBefore(hour) * Math.min(1, 1.3 * (1 - cloud));
    observation.inso = Math.rint(60 * sun);
    if (!Double.isNaN(observation.ta)) {
      observation.ts =
          observation.ta + 5 * sun - (day.sun().upBefore(hour) > 0 ? 0 : 2 * (1 - cloud));
      if (!Double.isNaN(observation.hr)) {
        observation.tpr = Humidity.dewPoint(observation.ta, observation.hr);
      }
    }
  }

  /** 0 to 24. */
  private double solarHour(LocalDateTime time) {
    double hour = time.getHour() + station.longitude() / 15;
    return hour < 0 ? hour + 24 : hour < 24 ? hour : hour - 24;
  }

  /** Whole tens of degrees, 10 … 360, as observers report them. */
  private static double direction(double degrees) {
    double tens = Math.rint(degrees / 10) % 36;
    return 10 * (tens <= 0 ? tens + 36 : tens);
  }

  private static double clamp(double value, double lowest, double highest) {
    return Math.max(lowest, Math.min(highest, value));
  }
}
