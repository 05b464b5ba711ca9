package sparklab.data.meteo;

/**
 * Pressure and height in an atmosphere of dry air: the barometric (hypsometric) formula, {@code p =
 * p0 · exp(−g·h / (R·T))} with T the mean temperature of the column of air.
 *
 * <p>Heights in metres, pressures in hPa, temperatures in °C at the station.
 */
public final class Barometer {

  /** g/R, K/m: standard gravity 9.80665 m/s² over the gas constant of dry air 287.05 J/(kg·K). */
  private static final double GRAVITY_PER_GAS_CONSTANT = 9.80665 / 287.05;

  /** Decrease of temperature with height in the standard atmosphere, K/m. */
  private static final double LAPSE_RATE = 0.0065;

  private static final double ZERO_CELSIUS = 273.15;

  /** Pressure at sea level in the standard atmosphere, hPa. */
  private static final double STANDARD_SEA_LEVEL = 1013.25;

  private Barometer() {}

  /** Pressure at a station's altitude from the pressure at sea level. */
  public static double atAltitude(double seaLevel, double altitude, double temperature) {
    return seaLevel
        * StrictMath.exp(
            -GRAVITY_PER_GAS_CONSTANT * altitude / columnKelvin(altitude, temperature));
  }

  /** The same where the pressure at sea level is that of the standard atmosphere. */
  public static double atAltitude(double altitude, double temperature) {
    return atAltitude(STANDARD_SEA_LEVEL, altitude, temperature);
  }

  /**
   * The altitude at which the standard atmosphere has a pressure: {@link #atAltitude(double,
   * double)} solved for it.
   */
  public static double altitudeOf(double pressure, double temperature) {
    double logarithm = StrictMath.log(STANDARD_SEA_LEVEL / pressure);
    return logarithm
        * (temperature + ZERO_CELSIUS)
        / (GRAVITY_PER_GAS_CONSTANT - logarithm * LAPSE_RATE / 2);
  }

  /** Pressure at sea level from the pressure at a station's altitude. */
  static double atSeaLevel(double pressure, double altitude, double temperature) {
    return pressure
        * StrictMath.exp(GRAVITY_PER_GAS_CONSTANT * altitude / columnKelvin(altitude, temperature));
  }

  /** Height above sea level at which the pressure is {@code level}, seen from a station. */
  static double heightOf(double level, double pressure, double altitude, double temperature) {
    return altitude
        + StrictMath.log(pressure / level)
            * (temperature + ZERO_CELSIUS)
            / GRAVITY_PER_GAS_CONSTANT;
  }

  /** Mean temperature between the sea level and the station. */
  private static double columnKelvin(double altitude, double temperature) {
    return temperature + ZERO_CELSIUS + LAPSE_RATE * altitude / 2;
  }
}
