package sparklab.kmeans.support.weather;

import java.util.Arrays;
import java.util.List;
import sparklab.data.meteo.Limits;

/**
 * What the stations are compared by: the variables of the model, in the order of its vectors.
 *
 * <p>They have {@link Limits}: one value of a broken sensor would pull a centre far away.
 */
public enum Variable {
  /** Air temperature. */
  TEMPERATURE("ta", "°C"),
  /** Relative humidity. */
  HUMIDITY("hr", "%"),
  /** Pressure at the station. */
  PRESSURE("pres", "hPa"),
  /** Mean wind of the last ten minutes. */
  WIND("vv", "m/s");

  private final String key;
  private final String unit;
  private final Limits limits;

  Variable(String key, String unit) {
    this.key = key;
    this.unit = unit;
    this.limits = Limits.BY_FIELD.get(key);
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
    return limits.least();
  }

  /** The greatest value that is possible. */
  public double most() {
    return limits.most();
  }

  /** Whether a value is within the bounds; NaN is not. */
  public boolean isPossible(double value) {
    return limits.contain(value);
  }

  /** The keys of all. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Variable::key).toList();
  }
}
