package sparklab.data.tweet;

/** Ids and short links as the service makes them. */
final class TweetIds {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final long EPOCH = 1_288_834_974_657L;

  static final String LINK = "https://t.co/";

  /** Letters and digits after {@link #LINK}. */
  static final int CODE = 10;

  private TweetIds() {}

  /** The id of a tweet of this time, in ms since 1970; it tells up to 4,194,304 of a ms apart. */
  static long id(long timeMs, int number) {
    return (timeMs - EPOCH << 22) + number;
  }

  static String letters(Dice dice, int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(ALPHABET.charAt(dice.below(ALPHABET.length())));
    }
    return text.toString();
  }

  static String link(Dice dice) {
    return LINK + letters(dice, CODE);
  }

  static boolean isLetter(char c) {
    return ALPHABET.indexOf(c) >= 0;
  }
}
