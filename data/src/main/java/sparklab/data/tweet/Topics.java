package sparklab.data.tweet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Words of one kind by topic; those of the topic {@code general} go with every other. */
final class Topics<T> {
  private static final String GENERAL = "general";
  private static final double FROM_TOPIC = 0.7;

  private final Map<String, List<T>> byTopic = new HashMap<>();
  private final List<T> general;

  /**
   * Reads all sections whose heading is a topic, or {@code prefix topic} if there is a prefix.
   *
   * @param prefix what the headings begin with, empty for nothing
   */
  Topics(Sections sections, String prefix, Function<String, List<T>> reader) {
    for (String heading : sections.headings()) {
      if (heading.startsWith(prefix) && heading.indexOf(' ', prefix.length()) < 0) {
        List<T> words = new ArrayList<>();
        for (String entry : sections.get(heading)) {
          words.addAll(reader.apply(entry));
        }
        byTopic.put(heading.substring(prefix.length()), words);
      }
    }
    general = byTopic.get(GENERAL);
  }

  /** A word that fits the topic. */
  T pick(Dice dice, String topic) {
    List<T> words = byTopic.get(topic);
    if (words == null || general != null && !dice.chance(FROM_TOPIC)) {
      words = general;
    }
    return common(dice, words);
  }

  /** One of a list that begins with its most common words: they come more often. */
  static <T> T common(Dice dice, List<T> words) {
    double unit = dice.unit();
    return words.get((int) (words.size() * unit * Math.sqrt(unit)));
  }

  /** All words of a topic, none for one that has none. */
  List<T> of(String topic) {
    return byTopic.getOrDefault(topic, List.of());
  }
}
