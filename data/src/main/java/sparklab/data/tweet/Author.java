package sparklab.data.tweet;

/**
 * An account of the stream.
 *
 * @param language what it declares, {@code user.lang}: the label
 * @param writes what it writes, the other language if it is mislabelled
 * @param profile the {@code user} object up to the value of {@code statuses_count}
 * @param profileEnd the rest of the object, from the comma on
 */
record Author(
    long id,
    String key,
    String screenName,
    String name,
    TweetLanguage language,
    TweetLanguage writes,
    Voice voice,
    int followers,
    int statuses,
    String profile,
    String profileEnd) {}
