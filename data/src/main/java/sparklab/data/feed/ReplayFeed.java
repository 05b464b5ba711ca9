package sparklab.data.feed;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.cli.Mistake;
import sparklab.data.Encoding;
import sparklab.data.Feed;
import sparklab.data.FeedMessage;

/**
 * The lines of a captured file as they are, from the top again after the last. Blank lines are
 * passed over; a line without a key (a broken record may be part of a capture) gets an empty one.
 */
final class ReplayFeed implements Feed, Closeable {

  /** How JSON begins that is not an object on one line: what AEMET's own service sends. */
  private static final Pattern PART = Pattern.compile("\\s*(\\[.*|\\{\\s*)");

  private final Path file;
  private final Pattern key;
  private BufferedReader reader;
  private boolean sawMessage;

  /**
   * @param keyField the JSON field that holds the key, a string
   * @throws Mistake if the file cannot be read, or is not UTF-8 (or UTF-16 with its mark)
   */
  ReplayFeed(Path file, String keyField) {
    this.file = file;
    this.key = Pattern.compile('"' + Pattern.quote(keyField) + "\"\\s*:\\s*\"([^\"]*)\"");
    check();
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
            throw Mistake.failure("The file %s holds no messages.", file);
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
    try {
      return Encoding.open(file);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Before the first message is sent, as a file in another encoding would spoil each accent. */
  private void check() {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw Mistake.failure("There is no readable file %s.", file);
    }
    try {
      OptionalLong line = Encoding.firstForeignLine(file);
      if (line.isPresent()) {
        throw Mistake.failure(
            "Line %d of the file %s is not UTF-8 text: %s.",
            line.getAsLong(), file, Encoding.cure(file));
      }
      try (Stream<String> lines = Encoding.open(file).lines()) {
        if (lines
            .filter(each -> !each.isBlank())
            .limit(1)
            .anyMatch(each -> PART.matcher(each).matches())) {
          throw Mistake.failure(
              "The file %s is JSON over several lines, or an array, and a feed sends a message a"
                  + " line: convert it first, for example with jq -c '(arrays | .[]), objects' '%s'.",
              file, file);
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Mistake unreadable(IOException e) {
    return Mistake.failure("The file %s cannot be read: %s.", file, e.getMessage());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
