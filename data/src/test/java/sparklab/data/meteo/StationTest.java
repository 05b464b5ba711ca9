package sparklab.data.meteo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StationTest {

  private final List<Station> stations = Station.all();

  @Test
  void thereAreHundredsInEveryProvince() {
    assertTrue(stations.size() >= 300);
    assertEquals(stations.size(), stations.stream().map(Station::code).distinct().count());
    // 50 provinces, Ceuta and Melilla.
    assertEquals(52, stations.stream().map(Station::province).distinct().count());
  }

  @Test
  void textsNeedNoEscapingAndAreReadable() {
    for (Station station : stations) {
      for (String text : List.of(station.code(), station.name(), station.province())) {
        assertEquals(text.strip(), text);
        assertFalse(text.isEmpty());
        assertTrue(text.chars().noneMatch(c -> c == '"' || c == '\\' || c < ' '), text);
      }
      assertFalse(station.name().contains("  "), station.name());
    }
    List<String> shouted =
        stations.stream()
            .map(Station::name)
            .filter(name -> name.length() > 3 && name.equals(name.toUpperCase()))
            .toList();
    assertEquals(List.of(), shouted);
  }

  @Test
  void placesAreInSpain() {
    for (Station station : stations) {
      assertTrue(station.latitude() > 27 && station.latitude() < 44, station.code());
      assertTrue(station.longitude() > -19 && station.longitude() < 5, station.code());
      assertTrue(station.altitude() >= 0 && station.altitude() < 3200, station.code());
      assertFalse(station.sensors().isEmpty(), station.code());
    }
  }

  @Test
  void climateOfAStationIsThatOfItsObservatory() {
    Station seville =
        stations.stream().filter(s -> s.code().equals("5783")).findFirst().orElseThrow();
    Climate[] months = new ClimateMap().of(seville);
    // AEMET's normals of Sevilla airport 1981-2010: 35.5 and 20.4 °C in August.
    assertEquals(35.5, months[7].warmest(), 1);
    assertEquals(20.4, months[7].coldest(), 1);
    assertTrue(months[0].meanTemperature() < 12.5);
    assertTrue(months[11].rain() > 5 * months[7].rain());
  }
}
