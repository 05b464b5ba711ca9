package sparklab.data.meteo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sparklab.data.FeedMessage;

/** What the weather feed promises, on ten days of August. */
class MeteoFeedTest {

  private static final int HOURS = 240;

  /** Lowest and highest value of every number that may occur in August. */
  private static final Map<String, double[]> RANGES =
      Map.ofEntries(
          Map.entry("lat", new double[] {27.5, 44}),
          Map.entry("lon", new double[] {-18.5, 4.5}),
          Map.entry("alt", new double[] {0, 3200}),
          Map.entry("ta", new double[] {-10, 48}),
          Map.entry("tamin", new double[] {-10, 48}),
          Map.entry("tamax", new double[] {-10, 48}),
          Map.entry("ts", new double[] {-15, 55}),
          Map.entry("tpr", new double[] {-30, 30}),
          Map.entry("hr", new double[] {4, 100}),
          Map.entry("prec", new double[] {0, 80}),
          Map.entry("inso", new double[] {0, 60}),
          Map.entry("vv", new double[] {0, 45}),
          Map.entry("stdvv", new double[] {0, 15}),
          Map.entry("dv", new double[] {10, 360}),
          Map.entry("stddv", new double[] {0, 90}),
          Map.entry("vmax", new double[] {0, 75}),
          Map.entry("dmax", new double[] {10, 360}),
          Map.entry("pres", new double[] {680, 1035}),
          Map.entry("pres_nmar", new double[] {990, 1035}),
          Map.entry("geo925", new double[] {600, 1000}),
          Map.entry("geo850", new double[] {1300, 1700}),
          Map.entry("geo700", new double[] {2900, 3400}));

  private static final Set<String> TEXTS = Set.of("idema", "fint", "ubi", "provincia");

  private static WeatherSample sample;

  @BeforeAll
  static void generate() {
    sample = new WeatherSample(1, HOURS);
  }

  @Test
  void sameSeedGivesTheSameMessages() {
    assertEquals(text(7, 2000), text(7, 2000));
    assertNotEquals(text(7, 2000), text(8, 2000));
  }

  /**
   * The bytes of two days on the JVM that wrote this test. A difference is either a change of the
   * generator, which makes captured samples and documented results stale, or an arithmetic that is
   * not the same on every JVM.
   */
  @Test
  void everyJvmGivesTheSameBytes() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(text(1, 48 * 818).getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "ef035ccfe6e9ff93b2b90aff70e43ac4a9a46b0324bf337de37cb592ed113aa0",
        HexFormat.of().formatHex(digest));
  }

  @Test
  void allStationsOfAnHourThenTheNextHour() {
    MeteoFeed feed = new MeteoFeed(1, Instant.parse("2026-02-28T23:00:00Z"));
    List<Station> stations = Station.all();
    for (String fint : List.of("2026-02-28T23:00:00+0000", "2026-03-01T00:00:00+0000")) {
      for (Station station : stations) {
        FeedMessage message = feed.next();
        JsonNode json = WeatherSample.parse(message.json());
        assertEquals(station.code(), message.key());
        assertEquals(station.code(), json.get("idema").asText());
        assertEquals(station.province(), json.get("provincia").asText());
        assertEquals(fint, json.get("fint").asText());
      }
    }
  }

  @Test
  void startIsAWholeHour() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new MeteoFeed(1, Instant.parse("2025-08-01T00:30:00Z")));
  }

  @Test
  void valuesAreWithinTheirRanges() {
    for (JsonNode message : sample.messages()) {
      message
          .properties()
          .forEach(
              field -> {
                if (TEXTS.contains(field.getKey())) {
                  assertTrue(field.getValue().isTextual(), message::toString);
                } else {
                  double[] range = RANGES.get(field.getKey());
                  double value = field.getValue().asDouble();
                  assertTrue(field.getValue().isNumber(), message::toString);
                  assertTrue(value >= range[0] && value <= range[1], message::toString);
                }
              });
    }
  }

  @Test
  void extremesOfAnHourEncloseItsTemperature() {
    for (JsonNode message : sample.messages()) {
      if (message.has("ta")) {
        double ta = message.get("ta").asDouble();
        assertTrue(message.get("tamin").asDouble() <= ta, message::toString);
        assertTrue(message.get("tamax").asDouble() >= ta, message::toString);
      }
    }
  }

  @Test
  void numbersHaveOneDecimal() {
    MeteoFeed feed = new MeteoFeed(3);
    for (int i = 0; i < 1000; i++) {
      String json = feed.next().json();
      String withoutPlace = json.replaceAll("\"l(on|at)\":-?[\\d.]+", "\"\":0.0");
      assertFalse(withoutPlace.matches(".*\":-?(\\d+[,}]|\\d+\\.\\d\\d).*"), json);
    }
  }

  @Test
  void pressureFallsWithAltitudeAsTheBarometricFormulaSays() {
    assertTrue(sample.correlation("pres", "alt") < -0.99);
    double squares = 0;
    int count = 0;
    for (JsonNode message : sample.messages()) {
      if (!message.has("pres")) {
        continue;
      }
      double altitude = message.get("alt").asDouble();
      // The standard atmosphere, from an August's sea level: 1015.5 hPa and 22 °C.
      double expected = 1015.5 * Math.pow(1 - 0.0065 * altitude / (273.15 + 22), 5.2559);
      squares += Math.pow(message.get("pres").asDouble() - expected, 2);
      count++;
      assertEquals(altitude <= 750, message.has("pres_nmar"), message::toString);
    }
    assertEquals(2.6, Math.sqrt(squares / count), 1.2);
  }

  @Test
  void sensorsAreAbsentAsOftenAsAtRealStations() {
    assertEquals(0.987, sample.share("ta"), 0.005);
    assertEquals(0.990, sample.share("hr"), 0.005);
    assertEquals(0.972, sample.share("prec"), 0.01);
    assertEquals(0.864, sample.share("vv"), 0.01);
    assertEquals(0.268, sample.share("pres"), 0.01);
    assertEquals(0.26, sample.share("ta", "hr", "pres", "vv"), 0.02);
    assertFalse(
        sample.messages().stream().anyMatch(message -> message.toString().contains("null")));
  }

  @Test
  void sensorsFallSilentNowAndThen() {
    long silent = 0;
    long hours = 0;
    for (List<JsonNode> messages : sample.byStation().values()) {
      long spoke = messages.stream().filter(message -> message.has("ta")).count();
      if (spoke > 0) {
        silent += messages.size() - spoke;
        hours += messages.size();
      }
    }
    assertEquals(0.0016, silent / (double) hours, 0.0008);
  }

  @Test
  void nightsAreColdestBeforeSunriseAndAfternoonsWarmest() {
    double[] byHour = new double[24];
    for (JsonNode message : sample.messages()) {
      if (message.has("ta")) {
        byHour[hour(message)] += message.get("ta").asDouble();
      }
    }
    int coldest = 0;
    int warmest = 0;
    for (int hour = 1; hour < 24; hour++) {
      coldest = byHour[hour] < byHour[coldest] ? hour : coldest;
      warmest = byHour[hour] > byHour[warmest] ? hour : warmest;
    }
    assertTrue(coldest == 5 || coldest == 6, "coldest at " + coldest);
    assertTrue(warmest == 14 || warmest == 15, "warmest at " + warmest);
  }

  @Test
  void augustIsWarmDryAndMostlyCalm() {
    assertEquals(21.5, mean("ta"), 2.5);
    assertEquals(-0.55, sample.correlation("ta", "hr"), 0.15);
    double[] wind = sorted("vv");
    assertEquals(1.8, wind[wind.length / 2], 0.4);
    assertEquals(6.5, wind[(int) (wind.length * 0.95)], 1.2);
    double[] rain = sorted("prec");
    long dry = Arrays.stream(rain).filter(value -> value == 0).count();
    assertEquals(0.94, dry / (double) rain.length, 0.05);
  }

  @Test
  void winterIsColdAndWet() {
    MeteoFeed feed = new MeteoFeed(1, Instant.parse("2026-01-10T00:00:00Z"));
    double sum = 0;
    int count = 0;
    int wet = 0;
    for (int i = 0; i < 120 * feed.messagesAnHour(); i++) {
      JsonNode message = WeatherSample.parse(feed.next().json());
      if (message.has("ta") && message.has("prec")) {
        sum += message.get("ta").asDouble();
        wet += message.get("prec").asDouble() > 0 ? 1 : 0;
        count++;
      }
    }
    assertEquals(7, sum / count, 3.5);
    assertTrue(wet / (double) count > 0.06, "share of wet hours " + wet / (double) count);
  }

  @Test
  void weatherPersistsFromHourToHour() {
    assertTrue(lagged("ta", 1) > 0.9);
    assertTrue(lagged("hr", 1) > 0.85);
    assertTrue(lagged("vv", 1) > 0.7);
    assertTrue(lagged("vv", 1) > lagged("vv", 6) + 0.1);
    assertTrue(rainAfterRain() > 0.4, "rain goes on with " + rainAfterRain());
  }

  @Test
  void neighboursHaveSimilarWeather() {
    double near = correlationOfDepartures(0, 25);
    double middle = correlationOfDepartures(80, 120);
    double far = correlationOfDepartures(500, 900);
    assertTrue(near > 0.75, "near " + near);
    assertTrue(near > middle + 0.05, near + " and " + middle);
    assertTrue(middle > far + 0.2, middle + " and " + far);
  }

  /** How a station's temperature at noon departs from its own mean of the days, in pairs. */
  private static double correlationOfDepartures(double from, double to) {
    List<Station> stations = new ArrayList<>();
    List<double[]> departures = new ArrayList<>();
    for (Station station : Station.all()) {
      List<JsonNode> noons =
          sample.byStation().get(station.code()).stream()
              .filter(message -> hour(message) == 12)
              .toList();
      if (noons.stream().allMatch(message -> message.has("ta"))) {
        double[] values =
            noons.stream().mapToDouble(message -> message.get("ta").asDouble()).toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        stations.add(station);
        departures.add(Arrays.stream(values).map(value -> value - mean).toArray());
      }
    }
    List<double[]> pairs = new ArrayList<>();
    for (int i = 0; i < stations.size(); i += 4) {
      for (int j = i + 1; j < stations.size(); j++) {
        double distance =
            Math.sqrt(stations.get(i).place().distanceSquared(stations.get(j).place()));
        if (distance >= from && distance < to) {
          for (int day = 0; day < departures.get(i).length; day++) {
            pairs.add(new double[] {departures.get(i)[day], departures.get(j)[day]});
          }
        }
      }
    }
    return WeatherSample.correlation(pairs);
  }

  private static double lagged(String key, int hours) {
    List<double[]> pairs = new ArrayList<>();
    for (List<JsonNode> messages : sample.byStation().values()) {
      for (int i = hours; i < messages.size(); i++) {
        JsonNode before = messages.get(i - hours);
        JsonNode now = messages.get(i);
        if (before.has(key) && now.has(key)) {
          pairs.add(new double[] {before.get(key).asDouble(), now.get(key).asDouble()});
        }
      }
    }
    return WeatherSample.correlation(pairs);
  }

  private static double rainAfterRain() {
    int wet = 0;
    int wetAgain = 0;
    for (List<JsonNode> messages : sample.byStation().values()) {
      for (int i = 1; i < messages.size(); i++) {
        if (messages.get(i - 1).path("prec").asDouble() > 0 && messages.get(i).has("prec")) {
          wet++;
          wetAgain += messages.get(i).get("prec").asDouble() > 0 ? 1 : 0;
        }
      }
    }
    return wetAgain / (double) wet;
  }

  private static double mean(String key) {
    return Arrays.stream(sorted(key)).average().orElseThrow();
  }

  private static double[] sorted(String key) {
    return sample.messages().stream()
        .filter(message -> message.has(key))
        .mapToDouble(message -> message.get(key).asDouble())
        .sorted()
        .toArray();
  }

  private static int hour(JsonNode message) {
    return Integer.parseInt(message.get("fint").asText().substring(11, 13));
  }

  private static String text(long seed, int count) {
    MeteoFeed feed = new MeteoFeed(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(feed.next().json()).append('\n');
    }
    return text.toString();
  }
}
