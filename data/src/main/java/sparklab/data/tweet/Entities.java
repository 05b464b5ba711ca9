package sparklab.data.tweet;

import java.util.ArrayList;
import java.util.List;

/** The hashtags, mentions and links of a text, with their indices in code points. */
final class Entities {
  /** One of them: where it begins and ends (not included), and its text without # or @. */
  record Entity(int start, int end, String text) {}

  final List<Entity> hashtags = new ArrayList<>(2);
  final List<Entity> mentions = new ArrayList<>(2);
  final List<Entity> links = new ArrayList<>(1);

  /** Code points of the text. */
  final int length;

  /** Finds them; what was cut by a {@code …} is none any more. */
  Entities(String text) {
    int codePoint = 0;
    int i = 0;
    int chars = text.length();
    boolean wordStart = true;
    while (i < chars) {
      char c = text.charAt(i);
      int end = i;
      if (wordStart && c == '#' || c == '@' && wordStart) {
        end = i + 1;
        while (end < chars
            && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
          end++;
        }
        if (end > i + 1 && !isCut(text, end)) {
          List<Entity> found = c == '#' ? hashtags : mentions;
          found.add(new Entity(codePoint, codePoint + end - i, text.substring(i + 1, end)));
        }
      } else if (c == 'h' && text.startsWith(TweetIds.LINK, i)) {
        end = i + TweetIds.LINK.length();
        while (end < chars && TweetIds.isLetter(text.charAt(end))) {
          end++;
        }
        if (end - i == TweetIds.LINK.length() + TweetIds.CODE) {
          links.add(new Entity(codePoint, codePoint + end - i, text.substring(i, end)));
        }
      }
      if (end > i) {
        codePoint += end - i;
        i = end;
        wordStart = false;
      } else {
        wordStart = !Character.isLetterOrDigit(c) && c != '_' && c != '&' && c != '/';
        i += Character.isHighSurrogate(c) && i + 1 < chars ? 2 : 1;
        codePoint++;
      }
    }
    length = codePoint;
  }

  private static boolean isCut(String text, int end) {
    return end < text.length() && text.charAt(end) == '…';
  }
}
