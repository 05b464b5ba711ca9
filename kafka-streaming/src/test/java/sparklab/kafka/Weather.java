package sparklab.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import sparklab.data.Feed;
import sparklab.data.FeedMessage;
import sparklab.data.meteo.MeteoFeed;

/** Messages of the weather feed, and what kafka3 makes of them, without Spark. */
final class Weather {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter FINT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxx");
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH'Z'");

  private Weather() {}

  static List<FeedMessage> messages(int count) {
    return messages(new MeteoFeed(1), count);
  }

  static List<FeedMessage> stormyMessages(int count) {
    return messages(new MeteoFeed(1, MeteoFeed.DEFAULT_START, true), count);
  }

  static List<FeedMessage> messages(Feed feed, int count) {
    List<FeedMessage> messages = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      messages.add(feed.next());
    }
    return messages;
  }

  /** The lines of kafka3's files, by hour and province. */
  static Map<String, String> aggregates(List<FeedMessage> messages) throws JsonProcessingException {
    Map<String, List<JsonNode>> groups = new TreeMap<>();
    for (FeedMessage message : messages) {
      JsonNode observation = JSON.readTree(message.json());
      String hour =
          OffsetDateTime.parse(observation.get("fint").asText(), FINT)
              .minus(1, ChronoUnit.HOURS)
              .format(HOUR);
      String group = hour + "," + observation.get("provincia").asText();
      groups.computeIfAbsent(group, any -> new ArrayList<>()).add(observation);
    }
    Map<String, String> lines = new TreeMap<>();
    groups.forEach(
        (group, observations) ->
            lines.put(
                group,
                String.join(
                    ",",
                    group,
                    "" + observations.size(),
                    mean(observations),
                    values(observations, "tamin")
                        .min(BigDecimal::compareTo)
                        .map(Weather::text)
                        .orElse(""),
                    values(observations, "tamax")
                        .max(BigDecimal::compareTo)
                        .map(Weather::text)
                        .orElse(""),
                    values(observations, "prec")
                        .max(BigDecimal::compareTo)
                        .map(Weather::text)
                        .orElse(""),
                    values(observations, "vmax")
                        .max(BigDecimal::compareTo)
                        .map(Weather::text)
                        .orElse(""))));
    return lines;
  }

  private static String text(BigDecimal value) {
    return Double.toString(value.doubleValue());
  }

  private static String mean(List<JsonNode> observations) {
    List<BigDecimal> temperatures = values(observations, "ta").toList();
    if (temperatures.isEmpty()) {
      return "";
    }
    BigDecimal sum = temperatures.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    // As Spark rounds: first to the digits of its average of decimals, then to those of the cast.
    return sum.divide(BigDecimal.valueOf(temperatures.size()), 5, RoundingMode.HALF_UP)
        .setScale(2, RoundingMode.HALF_UP)
        .toString();
  }

  private static Stream<BigDecimal> values(List<JsonNode> observations, String sensor) {
    return observations.stream()
        .filter(observation -> observation.has(sensor))
        .map(observation -> new BigDecimal(observation.get(sensor).asText()));
  }

  /** What kafka3 has written, in the same form. */
  static Map<String, String> written(Path folder) throws IOException {
    Map<String, String> lines = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return lines;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith("Z.csv")).toList()) {
        List<String> all = Files.readAllLines(file);
        for (String line : all.subList(1, all.size())) {
          lines.put(String.join(",", List.of(line.split(",")).subList(0, 2)), line);
        }
      }
    }
    return lines;
  }

  /** The ids of kafka6's alerts, sorted. */
  static List<String> alerts(List<FeedMessage> messages) throws JsonProcessingException {
    Map<String, TreeMap<Instant, JsonNode>> stations = new TreeMap<>();
    Instant newest = Instant.MIN;
    for (FeedMessage message : messages) {
      JsonNode observation = JSON.readTree(message.json());
      Instant time = OffsetDateTime.parse(observation.get("fint").asText(), FINT).toInstant();
      stations.computeIfAbsent(message.key(), any -> new TreeMap<>()).put(time, observation);
      newest = time.isAfter(newest) ? time : newest;
    }
    Instant watermark = newest.minus(1, ChronoUnit.HOURS);
    List<String> ids = new ArrayList<>();
    stations.forEach(
        (station, observations) -> {
          Instant first = observations.firstKey(); // since it is heard
          boolean fell = false;
          for (Instant time : observations.keySet()) {
            Instant before = observations.lowerKey(time);
            if (before != null && !time.isBefore(before.plus(3, ChronoUnit.HOURS))) {
              ids.add(station + "/silent/" + before.plus(3, ChronoUnit.HOURS));
              first = time;
              fell = false;
            }
            JsonNode now = observations.get(time).get("pres");
            if (now == null) {
              continue;
            }
            Instant since = time.minus(3, ChronoUnit.HOURS);
            boolean falls =
                observations.subMap(since.isAfter(first) ? since : first, time).values().stream()
                    .filter(past -> past.has("pres"))
                    .map(past -> past.get("pres").decimalValue().subtract(now.decimalValue()))
                    .anyMatch(fall -> fall.compareTo(BigDecimal.valueOf(3)) > 0);
            if (falls && !fell) {
              ids.add(station + "/falling/" + time);
            }
            fell = falls;
          }
          Instant end = observations.lastKey().plus(3, ChronoUnit.HOURS);
          if (!end.isAfter(watermark)) {
            ids.add(station + "/silent/" + end);
          }
        });
    ids.sort(null);
    return ids;
  }
}
