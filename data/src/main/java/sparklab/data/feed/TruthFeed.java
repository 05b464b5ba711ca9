package sparklab.data.feed;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import sparklab.cli.Mistake;
import sparklab.data.Feed;
import sparklab.data.FeedMessage;
import sparklab.data.tweet.TweetFeed;
import sparklab.data.tweet.TweetTruth;

/**
 * A feed of tweets that writes aside in which language each one really is, {@code id<TAB>es|en|und}
 * a line. The file is there whole at the end, or not at all.
 */
final class TruthFeed implements Feed, Closeable {

  private final TweetFeed tweets;
  private final Path file;
  private final Path unfinished;
  private final BufferedWriter out;

  TruthFeed(TweetFeed tweets, Path file) {
    this.tweets = tweets;
    this.file = file;
    unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      out = Files.newBufferedWriter(unfinished);
    } catch (IOException refused) {
      throw Mistake.usage(
          "--truth %s cannot be written: check that its folder is there and yours.", file);
    }
  }

  @Override
  public FeedMessage next() {
    FeedMessage message = tweets.next();
    tweets.lastTruth().ifPresent(this::write);
    return message;
  }

  private void write(TweetTruth truth) {
    try {
      out.write(truth.id() + "\t" + truth.language().code() + "\n");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
