package sparklab.data.tweet;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sparklab.data.FeedMessage;

class TweetFeedTest {
  private static final int MESSAGES = 20_000;
  private static final List<String> REQUIRED =
      List.of(
          "created_at",
          "id",
          "id_str",
          "text",
          "source",
          "truncated",
          "in_reply_to_status_id",
          "in_reply_to_user_id",
          "in_reply_to_screen_name",
          "user",
          "geo",
          "coordinates",
          "place",
          "contributors",
          "is_quote_status",
          "quote_count",
          "reply_count",
          "retweet_count",
          "favorite_count",
          "entities",
          "favorited",
          "retweeted",
          "filter_level",
          "lang",
          "timestamp_ms");
  private static final List<String> REQUIRED_OF_USER =
      List.of(
          "id",
          "id_str",
          "name",
          "screen_name",
          "location",
          "url",
          "description",
          "translator_type",
          "protected",
          "verified",
          "followers_count",
          "friends_count",
          "listed_count",
          "favourites_count",
          "statuses_count",
          "created_at",
          "utc_offset",
          "time_zone",
          "geo_enabled",
          "lang",
          "contributors_enabled",
          "is_translator",
          "profile_background_color",
          "profile_background_image_url",
          "profile_background_image_url_https",
          "profile_background_tile",
          "profile_link_color",
          "profile_sidebar_border_color",
          "profile_sidebar_fill_color",
          "profile_text_color",
          "profile_use_background_image",
          "profile_image_url",
          "profile_image_url_https",
          "default_profile",
          "default_profile_image",
          "following",
          "follow_request_sent",
          "notifications");

  /** A message that is a tweet, with what the feed said of it. */
  private record Received(String key, JsonNode json, TweetTruth truth) {
    boolean isRetweet() {
      return json.has("retweeted_status");
    }

    /** The whole text, of the original if it is a retweet. */
    String fullText() {
      JsonNode tweet = isRetweet() ? json.get("retweeted_status") : json;
      return tweet.has("extended_tweet")
          ? tweet.get("extended_tweet").get("full_text").asText()
          : tweet.get("text").asText();
    }
  }

  private static final List<Received> TWEETS = new ArrayList<>();
  private static final List<JsonNode> OTHERS = new ArrayList<>();
  private static long characters;

  @BeforeAll
  static void readTheStream() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    TweetFeed feed = TweetFeed.builder().seed(42).build();
    for (int i = 0; i < MESSAGES; i++) {
      FeedMessage message = feed.next();
      characters += message.json().length();
      assertFalse(message.json().contains("\n"), "a message is one line");
      JsonNode json = mapper.readTree(message.json());
      if (json.has("text")) {
        TWEETS.add(new Received(message.key(), json, feed.lastTruth().orElseThrow()));
      } else {
        assertTrue(feed.lastTruth().isEmpty(), "no truth of what is not a tweet");
        OTHERS.add(json);
      }
    }
  }

  private static List<String> take(TweetFeed feed, int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FeedMessage message = feed.next();
      lines.add(message.key() + " " + message.json());
    }
    return lines;
  }

  @Test
  void theSameSeedGivesTheSameStream() {
    List<String> first = take(TweetFeed.builder().seed(7).build(), 500);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertEquals(first, take(TweetFeed.builder().seed(7).build(), 500));
    } finally {
      Locale.setDefault(before);
    }
    assertNotEquals(first, take(TweetFeed.builder().seed(8).build(), 500));
  }

  @Test
  void aMessageHasTheKeysOfTheStream() {
    for (Received tweet : TWEETS) {
      JsonNode json = tweet.json();
      REQUIRED.forEach(key -> assertTrue(json.has(key), key));
      REQUIRED_OF_USER.forEach(key -> assertTrue(json.get("user").has(key), "user." + key));
      assertEquals(tweet.key(), json.get("user").get("id_str").asText());
      assertEquals(json.get("id").asText(), json.get("id_str").asText());
      assertTrue(json.get("timestamp_ms").isTextual());
      assertTrue(
          json.get("created_at").asText().matches("\\w{3} \\w{3} \\d\\d [\\d:]{8} \\+0000 \\d{4}"));
    }
  }

  @Test
  void whatIsNoTweetIsADeletionOrALimit() {
    for (JsonNode other : OTHERS) {
      assertEquals(1, other.size());
      assertTrue(
          other.path("limit").has("track") || other.path("delete").path("status").has("id_str"));
    }
  }

  @Test
  void idsAreNotRepeatedAndTimesDoNotGoBack() {
    Set<Long> ids = new HashSet<>();
    long last = 0;
    for (Received tweet : TWEETS) {
      assertTrue(ids.add(tweet.json().get("id").asLong()));
      long time = Long.parseLong(tweet.json().get("timestamp_ms").asText());
      assertTrue(time >= last);
      last = time;
    }
  }

  @Test
  void entitiesLieWhereTheirIndicesSay() {
    for (Received tweet : TWEETS) {
      checkEntities(tweet.json());
      if (tweet.isRetweet()) {
        checkEntities(tweet.json().get("retweeted_status"));
      }
    }
  }

  private static void checkEntities(JsonNode tweet) {
    checkEntities(tweet.get("text").asText(), tweet.get("entities"));
    JsonNode extended = tweet.get("extended_tweet");
    if (extended != null) {
      checkEntities(extended.get("full_text").asText(), extended.get("entities"));
    }
  }

  private static void checkEntities(String text, JsonNode entities) {
    entities.get("hashtags").forEach(e -> assertEquals("#" + e.get("text").asText(), at(text, e)));
    entities
        .get("user_mentions")
        .forEach(e -> assertEquals("@" + e.get("screen_name").asText(), at(text, e)));
    entities.get("urls").forEach(e -> assertEquals(e.get("url").asText(), at(text, e)));
    entities.path("media").forEach(e -> assertEquals(e.get("url").asText(), at(text, e)));
  }

  private static String at(String text, JsonNode entity) {
    int start = text.offsetByCodePoints(0, entity.get("indices").get(0).asInt());
    int end = text.offsetByCodePoints(0, entity.get("indices").get(1).asInt());
    return text.substring(start, end);
  }

  @Test
  void longTextsAreCutAndGivenInFull() {
    int seen = 0;
    for (Received tweet : TWEETS) {
      JsonNode json = tweet.json();
      String text = json.get("text").asText();
      int length = text.codePointCount(0, text.length());
      assertTrue(length <= 140, text);
      if (json.get("truncated").asBoolean()) {
        seen++;
        String full = json.get("extended_tweet").get("full_text").asText();
        int fullLength = full.codePointCount(0, full.length());
        JsonNode range = json.get("extended_tweet").get("display_text_range");
        assertEquals(fullLength, range.get(1).asInt());
        int shown = fullLength - range.get(0).asInt();
        assertTrue(fullLength > 140 && shown <= 280, full);
        Matcher cut = Pattern.compile("(?s)(.*)… https://t\\.co/\\w{10}").matcher(text);
        assertTrue(cut.matches() && full.startsWith(cut.group(1)), text);
      }
    }
    assertTrue(seen > 100);
  }

  @Test
  void aRetweetRepeatsItsOriginal() {
    for (Received tweet : TWEETS) {
      if (tweet.isRetweet()) {
        JsonNode original = tweet.json().get("retweeted_status");
        String start = "RT @" + original.get("user").get("screen_name").asText() + ": ";
        assertTrue(tweet.json().get("text").asText().startsWith(start));
        assertEquals(original.get("lang"), tweet.json().get("lang"));
        assertNotEquals(original.get("id"), tweet.json().get("id"));
      }
    }
  }

  @Test
  void theTruthAgreesWithLang() {
    for (Received tweet : TWEETS) {
      assertEquals(tweet.truth().id(), tweet.json().get("id").asLong());
      assertEquals(tweet.truth().language().code(), tweet.json().get("lang").asText());
    }
  }

  @Test
  void textsOfNoLanguageHaveNoWords() {
    for (Received tweet : TWEETS) {
      boolean noLanguage = tweet.truth().language() == TweetLanguage.UND;
      String rest = tweet.fullText().replaceAll("https://t\\.co/\\w+|[@#]\\w+", "");
      assertEquals(noLanguage, !rest.matches("(?s).*\\p{L}.*"), tweet.fullText());
    }
  }

  @Test
  void sharesAreThoseOfTheRealStream() {
    double tweets = TWEETS.size();
    assertAll(
        () -> between(0.012, 0.03, OTHERS.size() / (double) MESSAGES),
        () -> between(0.12, 0.19, count(t -> t.json().get("truncated").asBoolean()) / tweets),
        () -> between(0.2, 0.55, count(Received::isRetweet) / tweets),
        () -> between(0.075, 0.105, count(t -> languageOf(t).equals("und")) / tweets),
        () -> between(0.11, 0.16, mislabelled(TWEETS, "es", "en")),
        () -> between(0.009, 0.026, mislabelled(TWEETS, "en", "es")),
        () -> between(3_600, 4_600, characters / (double) MESSAGES));
  }

  @Test
  void theMislabelShareIsTheOneAsked() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    for (double share : new double[] {0, 0.3}) {
      TweetFeed feed = TweetFeed.builder().seed(5).mislabel(share).build();
      List<Received> tweets = new ArrayList<>();
      for (int i = 0; i < 8_000; i++) {
        FeedMessage message = feed.next();
        JsonNode json = mapper.readTree(message.json());
        feed.lastTruth().ifPresent(truth -> tweets.add(new Received(message.key(), json, truth)));
      }
      between(share - 0.03, share + 0.03, mislabelled(tweets, "es", "en"));
      between(share - 0.03, share + 0.03, mislabelled(tweets, "en", "es"));
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> TweetFeed.builder().mislabel(1.2));
    assertThrows(IllegalArgumentException.class, () -> TweetFeed.builder().mislabel(Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> TweetFeed.builder().meanGap(Duration.ofMillis(-1)));
  }

  @Test
  void theStreamBeginsWhenAsked() throws Exception {
    Instant start = Instant.parse("2026-03-01T12:00:00Z");
    TweetFeed feed = TweetFeed.builder().start(start).meanGap(Duration.ofSeconds(1)).build();
    FeedMessage message = feed.next();
    while (feed.lastTruth().isEmpty()) {
      message = feed.next();
    }
    JsonNode json = new ObjectMapper().readTree(message.json());
    assertTrue(json.get("created_at").asText().startsWith("Sun Mar 01 12:00:"));
  }

  @Test
  void accountsStayTheSame() {
    Map<String, String> names = new HashMap<>();
    for (Received tweet : TWEETS) {
      JsonNode user = tweet.json().get("user");
      String now = user.get("screen_name") + " " + user.get("lang") + " " + user.get("description");
      String before = names.putIfAbsent(tweet.key(), now);
      assertTrue(before == null || before.equals(now));
    }
    assertTrue(names.size() > 2_000);
  }

  @Test
  void eachLanguageHasThousandsOfWords() {
    for (String language : List.of("es", "en")) {
      Set<String> words = new HashSet<>();
      Pattern word = Pattern.compile("\\p{L}+");
      for (Received tweet : TWEETS) {
        if (languageOf(tweet).equals(language)) {
          String text = tweet.fullText().replaceAll("https://t\\.co/\\w+|[@#]\\w+", " ");
          Matcher matcher = word.matcher(text.toLowerCase(Locale.ROOT));
          while (matcher.find()) {
            words.add(matcher.group());
          }
        }
      }
      assertTrue(words.size() >= 5_000, language + ": " + words.size());
    }
  }

  @Test
  void textsAreOfEveryLength() {
    int[] lengths = new int[29];
    for (Received tweet : TWEETS) {
      String text = tweet.fullText();
      lengths[Math.min(28, text.codePointCount(0, text.length()) / 10)]++;
    }
    for (int i = 1; i < 28; i++) {
      assertTrue(lengths[i] > 30, "texts of " + i * 10 + " characters: " + lengths[i]);
    }
  }

  private static String languageOf(Received tweet) {
    return tweet.truth().language().code();
  }

  private static double mislabelled(List<Received> tweets, String declared, String written) {
    int all = 0;
    int wrong = 0;
    for (Received tweet : tweets) {
      boolean inALanguage = !languageOf(tweet).equals("und");
      if (inALanguage && tweet.json().get("user").get("lang").asText().equals(declared)) {
        all++;
        wrong += languageOf(tweet).equals(written) ? 1 : 0;
      }
    }
    return wrong / (double) all;
  }

  private static long count(Predicate<Received> which) {
    return TWEETS.stream().filter(which).count();
  }

  private static void between(double low, double high, double value) {
    assertTrue(value >= low && value <= high, value + " is not from " + low + " to " + high);
  }
}
