package sparklab.kmeans.support.weather;

import java.io.Serializable;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import sparklab.data.meteo.Barometer;

/** What one station reported for one hour: what a message says, as far as the lessons use it. */
public final class StationHour implements Serializable {

  private final String station;
  private final String name;
  private final String hour;
  private final double altitude;
  private final double[] values;

  /**
   * An observation.
   *
   * @param station AEMET's code of it
   * @param name its name, or its code if it has none
   * @param hour the hour that it ends in, in UTC, such as 2025-08-20T23Z
   * @param altitude metres; NaN if the message does not say
   * @param values in the order of {@link Variable}; NaN for an absent sensor
   */
  StationHour(String station, String name, String hour, double altitude, double[] values) {
    this.station = station;
    this.name = name;
    this.hour = hour;
    this.altitude = altitude;
    this.values = values;
  }

  /** The station's code. */
  public String station() {
    return station;
  }

  /** The station's name. */
  public String name() {
    return name;
  }

  /** The hour in UTC, such as 2025-08-20T23Z. */
  public String hour() {
    return hour;
  }

  /** A value, or NaN if the station does not measure it. */
  public double value(Variable variable) {
    return values[variable.ordinal()];
  }

  /** Whether all variables are there. */
  public boolean isComplete() {
    for (double value : values) {
      if (Double.isNaN(value)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The same; an absent pressure becomes what the standard atmosphere has at the station's altitude
   * (the barometric formula). An altitude that no station in Spain has, such as -9999 for unknown,
   * is as good as none.
   */
  public StationHour withPressureFromAltitude() {
    double temperature = value(Variable.TEMPERATURE);
    double standard = pressureAt(altitude, temperature);
    if (!Double.isNaN(value(Variable.PRESSURE)) || Double.isNaN(standard)) {
      return this;
    }
    double[] imputed = values.clone();
    imputed[Variable.PRESSURE.ordinal()] = standard;
    return new StationHour(station, name, hour, altitude, imputed);
  }

  /** The pressure of the standard atmosphere; NaN if it is none that a station can measure. */
  public static double pressureAt(double altitude, double temperature) {
    double standard = Barometer.atAltitude(altitude, temperature);
    return Variable.PRESSURE.isPossible(standard) ? standard : Double.NaN;
  }

  /** The variables as Spark's vector. */
  public Vector vector() {
    return Vectors.dense(values);
  }
}
