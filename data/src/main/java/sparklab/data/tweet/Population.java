package sparklab.data.tweet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The accounts of the stream. A few write much, most write little. */
final class Population {
  private static final double FLATTENING = 25;
  private static final double EXPONENT = 0.85;
  private static final long FIRST_ACCOUNT = Instant.parse("2007-03-01T00:00:00Z").getEpochSecond();
  private static final long LAST_ACCOUNT = Instant.parse("2018-01-01T00:00:00Z").getEpochSecond();

  private final long seed;
  private final Map<TweetLanguage, Composer> composers;
  private final Author[] authors;
  private final TweetLanguage[] declared;
  private final boolean[] mislabelled;

  /** How much the accounts up to each one write together. */
  private final double[] activity;

  private final Map<String, Author> byScreenName = new HashMap<>();
  private final List<String> handles;
  private final List<String> colours;
  private final List<String> firstNames;
  private final List<String> surnames;
  private final JsonFactory json = new JsonFactory();

  /**
   * Sets up accounts, half of them Spanish.
   *
   * @param spanishMislabel share of the Spanish accounts' activity that is in English
   * @param englishMislabel share of the English accounts' activity that is in Spanish
   */
  Population(
      long seed,
      int size,
      double spanishMislabel,
      double englishMislabel,
      Map<TweetLanguage, Composer> composers) {
    this.seed = seed;
    this.composers = composers;
    authors = new Author[size];
    declared = new TweetLanguage[size];
    mislabelled = new boolean[size];
    activity = new double[size];
    Sections words = Sections.load("shared/words.txt");
    handles = words.require("handle");
    colours = words.require("colour");
    firstNames = words.require("name");
    surnames = words.require("surname");
    double sum = 0;
    double[] all = new double[2];
    double[] other = new double[2];
    Dice dice = new Dice(seed ^ 0x506F70756C617465L);
    for (int i = 0; i < size; i++) {
      double weight = StrictMath.pow(i + FLATTENING, -EXPONENT);
      sum += weight;
      activity[i] = sum;
      boolean spanish = dice.chance(0.5);
      declared[i] = spanish ? TweetLanguage.ES : TweetLanguage.EN;
      int which = spanish ? 0 : 1;
      double share = spanish ? spanishMislabel : englishMislabel;
      all[which] += weight;
      // Chosen so that the share holds for what is written, not only for the accounts.
      mislabelled[i] = other[which] + weight / 2 < share * all[which];
      if (mislabelled[i]) {
        other[which] += weight;
      }
    }
  }

  /** An account, the more likely the more it writes. */
  Author pick(Dice dice) {
    double at = dice.unit() * activity[activity.length - 1];
    int low = 0;
    int high = activity.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (activity[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return author(low);
  }

  /** An account that writes a language; any account for none. */
  Author pick(Dice dice, TweetLanguage language) {
    Author author = pick(dice);
    while (language != TweetLanguage.UND && author.writes() != language) {
      author = pick(dice);
    }
    return author;
  }

  /** Any account, all equally likely: whom texts mention. */
  Author any(Dice dice) {
    return author(dice.below(authors.length));
  }

  /** The account of a screen name that this stream has used, or null. */
  Author named(String screenName) {
    return byScreenName.get(screenName);
  }

  private Author author(int index) {
    if (authors[index] == null) {
      authors[index] = make(index);
      byScreenName.put(authors[index].screenName(), authors[index]);
    }
    return authors[index];
  }

  private Author make(int index) {
    Dice dice = new Dice(seed * 31 + index * 0x9E3779B97F4A7C15L + 7);
    TweetLanguage language = declared[index];
    TweetLanguage writes = mislabelled[index] ? language.other() : language;
    Composer composer = composers.get(writes);
    Voice voice = composer.voice(dice);
    boolean old = dice.chance(0.6);
    long id =
        old
            ? 12_000_000L + (long) (dice.unit() * 3_200_000_000L)
            : (700_000_000_000L + (long) (dice.unit() * 240_000_000_000L)) * 1_000_000L
                + dice.below(1_000_000);
    id = id / authors.length * authors.length + index;
    String first = dice.pick(firstNames);
    String screenName = screenName(first, index, dice);
    String name = name(first, dice);
    int followers = (int) StrictMath.exp(dice.unit() * 5 + dice.unit() * 5);
    int friends = (int) StrictMath.exp(2 + dice.unit() * 3 + dice.unit() * 2.5);
    int statuses = (int) StrictMath.exp(4 + dice.unit() * 8);
    Draft draft = new Draft(dice);
    String bio = composer.phrase("bio", draft, voice);
    if (dice.chance(0.5)) {
      bio += ". " + composer.phrase("bio", draft, voice);
    }
    String where = dice.chance(0.7) ? composer.phrase("where", draft, voice) : null;
    StringWriter out = new StringWriter(2000);
    try (JsonGenerator g = json.createGenerator(out)) {
      String idText = Long.toString(id);
      g.writeStartObject();
      g.writeNumberField("id", id);
      g.writeStringField("id_str", idText);
      g.writeStringField("name", name);
      g.writeStringField("screen_name", screenName);
      g.writeStringField("location", where);
      if (dice.chance(0.25)) {
        g.writeStringField(
            "url", "https://" + screenName.toLowerCase(Locale.ROOT).replace("_", "") + ".example/");
      } else {
        g.writeNullField("url");
      }
      g.writeStringField("description", dice.chance(0.85) ? bio : null);
      g.writeStringField("translator_type", dice.chance(0.06) ? "regular" : "none");
      g.writeBooleanField("protected", false);
      g.writeBooleanField("verified", followers > 9000 && dice.chance(0.3));
      g.writeNumberField("followers_count", followers);
      g.writeNumberField("friends_count", friends);
      g.writeNumberField("listed_count", followers / 60);
      g.writeNumberField("favourites_count", (int) StrictMath.exp(dice.unit() * 10.5));
      g.writeNumberField("statuses_count", statuses);
      long created = FIRST_ACCOUNT + (long) (dice.unit() * (LAST_ACCOUNT - FIRST_ACCOUNT));
      g.writeStringField("created_at", new TweetClock().format(created));
      g.writeNullField("utc_offset");
      g.writeNullField("time_zone");
      g.writeBooleanField("geo_enabled", dice.chance(0.4));
      g.writeStringField("lang", language.code());
      g.writeBooleanField("contributors_enabled", false);
      g.writeBooleanField("is_translator", false);
      boolean plain = dice.chance(0.55);
      writeColours(g, plain, dice, idText, index);
      g.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String profile = out.toString();
    String count = "\"statuses_count\":";
    int split = profile.indexOf(count) + count.length();
    return new Author(
        id,
        Long.toString(id),
        screenName,
        name,
        language,
        writes,
        voice,
        followers,
        statuses,
        profile.substring(0, split),
        profile.substring(profile.indexOf(',', split)));
  }

  private void writeColours(JsonGenerator g, boolean plain, Dice dice, String id, int index)
      throws IOException {
    String theme = plain ? "" : "http://abs.twimg.com/images/themes/theme" + dice.between(1, 19);
    g.writeStringField("profile_background_color", plain ? "F5F8FA" : dice.pick(colours));
    g.writeStringField("profile_background_image_url", plain ? "" : theme + "/bg.png");
    g.writeStringField(
        "profile_background_image_url_https",
        plain ? "" : theme.replace("http:", "https:") + "/bg.png");
    g.writeBooleanField("profile_background_tile", !plain && dice.chance(0.5));
    g.writeStringField("profile_link_color", plain ? "1DA1F2" : dice.pick(colours));
    g.writeStringField("profile_sidebar_border_color", plain ? "C0DEED" : dice.pick(colours));
    g.writeStringField("profile_sidebar_fill_color", plain ? "DDEEF6" : dice.pick(colours));
    g.writeStringField("profile_text_color", plain ? "333333" : dice.pick(colours));
    g.writeBooleanField("profile_use_background_image", dice.chance(0.8));
    boolean egg = dice.chance(0.04);
    String image =
        egg
            ? "//abs.twimg.com/sticky/default_profile_images/default_profile_normal.png"
            : "//pbs.twimg.com/profile_images/"
                + (900_000_000_000_000_000L + Math.abs(dice.nextLong() % 50_000_000_000_000_000L))
                + "/"
                + TweetIds.letters(dice, 8)
                + "_normal.jpg";
    g.writeStringField("profile_image_url", "http:" + image);
    g.writeStringField("profile_image_url_https", "https:" + image);
    if (dice.chance(0.8)) {
      g.writeStringField(
          "profile_banner_url",
          "https://pbs.twimg.com/profile_banners/" + id + "/" + (1_400_000_000 + index * 7919));
    }
    g.writeBooleanField("default_profile", plain);
    g.writeBooleanField("default_profile_image", egg);
    g.writeNullField("following");
    g.writeNullField("follow_request_sent");
    g.writeNullField("notifications");
  }

  /** At most 15 letters, digits and underscores, its end telling it from all others. */
  private String screenName(String first, int index, Dice dice) {
    StringBuilder name = new StringBuilder();
    String start = dice.chance(0.6) ? first : dice.pick(handles);
    for (int i = 0; i < start.length(); i++) {
      char c = start.charAt(i);
      int which = "áéíóúñ".indexOf(c);
      name.append(which < 0 ? c : "aeioun".charAt(which));
    }
    if (dice.chance(0.3)) {
      name.append('_');
    }
    name.append(dice.pick(handles));
    String tail = Integer.toString(index * 7 + dice.below(7));
    name.setLength(Math.min(name.length(), 15 - tail.length()));
    return name.append(tail).toString();
  }

  private String name(String first, Dice dice) {
    return switch (dice.below(5)) {
      case 0 -> first;
      case 1 -> first + " " + dice.pick(firstNames);
      case 2 -> first.toLowerCase(Locale.ROOT) + " ✨";
      default -> first + " " + dice.pick(surnames);
    };
  }
}
