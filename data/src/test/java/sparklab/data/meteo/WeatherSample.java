package sparklab.data.meteo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sparklab.data.FeedMessage;

/** Some days of a feed, parsed: for every station its messages, hour after hour. */
final class WeatherSample {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, List<JsonNode>> byStation = new TreeMap<>();
  private final List<JsonNode> messages = new ArrayList<>();

  WeatherSample(long seed, int hours) {
    MeteoFeed feed = new MeteoFeed(seed);
    for (int i = 0; i < hours * feed.messagesAnHour(); i++) {
      FeedMessage message = feed.next();
      JsonNode json = parse(message.json());
      messages.add(json);
      byStation.computeIfAbsent(message.key(), key -> new ArrayList<>()).add(json);
    }
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  List<JsonNode> messages() {
    return messages;
  }

  Map<String, List<JsonNode>> byStation() {
    return byStation;
  }

  /** Share of the messages that have all of these keys. */
  double share(String... keys) {
    return messages.stream().filter(message -> hasAll(message, keys)).count()
        / (double) messages.size();
  }

  /** Correlation of two fields over the messages that have both. */
  double correlation(String first, String second) {
    List<double[]> pairs = new ArrayList<>();
    for (JsonNode message : messages) {
      if (hasAll(message, first, second)) {
        pairs.add(new double[] {message.get(first).asDouble(), message.get(second).asDouble()});
      }
    }
    return correlation(pairs);
  }

  static boolean hasAll(JsonNode message, String... keys) {
    for (String key : keys) {
      if (!message.has(key)) {
        return false;
      }
    }
    return true;
  }

  static double correlation(List<double[]> pairs) {
    double n = pairs.size();
    double meanX = pairs.stream().mapToDouble(pair -> pair[0]).sum() / n;
    double meanY = pairs.stream().mapToDouble(pair -> pair[1]).sum() / n;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (double[] pair : pairs) {
      xy += (pair[0] - meanX) * (pair[1] - meanY);
      xx += (pair[0] - meanX) * (pair[0] - meanX);
      yy += (pair[1] - meanY) * (pair[1] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
