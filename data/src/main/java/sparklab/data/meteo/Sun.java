package sparklab.data.meteo;

/**
 * The sun of one day at one latitude, in hours of solar time.
 *
 * <p>Declination by Cooper's formula (Solar Energy 12, 1969); sunrise from the hour angle at which
 * the sun's centre is on the horizon.
 *
 * @param rise hour of sunrise
 * @param set hour of sunset
 */
record Sun(double rise, double set) {

  /** The warmest hour of a day, in solar time. */
  private static final double WARMEST = 14.4;

  /** Mornings begin slowly; the power bends the cosine to what stations show at 7 and 8 h. */
  private static final double MORNING_POWER = 0.78;

  /** How much of the day's warmth is left at sunset. */
  private static final double LEFT_AT_SUNSET = 0.62;

  /** The exponent of the fall of the temperature from sunset to sunrise. */
  private static final double NIGHT_FALL = 2.2;

  static Sun of(double latitude, int dayOfYear) {
    double declination =
        StrictMath.toRadians(23.45) * StrictMath.sin(2 * StrictMath.PI * (284 + dayOfYear) / 365);
    double cosine = -StrictMath.tan(StrictMath.toRadians(latitude)) * StrictMath.tan(declination);
    double halfDay = StrictMath.acos(cosine) * 12 / StrictMath.PI;
    return new Sun(12 - halfDay, 12 + halfDay);
  }

  double hours() {
    return set - rise;
  }

  /**
   * How warm it is at an hour of solar time (0 to 24), from 0 (coldest, at sunrise) to 1 (warmest).
   *
   * <p>Cosines by day and an exponential fall by night: the shape of Parton and Logan (Agricultural
   * Meteorology 23, 1981), whose exponent is kept.
   */
  double warmth(double hour) {
    if (hour >= rise && hour < WARMEST) {
      double share = (hour - rise) / (WARMEST - rise);
      return StrictMath.pow((1 - StrictMath.cos(StrictMath.PI * share)) / 2, MORNING_POWER);
    }
    if (hour >= WARMEST && hour < set) {
      double share = (hour - WARMEST) / (set - WARMEST);
      return 1 - (1 - LEFT_AT_SUNSET) * (1 - StrictMath.cos(StrictMath.PI / 2 * share));
    }
    double sinceSet = hour < rise ? hour + 24 - set : hour - set;
    double share = sinceSet / (24 - hours());
    double atSunrise = StrictMath.exp(-NIGHT_FALL);
    return LEFT_AT_SUNSET * (StrictMath.exp(-NIGHT_FALL * share) - atSunrise) / (1 - atSunrise);
  }

  /**
   * The part of the 60 minutes before an hour of solar time (0 to 24) with the sun above the
   * horizon.
   */
  double upBefore(double hour) {
    return Math.max(0, Math.min(hour, set) - Math.max(hour - 1, rise));
  }
}
