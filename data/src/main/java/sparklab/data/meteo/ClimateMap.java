package sparklab.data.meteo;

import java.util.ArrayList;
import java.util.List;

/**
 * The monthly normals 1981–2010 of about a hundred observatories (derived from values of © AEMET,
 * in {@code normals.csv}), carried over to any station.
 *
 * <p>A station gets the weighted mean of the observatories; near ones of a similar altitude count
 * most. Temperatures are first brought to the station's altitude.
 */
final class ClimateMap {

  private static final int MONTHS = 12;

  /** Decrease of temperature with altitude, °C/m: about the standard atmosphere's by day. */
  private static final double LAPSE_BY_DAY = 0.0065;

  /** By night cold air gathers in the valleys. */
  private static final double LAPSE_BY_NIGHT = 0.0056;

  /** Observatories closer than this (km) or this similar in altitude (m) count about the same. */
  private static final double NEAR = 15;

  private static final double LEVEL = 250;

  private final List<Normal> normals = new ArrayList<>();

  ClimateMap() {
    for (String[] cells : ResourceTable.rows("normals.csv")) {
      normals.add(Normal.parse(cells));
    }
  }

  /** The climate of a station, January first. */
  Climate[] of(Station station) {
    Average[][] months = new Average[MONTHS][Quantity.values().length];
    for (Average[] month : months) {
      for (int i = 0; i < month.length; i++) {
        month[i] = new Average();
      }
    }
    Place place = station.place();
    for (Normal normal : normals) {
      double weight = weight(place, station.altitude(), normal);
      double higher = normal.altitude - station.altitude();
      for (Quantity quantity : Quantity.values()) {
        double value = normal.values[quantity.ordinal()];
        months[normal.month][quantity.ordinal()].add(value + quantity.lapseRate * higher, weight);
      }
    }
    Climate[] climate = new Climate[MONTHS];
    for (int month = 0; month < MONTHS; month++) {
      climate[month] = climate(months[month]);
    }
    return climate;
  }

  private static Climate climate(Average[] means) {
    return new Climate(
        means[Quantity.WARMEST.ordinal()].value(),
        means[Quantity.COLDEST.ordinal()].value(),
        means[Quantity.RAIN.ordinal()].value(),
        means[Quantity.WIND.ordinal()].value(),
        means[Quantity.SUN.ordinal()].value(),
        means[Quantity.PRESSURE.ordinal()].value());
  }

  private static double weight(Place place, double altitude, Normal normal) {
    double distance = place.distanceSquared(normal.place) + NEAR * NEAR;
    double levels = (altitude - normal.altitude) / LEVEL;
    return 1 / (distance * distance * (1 + levels * levels));
  }

  /** In the order of the table's columns. */
  private enum Quantity {
    WARMEST(LAPSE_BY_DAY),
    COLDEST(LAPSE_BY_NIGHT),
    RAIN(0),
    WIND(0),
    SUN(0),
    PRESSURE(0);

    final double lapseRate;

    Quantity(double lapseRate) {
      this.lapseRate = lapseRate;
    }
  }

  /** One row of the table: a month at an observatory; what is not published is NaN. */
  private record Normal(Place place, double altitude, int month, double[] values) {

    private static final int FIRST_VALUE_COLUMN = 5;

    static Normal parse(String[] cells) {
      double[] values = new double[Quantity.values().length];
      for (int i = 0; i < values.length; i++) {
        String cell = cells[FIRST_VALUE_COLUMN + i];
        values[i] = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
      }
      return new Normal(
          Place.of(Double.parseDouble(cells[1]), Double.parseDouble(cells[2])),
          Double.parseDouble(cells[3]),
          Integer.parseInt(cells[4]) - 1,
          values);
    }
  }

  /** A weighted mean that passes over NaN. */
  private static final class Average {
    private double sum;
    private double weights;

    void add(double value, double weight) {
      if (!Double.isNaN(value)) {
        sum += value * weight;
        weights += weight;
      }
    }

    double value() {
      return sum / weights;
    }
  }
}
