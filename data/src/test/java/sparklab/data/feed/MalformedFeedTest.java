package sparklab.data.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sparklab.data.Feed;
import sparklab.data.FeedMessage;
import sparklab.data.meteo.MeteoFeed;

class MalformedFeedTest {

  private static final int COUNT = 20_000;

  @Test
  void breaksItsShareInFourWays() {
    Feed whole = new MeteoFeed(1);
    Feed broken = new MalformedFeed(new MeteoFeed(1), 10, 1);
    Map<String, Integer> kinds = new TreeMap<>();
    for (int i = 0; i < COUNT; i++) {
      FeedMessage expected = whole.next();
      FeedMessage actual = broken.next();
      assertEquals(expected.key(), actual.key());
      if (!expected.equals(actual)) {
        kinds.merge(kind(actual.json(), expected.json()), 1, Integer::sum);
      }
    }
    assertEquals(4, kinds.size(), kinds.toString());
    int sum = kinds.values().stream().mapToInt(Integer::intValue).sum();
    assertEquals(0.1, sum / (double) COUNT, 0.01);
    kinds.values().forEach(count -> assertTrue(count > sum / 5, kinds.toString()));
  }

  @Test
  void sameSeedBreaksTheSame() {
    Feed first = new MalformedFeed(new CountingFeed(), 30, 5);
    Feed second = new MalformedFeed(new CountingFeed(), 30, 5);
    StringBuilder other = new StringBuilder();
    StringBuilder one = new StringBuilder();
    Feed third = new MalformedFeed(new CountingFeed(), 30, 6);
    for (int i = 0; i < 1000; i++) {
      FeedMessage message = first.next();
      assertEquals(message, second.next());
      one.append(message.json());
      other.append(third.next().json());
    }
    assertNotEquals(one.toString(), other.toString());
  }

  @Test
  void neverCutsACharacterInTwo() {
    Feed feed = new MalformedFeed(new CountingFeed(), 100, 2);
    for (int i = 0; i < 2000; i++) {
      String json = feed.next().json();
      assertTrue(
          json.isEmpty() || !Character.isHighSurrogate(json.charAt(json.length() - 1)), json);
    }
  }

  @Test
  void aHundredPercentLeavesNothingWhole() {
    Feed whole = new CountingFeed();
    Feed feed = new MalformedFeed(new CountingFeed(), 100, 3);
    for (int i = 0; i < 1000; i++) {
      assertNotEquals(whole.next(), feed.next());
    }
  }

  private static String kind(String json, String original) {
    if (json.equals("{}")) {
      return "empty";
    }
    if (original.startsWith(json)) {
      return "cut off";
    }
    return json.contains("\"ubi\"") && json.contains("\"n/a\"") ? "wrong types" : "plain text";
  }
}
