package sparklab.data.meteo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Spain for maps: its outline, its provinces, and where its weather stations are. */
public final class Spain {

  private Spain() {}

  /**
   * A weather station on a map.
   *
   * @param name as messages have it
   */
  public record Spot(String name, String province, double longitude, double latitude) {}

  /** The outline, simplified: (longitude, latitude) along each piece of land, by its name. */
  public static Map<String, List<double[]>> outline() {
    Map<String, List<double[]>> pieces = new LinkedHashMap<>();
    for (String[] cells : ResourceTable.rows("outline.csv")) {
      pieces
          .computeIfAbsent(cells[0], piece -> new ArrayList<>())
          .add(new double[] {Double.parseDouble(cells[1]), Double.parseDouble(cells[2])});
    }
    return pieces;
  }

  /**
   * The provinces as (longitude, latitude) along each of their pieces: not by their real borders,
   * but as the land around their stations.
   */
  public static Map<String, List<List<double[]>>> provinces() {
    Map<String, List<List<double[]>>> provinces = new LinkedHashMap<>();
    for (String[] cells : ResourceTable.rows("provinces.csv")) {
      provinces
          .computeIfAbsent(cells[0], province -> new ArrayList<>())
          .add(
              Stream.of(cells[1].split(" "))
                  .map(
                      point ->
                          Stream.of(point.split(",")).mapToDouble(Double::parseDouble).toArray())
                  .toList());
    }
    return provinces;
  }

  /** All stations. */
  public static List<Spot> stations() {
    return Station.all().stream()
        .map(each -> new Spot(each.name(), each.province(), each.longitude(), each.latitude()))
        .toList();
  }
}
