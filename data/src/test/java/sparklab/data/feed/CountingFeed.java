package sparklab.data.feed;

import sparklab.data.Feed;
import sparklab.data.FeedMessage;

/** Messages that tell their number: {"n":1,"text":"é😀"} and so on. */
final class CountingFeed implements Feed {

  private int n;

  @Override
  public FeedMessage next() {
    n++;
    return new FeedMessage("k" + n % 10, "{\"n\":" + n + ",\"text\":\"é😀\"}");
  }
}
