package sparklab.data;

/** An endless series of messages, the same for the same seed. */
public interface Feed {

  /** The next message; never null. */
  FeedMessage next();
}
