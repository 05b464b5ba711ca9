package sparklab.data.meteo;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A real automatic weather station: facts of © AEMET, in {@code stations.csv}.
 *
 * @param code AEMET's code ({@code idema})
 * @param latitude degrees north
 * @param longitude degrees east
 * @param altitude metres
 * @param sensors what it measures
 */
record Station(
    String code,
    String name,
    String province,
    double latitude,
    double longitude,
    double altitude,
    Set<Sensor> sensors) {

  private static final int FIRST_SENSOR_COLUMN = 6;

  /** Every station of the table, in the order of their codes. */
  static List<Station> all() {
    List<Station> stations = new ArrayList<>();
    for (String[] cells : ResourceTable.rows("stations.csv")) {
      stations.add(parse(cells));
    }
    return List.copyOf(stations);
  }

  private static Station parse(String[] cells) {
    Set<Sensor> sensors = EnumSet.noneOf(Sensor.class);
    for (Sensor sensor : Sensor.values()) {
      if (cells[FIRST_SENSOR_COLUMN + sensor.ordinal()].equals("1")) {
        sensors.add(sensor);
      }
    }
    return new Station(
        cells[0],
        cells[1],
        cells[2],
        Double.parseDouble(cells[3]),
        Double.parseDouble(cells[4]),
        Double.parseDouble(cells[5]),
        sensors);
  }

  Place place() {
    return Place.of(latitude, longitude);
  }

  boolean isCanary() {
    return latitude < 30;
  }
}
