package sparklab.kmeans;

import java.io.Serializable;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import sparklab.data.meteo.Barometer;

/** What one station reported for one hour: what a message says, as far as the lessons use it. */
public final class Observation implements Serializable {

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
   * @param hour the end of the hour, such as 2025-08-20T23:00:00+0000
   * @param altitude metres; NaN if the message does not say
   * @param values in the order of {@link Variable}; NaN for an absent sensor
   */
  Observation(String station, String name, String hour, double altitude, double[] values) {
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

  /** The end of the hour. */
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
   * (the barometric formula).
   */
  public Observation withPressureFromAltitude() {
    double temperature = value(Variable.TEMPERATURE);
    if (!Double.isNaN(value(Variable.PRESSURE)) || Double.isNaN(altitude + temperature)) {
      return this;
    }
    double[] imputed = values.clone();
    imputed[Variable.PRESSURE.ordinal()] = Barometer.atAltitude(altitude, temperature);
    return new Observation(station, name, hour, altitude, imputed);
  }

  /** The variables as Spark's vector. */
  public Vector vector() {
    return Vectors.dense(values);
  }
}
