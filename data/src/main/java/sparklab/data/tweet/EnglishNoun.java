package sparklab.data.tweet;

import java.util.List;

/** An English noun; {@code plural} is null for what cannot be counted. */
record EnglishNoun(String singular, String plural) {
  /** Reads an entry: {@code dog}, {@code child:children}, {@code water:-}. */
  static List<EnglishNoun> parse(String entry) {
    String[] parts = entry.split(":");
    if (parts.length == 1) {
      return List.of(new EnglishNoun(entry, pluralOf(entry)));
    }
    return List.of(new EnglishNoun(parts[0], parts[1].equals("-") ? null : parts[1]));
  }

  /** The ending -s by the rules of spelling; the third person of verbs follows the same ones. */
  static String pluralOf(String word) {
    if (word.matches(".*(s|x|z|ch|sh)")) {
      return word + "es";
    }
    if (word.matches(".*[^aeiou]y")) {
      return word.substring(0, word.length() - 1) + "ies";
    }
    return word + "s";
  }
}
