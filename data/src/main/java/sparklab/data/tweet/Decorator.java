package sparklab.data.tweet;

import java.util.List;

/** Adds to a text what carries no language: mentions, hashtags, emoji, links. */
final class Decorator {
  /** The longest text that hashtags are added to, in code points; 24 are left for a link. */
  private static final int LONGEST = 256;

  /** Texts shorter than this keep all their words: they must not become hashtags only. */
  private static final int SHORT = 40;

  private static final double WITH_LINK = 0.36;
  private static final double WITH_PHOTO = 0.5;
  private static final double TAGGED_WORDS = 0.012;

  private final Population population;
  private final List<String> tags;
  private final List<String> neutralTags;
  private final List<String> emoji;
  private final List<String> sources;
  private final List<String> places;

  Decorator(Population population) {
    this.population = population;
    Sections words = Sections.load("shared/words.txt");
    tags = words.require("tag");
    neutralTags = words.require("tag neutral");
    emoji = words.require("emoji");
    sources = words.require("source");
    places = words.require("place");
  }

  /** A text ready to be sent, and whether its last link is a photo. */
  record Decorated(String text, boolean photo) {}

  String source(Dice dice) {
    return sources.get(Math.min(dice.below(sources.size()), dice.below(sources.size())));
  }

  /** The name of a place for one tweet of thirty, else null. */
  String place(Dice dice) {
    return dice.below(30) == 0 ? dice.pick(places) : null;
  }

  /**
   * Decorates a text; an empty one becomes a text of no language.
   *
   * @param quotes whether it must end with a link, to what it quotes
   */
  Decorated decorate(String text, Author author, Author replyTo, boolean quotes, Dice dice) {
    StringBuilder result = new StringBuilder(300);
    boolean photo =
        text.isEmpty()
            ? nothingSaid(result, quotes, dice)
            : decorate(text, author.voice(), result, quotes, dice);
    if (replyTo != null) {
      result.insert(0, "@" + replyTo.screenName() + " ");
    }
    return new Decorated(result.toString(), photo);
  }

  /** Returns whether it added a photo. */
  private boolean decorate(
      String text, Voice voice, StringBuilder result, boolean quotes, Dice dice) {
    if (text.length() < LONGEST - 40 && dice.chance(voice.tags() * 0.2)) {
      result.append(dice.pick(tags)).append(' ');
    }
    tagWords(text, result, voice, dice);
    if (dice.chance(0.08)) {
      append(result, (dice.chance(0.5) ? "@" : "via @") + population.any(dice).screenName());
    }
    if (dice.chance(voice.emoji())) {
      String some = dice.pick(emoji).repeat(dice.weighted(0, 10, 3, 3, 1));
      append(result, dice.chance(0.3) ? some + dice.pick(emoji) : some);
    }
    if (dice.chance(voice.tags())) {
      for (int i = dice.between(1, dice.between(1, 4)); i > 0; i--) {
        append(result, dice.pick(tags));
      }
    }
    boolean link = quotes || dice.chance(voice.news() ? 0.75 : WITH_LINK);
    boolean photo = !quotes && link && dice.chance(WITH_PHOTO);
    if (link) {
      append(result, TweetIds.link(dice));
    }
    return photo;
  }

  /** Copies a text, now and then making one of its words a hashtag. */
  private static void tagWords(String text, StringBuilder result, Voice voice, Dice dice) {
    if (text.length() < SHORT || !dice.chance(voice.tags() * 0.7)) {
      result.append(text);
      return;
    }
    int left = 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean wordStart = (i == 0 || text.charAt(i - 1) == ' ') && isLongWord(text, i);
      if (wordStart && left > 0 && dice.chance(Character.isUpperCase(c) ? 0.12 : TAGGED_WORDS)) {
        result.append('#');
        left--;
      }
      result.append(c);
    }
  }

  private static boolean isLongWord(String text, int start) {
    int end = start;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return end - start > 3;
  }

  /** Appends a word unless the text gets too long; a link always, for which there is room left. */
  private static void append(StringBuilder result, String token) {
    int length = result.codePointCount(0, result.length());
    if (length + 1 + token.length() > LONGEST && !token.startsWith(TweetIds.LINK)) {
      return;
    }
    if (length > 0 && result.charAt(result.length() - 1) != ' ') {
      result.append(' ');
    }
    result.append(token);
  }

  /** A text without words; returns whether it has a photo. */
  private boolean nothingSaid(StringBuilder result, boolean quotes, Dice dice) {
    boolean photo = false;
    if (quotes) {
      append(result, dice.pick(emoji));
      append(result, TweetIds.link(dice));
      return false;
    }
    switch (dice.weighted(5, 4, 3, 3, 2)) {
      case 0 -> {
        append(result, TweetIds.link(dice));
        photo = dice.chance(0.7);
      }
      case 1 -> append(result, dice.pick(emoji).repeat(dice.between(1, 5)));
      case 2 -> {
        append(result, dice.pick(neutralTags));
        append(result, TweetIds.link(dice));
        photo = dice.chance(0.5);
      }
      case 3 -> {
        append(result, "@" + population.any(dice).screenName());
        append(result, dice.pick(emoji) + dice.pick(emoji));
      }
      default -> {
        append(result, dice.pick(emoji));
        append(result, TweetIds.link(dice));
        photo = dice.chance(0.5);
      }
    }
    return photo;
  }
}
