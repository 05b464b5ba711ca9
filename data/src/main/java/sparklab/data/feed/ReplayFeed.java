package sparklab.data.feed;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparklab.cli.Mistake;
import sparklab.data.Feed;
import sparklab.data.FeedMessage;

/**
 * The lines of a captured file as they are, from the top again after the last. Blank lines are
 * passed over; a line without a key (a broken record may be part of a capture) gets an empty one.
 */
final class ReplayFeed implements Feed, Closeable {

  private final Path file;
  private final Pattern key;
  private BufferedReader reader;
  private boolean sawMessage;

  /**
   * @param keyField the JSON field that holds the key, a string
   * @throws Mistake if the file cannot be read
   */
  ReplayFeed(Path file, String keyField) {
    this.file = file;
    this.key = Pattern.compile('"' + Pattern.quote(keyField) + "\"\\s*:\\s*\"([^\"]*)\"");
    this.reader = open();
  }

  @Override
  public FeedMessage next() {
    String line = nextLine();
    Matcher matcher = key.matcher(line);
    return new FeedMessage(matcher.find() ? matcher.group(1) : "", line);
  }

  private String nextLine() {
    try {
      while (true) {
        String line = reader.readLine();
        if (line == null) {
          if (!sawMessage) {
            throw Mistake.failure("The file " + file + " holds no messages.");
          }
          reader.close();
          reader = open();
        } else if (!line.isBlank()) {
          sawMessage = true;
          return line;
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private BufferedReader open() {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw Mistake.failure("There is no readable file " + file + ".");
    }
    try {
      // A foreign byte in a capture is a record to look at, not a reason to stop.
      return new BufferedReader(
          new InputStreamReader(
              Files.newInputStream(file),
              StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Mistake unreadable(IOException e) {
    return Mistake.failure("The file " + file + " cannot be read: " + e.getMessage() + ".");
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
