package sparklab.data.meteo;

/**
 * Relative humidity and dew point by the Magnus formula, with the coefficients of the WMO's Guide
 * to Instruments (WMO-No. 8). Temperatures in °C, humidity in %.
 */
final class Humidity {

  private static final double A = 17.62;
  private static final double B = 243.12;

  private Humidity() {}

  static double relative(double temperature, double dewPoint) {
    return 100 * StrictMath.exp(exponent(dewPoint) - exponent(temperature));
  }

  static double dewPoint(double temperature, double relativeHumidity) {
    double exponent = exponent(temperature) + StrictMath.log(relativeHumidity / 100);
    return B * exponent / (A - exponent);
  }

  private static double exponent(double temperature) {
    return A * temperature / (B + temperature);
  }
}
