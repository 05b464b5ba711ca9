package sparklab.data.feed;

import java.util.Random;
import java.util.regex.Pattern;
import sparklab.data.Feed;
import sparklab.data.FeedMessage;

/**
 * Another feed with a share of its messages replaced by broken ones of four kinds, under their
 * keys: JSON cut off in the middle, numbers that have become words, plain text, an empty object.
 * The same seed breaks the same messages in the same way.
 */
final class MalformedFeed implements Feed {

  private static final Pattern NUMBER =
      Pattern.compile("(?<=[:\\[,])\\s*-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?(?=\\s*[,}\\]])");

  private static final String[] PLAIN_TEXTS = {
    "503 Service Unavailable",
    "no data",
    "connection reset; trying again",
    "-- end of transmission --"
  };

  private final Feed feed;
  private final double share;
  private final Random random;

  /**
   * @param percent of the messages to break, 0 to 100
   */
  MalformedFeed(Feed feed, double percent, long seed) {
    this.feed = feed;
    this.share = percent / 100;
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
  }

  @Override
  public FeedMessage next() {
    FeedMessage message = feed.next();
    if (random.nextDouble() >= share) {
      return message;
    }
    return new FeedMessage(message.key(), broken(message.json()));
  }

  private String broken(String json) {
    return switch (random.nextInt(4)) {
      case 0 -> cutOff(json);
      case 1 -> NUMBER.matcher(json).replaceAll("\"n/a\"");
      case 2 -> PLAIN_TEXTS[random.nextInt(PLAIN_TEXTS.length)];
      default -> "{}";
    };
  }

  /** Some of its beginning, never all; not half of a character. */
  private String cutOff(String json) {
    if (json.length() < 2) {
      return "{";
    }
    int end = 1 + random.nextInt(json.length() - 1);
    return json.substring(0, Character.isHighSurrogate(json.charAt(end - 1)) ? end - 1 : end);
  }
}
