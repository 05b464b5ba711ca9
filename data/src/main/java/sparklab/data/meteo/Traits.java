package sparklab.data.meteo;

import java.util.Random;

/**
 * What distinguishes a station from the climate around it, such as a valley's cold nights. It hangs
 * on the station's code alone: the weather changes with the seed, a place does not.
 *
 * @param night added to the coldest temperature of a day, °C
 * @param day added to the warmest, °C
 * @param moisture added to the dew point, °C
 * @param exposure to the wind, 0 on average
 * @param pressure the error of the barometer, hPa
 */
record Traits(double night, double day, double moisture, double exposure, double pressure) {

  static Traits of(Station station) {
    Random random = Seeds.random(station.code().hashCode());
    double slope = random.nextGaussian();
    double night = 1.3 * slope;
    double day = 0.8 * random.nextGaussian();
    // Cold hollows are calm and misty, warm slopes and tops windy and dry.
    double moisture = -0.3 * slope + 1.5 * random.nextGaussian();
    double exposure = 0.25 * slope + 0.5 * random.nextGaussian();
    return new Traits(night, day, moisture, exposure, 0.3 * random.nextGaussian());
  }
}
