package sparklab.testing;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A word count that shares no code with the lessons: letter by letter, in one thread. */
public final class WordCount {

  private WordCount() {}

  /** The words of a text and how often each is in it. */
  public static Map<String, Long> of(String text) {
    Map<String, Long> counts = new TreeMap<>();
    StringBuilder word = new StringBuilder();
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    composed
        .codePoints()
        .forEach(
            point -> {
              int type = Character.getType(point);
              boolean mark =
                  type == Character.NON_SPACING_MARK
                      || type == Character.COMBINING_SPACING_MARK
                      || type == Character.ENCLOSING_MARK;
              if (Character.isLetter(point) || mark) {
                word.appendCodePoint(point);
              } else if (!word.isEmpty()) {
                counts.merge(word.toString(), 1L, Long::sum);
                word.setLength(0);
              }
            });
    if (!word.isEmpty()) {
      counts.merge(word.toString(), 1L, Long::sum);
    }
    return counts;
  }

  /** The first lines of its top list as the lessons print them. */
  public static String top(Map<String, Long> counts, int size) {
    List<Map.Entry<String, Long>> entries = new ArrayList<>(counts.entrySet());
    // The map is in the order of the words already (no word here leaves the basic plane), and
    // sorting by count keeps it.
    entries.sort(Map.Entry.<String, Long>comparingByValue().reversed());
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Long> entry : entries.subList(0, Math.min(size, entries.size()))) {
      text.append(entry.getKey()).append('\t').append(entry.getValue()).append('\n');
    }
    return text.toString();
  }
}
