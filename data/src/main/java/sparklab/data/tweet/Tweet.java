package sparklab.data.tweet;

/**
 * A tweet: what was written, when and by whom.
 *
 * @param text all of it, however long
 * @param language the language of the text
 * @param replyTo whom it answers, or null
 * @param photo whether its last link is a photo
 * @param source the program it was sent with, an HTML link
 * @param place where it was sent from, or null
 * @param original what it retweets, or null
 * @param quoted what it quotes, or null; its last link leads there
 */
record Tweet(
    long id,
    long timeMs,
    Author author,
    String text,
    TweetLanguage language,
    Author replyTo,
    boolean photo,
    String source,
    String place,
    Tweet original,
    Tweet quoted) {
  /** The longest text that a message shows whole. */
  static final int SHORT = 140;
}
