package sparklab.data.meteo;

/**
 * What a station reports for the hour that ends at one moment, under AEMET's names; NaN stands for
 * what its sensors do not measure.
 */
final class Observation {

  /** Air temperature now, and its extremes within the hour, °C. */
  double ta = Double.NaN;

  double tamin = Double.NaN;
  double tamax = Double.NaN;

  /** Temperature at the ground, °C. */
  double ts = Double.NaN;

  /** Relative humidity, whole %. */
  double hr = Double.NaN;

  /** Dew point, °C. */
  double tpr = Double.NaN;

  /** Rain of the hour, mm. */
  double prec = Double.NaN;

  /** Sunshine of the hour, minutes. (AEMET's description says hours; its messages hold minutes.) */
  double inso = Double.NaN;

  /** Mean wind of the last ten minutes and its standard deviation, m/s. */
  double vv = Double.NaN;

  double stdvv = Double.NaN;

  /** Where that wind comes from and its standard deviation, degrees. */
  double dv = Double.NaN;

  double stddv = Double.NaN;

  /** Strongest gust of the hour, m/s, and where it came from, degrees. */
  double vmax = Double.NaN;

  double dmax = Double.NaN;

  /** Pressure at the station, hPa. */
  double pres = Double.NaN;

  /** Pressure reduced to sea level, hPa; up to 750 m of altitude. */
  double presNmar = Double.NaN;

  /** Height of the level of 925 hPa (from 750 to 1000 m), 850 (to 2300 m) or 700 (above), m. */
  double geo925 = Double.NaN;

  double geo850 = Double.NaN;
  double geo700 = Double.NaN;
}
