package sparklab.data.meteo;

/**
 * What is normal at a place and time of the year.
 *
 * @param warmest mean daily maximum, °C
 * @param coldest mean daily minimum, °C
 * @param rain mm a month
 * @param wind mean speed, m/s
 * @param sun hours a day
 * @param pressure mean at sea level, hPa
 */
record Climate(
    double warmest, double coldest, double rain, double wind, double sun, double pressure) {

  double meanTemperature() {
    return (warmest + coldest) / 2;
  }

  /** This climate on its way to another one: {@code share} 0 is this one, 1 the other. */
  Climate towards(Climate other, double share) {
    return new Climate(
        mix(warmest, other.warmest, share),
        mix(coldest, other.coldest, share),
        mix(rain, other.rain, share),
        mix(wind, other.wind, share),
        mix(sun, other.sun, share),
        mix(pressure, other.pressure, share));
  }

  private static double mix(double from, double to, double share) {
    return from + (to - from) * share;
  }
}
