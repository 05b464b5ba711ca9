package sparklab.kmeans.support.weather;

/** What becomes of an observation whose station lacks one of the four sensors. */
public enum Absent {
  /** It is left out: nothing is made up. */
  drop,
  /**
   * Where only pressure is absent, it is what the standard atmosphere has at the station's
   * altitude. Nothing stands in for temperature, humidity and wind: these do not follow from where
   * a station is.
   */
  impute
}
