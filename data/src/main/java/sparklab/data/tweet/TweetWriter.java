package sparklab.data.tweet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** Writes tweets as the messages of a Twitter v1.1 stream. Not safe for several threads. */
final class TweetWriter {
  private final JsonFactory json = new JsonFactory();
  private final Buffer buffer = new Buffer();
  private final TweetClock clock = new TweetClock();
  private final Population population;

  TweetWriter(Population population) {
    this.population = population;
  }

  /** The message of a tweet, one line. */
  String write(Tweet tweet) {
    buffer.text.setLength(0);
    try (JsonGenerator g = json.createGenerator(buffer)) {
      writeTweet(g, tweet, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.text.toString();
  }

  /** A quoted tweet is written without what it quotes itself, only with that one's id. */
  private void writeTweet(JsonGenerator g, Tweet tweet, boolean withQuoted) throws IOException {
    Tweet original = tweet.original();
    Entities whole = new Entities(tweet.text());
    boolean isLong = whole.length > Tweet.SHORT;
    boolean truncated = isLong && original == null;
    String text = tweet.text();
    Entities entities = whole;
    if (isLong) {
      text =
          truncated
              ? cut(text, Tweet.SHORT - 2 - TweetIds.LINK.length() - TweetIds.CODE, true)
                  + "… "
                  + selfLink(tweet.id())
              : cut(text, Tweet.SHORT - 1, false) + "…";
      entities = new Entities(text);
    }
    Dice dice = new Dice(tweet.id());
    String id = Long.toString(tweet.id());
    g.writeStartObject();
    g.writeStringField("created_at", clock.format(tweet.timeMs() / 1000));
    g.writeNumberField("id", tweet.id());
    g.writeStringField("id_str", id);
    g.writeStringField("text", text);
    if (original == null) {
      writeRange(g, tweet, truncated ? Tweet.SHORT : entities.length);
    }
    g.writeStringField("source", tweet.source());
    g.writeBooleanField("truncated", truncated);
    writeReply(g, tweet.replyTo(), tweet, dice);
    writeAuthor(g, tweet);
    g.writeNullField("geo");
    g.writeNullField("coordinates");
    writePlace(g, tweet.place(), dice);
    g.writeNullField("contributors");
    if (original != null) {
      g.writeFieldName("retweeted_status");
      writeTweet(g, original, true);
    }
    writeQuoted(g, tweet.quoted(), withQuoted);
    if (truncated) {
      g.writeObjectFieldStart("extended_tweet");
      g.writeStringField("full_text", tweet.text());
      writeRange(g, tweet, whole.length);
      writeEntities(g, tweet, whole, false);
      if (tweet.photo()) {
        writeExtendedEntities(g, tweet, whole);
      }
      g.writeEndObject();
    }
    boolean fresh = tweet.original() != null || dice.chance(0.5);
    g.writeNumberField("quote_count", fresh ? 0 : dice.below(40));
    g.writeNumberField("reply_count", fresh ? 0 : dice.below(120));
    g.writeNumberField("retweet_count", fresh ? 0 : dice.below(4000));
    g.writeNumberField("favorite_count", fresh ? 0 : dice.below(9000));
    writeEntities(g, tweet, entities, truncated);
    if (tweet.photo() && !isLong) {
      writeExtendedEntities(g, tweet, whole);
    }
    g.writeBooleanField("favorited", false);
    g.writeBooleanField("retweeted", false);
    if (!whole.links.isEmpty()) {
      g.writeBooleanField("possibly_sensitive", false);
    }
    g.writeStringField("filter_level", "low");
    g.writeStringField("lang", tweet.language().code());
    g.writeStringField("timestamp_ms", Long.toString(tweet.timeMs()));
    g.writeEndObject();
  }

  private void writeQuoted(JsonGenerator g, Tweet quoted, boolean withQuoted) throws IOException {
    g.writeBooleanField("is_quote_status", quoted != null);
    if (quoted != null) {
      g.writeNumberField("quoted_status_id", quoted.id());
      g.writeStringField("quoted_status_id_str", Long.toString(quoted.id()));
      if (withQuoted) {
        g.writeFieldName("quoted_status");
        writeTweet(g, quoted, false);
      }
    }
  }

  /** The first code points of a text, whole words only if asked, without a space at the end. */
  static String cut(String text, int codePoints, boolean wholeWords) {
    int end = text.offsetByCodePoints(0, codePoints);
    if (wholeWords && text.charAt(end) != ' ') {
      int space = text.lastIndexOf(' ', end);
      end = space > 0 ? space : end;
    }
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  private static String selfLink(long id) {
    return TweetIds.link(new Dice(id + 1));
  }

  private static void writeRange(JsonGenerator g, Tweet tweet, int end) throws IOException {
    int start = tweet.replyTo() == null ? 0 : tweet.replyTo().screenName().length() + 2;
    g.writeArrayFieldStart("display_text_range");
    g.writeNumber(Math.min(start, end));
    g.writeNumber(end);
    g.writeEndArray();
  }

  private static void writeReply(JsonGenerator g, Author to, Tweet tweet, Dice dice)
      throws IOException {
    if (to == null) {
      g.writeNullField("in_reply_to_status_id");
      g.writeNullField("in_reply_to_status_id_str");
      g.writeNullField("in_reply_to_user_id");
      g.writeNullField("in_reply_to_user_id_str");
      g.writeNullField("in_reply_to_screen_name");
      return;
    }
    if (dice.chance(0.8)) {
      long id = tweet.id() - ((long) dice.between(5_000, 90_000_000) << 22) - 3;
      g.writeNumberField("in_reply_to_status_id", id);
      g.writeStringField("in_reply_to_status_id_str", Long.toString(id));
    } else {
      g.writeNullField("in_reply_to_status_id");
      g.writeNullField("in_reply_to_status_id_str");
    }
    g.writeNumberField("in_reply_to_user_id", to.id());
    g.writeStringField("in_reply_to_user_id_str", to.key());
    g.writeStringField("in_reply_to_screen_name", to.screenName());
  }

  private static void writeAuthor(JsonGenerator g, Tweet tweet) throws IOException {
    Author author = tweet.author();
    g.writeFieldName("user");
    g.writeRawValue(author.profile());
    g.writeRaw(Integer.toString(author.statuses() + (int) ((tweet.id() >>> 34) % 900)));
    g.writeRaw(author.profileEnd());
  }

  private static void writePlace(JsonGenerator g, String place, Dice dice) throws IOException {
    if (place == null) {
      g.writeNullField("place");
      return;
    }
    String id = Long.toHexString(dice.nextLong() | Long.MIN_VALUE);
    double west = dice.between(-9_800, 200) / 100.0;
    double south = dice.between(-3_400, 5_500) / 100.0;
    g.writeObjectFieldStart("place");
    g.writeStringField("id", id);
    g.writeStringField("url", "https://api.twitter.com/1.1/geo/id/" + id + ".json");
    g.writeStringField("place_type", "city");
    g.writeStringField("name", place);
    g.writeStringField("full_name", place);
    g.writeStringField("country_code", "");
    g.writeStringField("country", "");
    g.writeObjectFieldStart("bounding_box");
    g.writeStringField("type", "Polygon");
    g.writeArrayFieldStart("coordinates");
    g.writeStartArray();
    for (int corner = 0; corner < 4; corner++) {
      g.writeStartArray();
      g.writeNumber(corner < 2 ? west : west + 0.25);
      g.writeNumber(corner == 0 || corner == 3 ? south : south + 0.25);
      g.writeEndArray();
    }
    g.writeEndArray();
    g.writeEndArray();
    g.writeEndObject();
    g.writeObjectFieldStart("attributes");
    g.writeEndObject();
    g.writeEndObject();
  }

  private void writeEntities(JsonGenerator g, Tweet tweet, Entities entities, boolean truncated)
      throws IOException {
    g.writeObjectFieldStart("entities");
    g.writeArrayFieldStart("hashtags");
    for (Entities.Entity tag : entities.hashtags) {
      g.writeStartObject();
      g.writeStringField("text", tag.text());
      writeIndices(g, tag);
      g.writeEndObject();
    }
    g.writeEndArray();
    g.writeArrayFieldStart("urls");
    List<Entities.Entity> links = entities.links;
    boolean photo = tweet.photo() && !truncated;
    for (int i = 0; i < links.size(); i++) {
      boolean last = i == links.size() - 1;
      if (!(photo && last)) {
        writeLink(g, links.get(i), last ? target(tweet, truncated) : null);
      }
    }
    g.writeEndArray();
    g.writeArrayFieldStart("user_mentions");
    for (Entities.Entity mention : entities.mentions) {
      Author author = population.named(mention.text());
      g.writeStartObject();
      g.writeStringField("screen_name", mention.text());
      g.writeStringField("name", author.name());
      g.writeNumberField("id", author.id());
      g.writeStringField("id_str", author.key());
      writeIndices(g, mention);
      g.writeEndObject();
    }
    g.writeEndArray();
    g.writeArrayFieldStart("symbols");
    g.writeEndArray();
    if (photo && !links.isEmpty()) {
      writeMedia(g, tweet, links.get(links.size() - 1));
    }
    g.writeEndObject();
  }

  /** Where the last link leads if that is a tweet, else null. */
  private static String target(Tweet tweet, boolean truncated) {
    if (truncated) {
      return "twitter.com/i/web/status/" + tweet.id();
    }
    Tweet quoted = tweet.quoted();
    return quoted == null
        ? null
        : "twitter.com/" + quoted.author().screenName() + "/status/" + quoted.id();
  }

  private static void writeLink(JsonGenerator g, Entities.Entity link, String target)
      throws IOException {
    String code = link.text().substring(TweetIds.LINK.length());
    String to =
        target != null
            ? target
            : (Character.isDigit(code.charAt(0)) ? "blog.example/" : "news.example/") + code;
    g.writeStartObject();
    g.writeStringField("url", link.text());
    g.writeStringField("expanded_url", "https://" + to);
    g.writeStringField("display_url", to.length() <= 26 ? to : to.substring(0, 26) + "…");
    writeIndices(g, link);
    g.writeEndObject();
  }

  private static void writeIndices(JsonGenerator g, Entities.Entity entity) throws IOException {
    g.writeArrayFieldStart("indices");
    g.writeNumber(entity.start());
    g.writeNumber(entity.end());
    g.writeEndArray();
  }

  private static void writeExtendedEntities(JsonGenerator g, Tweet tweet, Entities entities)
      throws IOException {
    g.writeObjectFieldStart("extended_entities");
    writeMedia(g, tweet, entities.links.get(entities.links.size() - 1));
    g.writeEndObject();
  }

  private static void writeMedia(JsonGenerator g, Tweet tweet, Entities.Entity link)
      throws IOException {
    // A tweet and what repeats it show the same photo.
    Tweet owner = tweet.original() == null ? tweet : tweet.original();
    long id = owner.id() - 17;
    String url = "//pbs.twimg.com/media/" + link.text().substring(TweetIds.LINK.length()) + ".jpg";
    String idText = Long.toString(id);
    g.writeArrayFieldStart("media");
    g.writeStartObject();
    g.writeNumberField("id", id);
    g.writeStringField("id_str", idText);
    writeIndices(g, link);
    g.writeStringField("media_url", "http:" + url);
    g.writeStringField("media_url_https", "https:" + url);
    g.writeStringField("url", link.text());
    g.writeStringField(
        "display_url", "pic.twitter.com/" + link.text().substring(TweetIds.LINK.length()));
    g.writeStringField(
        "expanded_url",
        "https://twitter.com/"
            + owner.author().screenName()
            + "/status/"
            + owner.id()
            + "/photo/1");
    g.writeStringField("type", "photo");
    g.writeObjectFieldStart("sizes");
    writeSize(g, "thumb", 150, 150, "crop");
    writeSize(g, "small", 680, 510, "fit");
    writeSize(g, "medium", 1200, 900, "fit");
    writeSize(g, "large", 2048, 1536, "fit");
    g.writeEndObject();
    g.writeEndObject();
    g.writeEndArray();
  }

  private static void writeSize(JsonGenerator g, String name, int width, int height, String how)
      throws IOException {
    g.writeObjectFieldStart(name);
    g.writeNumberField("w", width);
    g.writeNumberField("h", height);
    g.writeStringField("resize", how);
    g.writeEndObject();
  }

  /** A writer into memory that, unlike StringWriter, needs no lock and is used again. */
  private static final class Buffer extends Writer {
    private final StringBuilder text = new StringBuilder(12_000);

    @Override
    public void write(char[] chars, int from, int count) {
      text.append(chars, from, count);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
