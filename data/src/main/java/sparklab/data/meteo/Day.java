package sparklab.data.meteo;

import java.time.LocalDate;

/**
 * What is normal for a station on one day of the year, its traits included.
 *
 * @param coldest the daily minimum, °C
 * @param warmest the daily maximum, °C
 * @param dewPoint its mean, °C
 * @param wind a measure of its speed, m/s
 * @param pressure at sea level, hPa
 * @param pressureSpread standard deviation of the pressure from day to day, hPa
 * @param rainFrom the wetness (a standard normal quantity) above which it rains
 * @param rainScale mm
 * @param clearness logit of the share of daylight with sunshine
 */
record Day(
    LocalDate date,
    Sun sun,
    double coldest,
    double warmest,
    double dewPoint,
    double wind,
    double pressure,
    double pressureSpread,
    double rainFrom,
    double rainScale,
    double clearness) {

  /** How much rain falls in a rainy hour on average, mm. */
  private static final double RAIN_OF_AN_HOUR = 0.36;

  /** Amounts go with this power of the wetness in excess: many drizzles and a few downpours. */
  private static final double RAIN_POWER = 1.7;

  private static final double HOURS_A_MONTH = 730.5;

  static Day of(LocalDate date, Station station, Climate[] months, Traits traits) {
    Climate climate = climateOf(date, months);
    Sun sun = Sun.of(station.latitude(), date.getDayOfYear());
    double coldest = climate.coldest() + traits.night();
    double warmest = Math.max(climate.warmest() + traits.day(), coldest + 3);
    double season = StrictMath.cos(2 * StrictMath.PI * (date.getDayOfYear() - 20) / 365);
    double clear = Math.max(0.1, Math.min(0.9, climate.sun() / sun.hours()));
    double rainyShare =
        Math.max(0.003, Math.min(0.35, climate.rain() / (HOURS_A_MONTH * RAIN_OF_AN_HOUR)));
    double rainFrom = quantileAbove(rainyShare);
    return new Day(
        date,
        sun,
        coldest,
        warmest,
        dewPoint(climate, station.altitude(), season),
        wind(climate),
        climate.pressure(),
        4.8 + 2.4 * season,
        rainFrom,
        climate.rain() / (HOURS_A_MONTH * rainyShare) / meanExcess(rainFrom),
        StrictMath.log(clear / (1 - clear)));
  }

  double meanTemperature() {
    return (coldest + warmest) / 2;
  }

  /** °C at an hour of solar time: clouds keep the extremes apart by less. */
  double temperature(double hour, double cloud) {
    double usual = 1 / (1 + StrictMath.exp(clearness));
    double range = (warmest - coldest) * (1 + 0.35 * (usual - cloud));
    return meanTemperature() + range * (sun.warmth(hour) - 0.5);
  }

  /** °C at an hour of solar time: by day the ground gives off its moisture. */
  double dewPoint(double hour) {
    return dewPoint + 2 * sun.warmth(hour) - 0.6;
  }

  /** The clouded share of the sky at a wetness. */
  double cloud(double wetness) {
    return 1 / (1 + StrictMath.exp(clearness - 1.5 * wetness));
  }

  /** mm in an hour of this wetness, mostly 0. */
  double rainfall(double wetness) {
    return wetness <= rainFrom ? 0 : rainScale * StrictMath.pow(wetness - rainFrom, RAIN_POWER);
  }

  /**
   * °C. In August as fitted to real messages: it falls with altitude and with the day's range of
   * temperature (inland) and does not hang on the temperature itself. In winter, mild coasts are
   * moist.
   *
   * @param season from −1 (summer) to 1 (winter)
   */
  private static double dewPoint(Climate climate, double altitude, double season) {
    double winter = (1 + season) / 2;
    double mildness = climate.coldest() + 0.0045 * altitude - 5.4;
    double dewPoint =
        21.8
            - winter * (13.2 - 0.5 * mildness)
            - 0.4 * (climate.warmest() - climate.coldest())
            - 0.0065 * altitude;
    return Math.min(dewPoint, climate.coldest() - 0.5);
  }

  /** Observatories stand in windier places than most stations, and differ more. */
  private static double wind(Climate climate) {
    return 1.75 + 0.36 * climate.wind();
  }

  /** Months count from their middle: a day lies between two of them. */
  private static Climate climateOf(LocalDate date, Climate[] months) {
    double sinceMiddle = (date.getDayOfMonth() - 0.5) / date.lengthOfMonth() - 0.5;
    int month = date.getMonthValue() - 1;
    int neighbour = Math.floorMod(sinceMiddle < 0 ? month - 1 : month + 1, months.length);
    return months[month].towards(months[neighbour], Math.abs(sinceMiddle));
  }

  /**
   * The value that a standard normal quantity exceeds with a probability of up to 0.5: Abramowitz
   * and Stegun, Handbook of Mathematical Functions, 26.2.23 (error below 0.00045).
   */
  private static double quantileAbove(double probability) {
    double t = Math.sqrt(-2 * StrictMath.log(probability));
    return t
        - (2.515517 + t * (0.802853 + t * 0.010328))
            / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  }

  /**
   * Mean of the excess over a high threshold, raised to {@link #RAIN_POWER}: the tail of the normal
   * distribution is nearly exponential with mean 1/(z + 1/z), and E[x^1.7] of an exponential
   * quantity with mean 1 is Γ(2.7) = 1.545.
   */
  private static double meanExcess(double threshold) {
    return 1.545 * StrictMath.pow(1 / (threshold + 1 / threshold), RAIN_POWER);
  }
}
