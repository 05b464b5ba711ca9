package sparklab.lesson.source;

/** The options of a lesson that reads tweets: the topic {@code tweet} unless told otherwise. */
public final class TweetTopic extends KafkaSource {

  /** As picocli fills them. */
  public TweetTopic() {
    super("tweet");
  }
}
