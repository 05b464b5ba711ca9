package sparklab.data;

/**
 * One message of a feed.
 *
 * @param key what the message is about (a station's code, a user's id); in Kafka, the record's key
 * @param json the message itself: one JSON object on one line
 */
public record FeedMessage(String key, String json) {}
