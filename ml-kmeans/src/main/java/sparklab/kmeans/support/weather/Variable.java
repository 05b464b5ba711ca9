package sparklab.kmeans.support.weather;

import java.util.Arrays;
import java.util.List;

/**
 * What the stations are compared by: the variables of the model, in the order of its vectors.
 *
 * <p>The bounds are what a station in Spain can measure at all, with room to spare: a value beyond
 * them is a broken sensor's, and one of those would pull a centre far away.
 */
public enum Variable {
  /** Air temperature. */
  TEMPERATURE("ta", "°C", -50, 60),
  /** Relative humidity. */
  HUMIDITY("hr", "%", 0, 100),
  /** Pressure at the station. */
  PRESSURE("pres", "hPa", 600, 1100),
  /** Mean wind of the last ten minutes. */
  WIND("vv", "m/s", 0, 75);

  private final String key;
  private final String unit;
  private final double least;
  private final double most;

  Variable(String key, String unit, double least, double most) {
    this.key = key;
    this.unit = unit;
    this.least = least;
    this.most = most;
  }

  /** AEMET's name for it: the key in a message, the column in a CSV file. */
  public String key() {
    return key;
  }

  /** Its unit, such as hPa. */
  public String unit() {
    return unit;
  }

  /** The least value that is possible. */
  public double least() {
    return least;
  }

  /** The greatest value that is possible. */
  public double most() {
    return most;
  }

  /** Whether a value is within the bounds; NaN is not. */
  public boolean isPossible(double value) {
    return value >= least && value <= most;
  }

  /** The keys of all. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Variable::key).toList();
  }
}
