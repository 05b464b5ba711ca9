package sparklab.data.meteo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a station in Spain can measure at all, with room to spare. A value beyond it is a broken
 * sensor's or a code for "unknown", such as -9999.
 *
 * @param least the least possible value, in the unit of its field
 * @param most the greatest
 */
public record Limits(double least, double most) {

  /** Those of the fields of an observation, by AEMET's names. */
  public static final Map<String, Limits> BY_FIELD = new LinkedHashMap<>();

  static {
    limit(-90, 90, "lat"); // degrees
    limit(-180, 180, "lon");
    limit(-500, 9_000, "alt"); // m
    limit(-50, 60, "ta", "tamin", "tamax", "tpr"); // °C
    limit(-60, 90, "ts");
    limit(0, 100, "hr"); // %
    limit(0, 500, "prec"); // mm
    limit(0, 60, "inso"); // minutes
    limit(0, 75, "vv", "stdvv"); // m/s
    limit(0, 120, "vmax");
    limit(0, 360, "dv", "stddv", "dmax"); // degrees
    limit(600, 1_100, "pres"); // hPa
    limit(850, 1_100, "pres_nmar");
    limit(-500, 9_000, "geo925", "geo850", "geo700"); // m
  }

  private static void limit(double least, double most, String... fields) {
    for (String field : fields) {
      BY_FIELD.put(field, new Limits(least, most));
    }
  }

  /** Whether a value is within them; NaN is not. */
  public boolean contain(double value) {
    return value >= least && value <= most;
  }
}
