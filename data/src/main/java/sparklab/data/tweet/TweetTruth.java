package sparklab.data.tweet;

/**
 * What the feed knows of a tweet that it made.
 *
 * @param id the tweet's {@code id}
 * @param language the language of its text, whatever its account declares
 */
public record TweetTruth(long id, TweetLanguage language) {}
