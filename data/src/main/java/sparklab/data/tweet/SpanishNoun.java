package sparklab.data.tweet;

import java.util.List;
import java.util.Set;

/** A Spanish noun with its plural and gender. */
record SpanishNoun(String singular, String plural, boolean feminine) {
  /** Feminine nouns that take {@code el} and {@code un} in the singular. */
  private static final Set<String> STRESSED_A =
      Set.of("agua", "alma", "arma", "área", "hambre", "águila", "aula", "hada", "ala", "ave");

  /**
   * Reads an entry: {@code casa}, {@code mano:f}, {@code crisis:f:crisis}, {@code amigo/a}, {@code
   * joven:mf:jóvenes}. Without a gender the ending tells it.
   *
   * @return the noun, or its masculine and its feminine
   */
  static List<SpanishNoun> parse(String entry) {
    int slash = entry.indexOf('/');
    if (slash > 0) {
      String masculine = entry.substring(0, slash);
      String feminine = feminineOf(masculine);
      return List.of(
          new SpanishNoun(masculine, pluralOf(masculine), false),
          new SpanishNoun(feminine, pluralOf(feminine), true));
    }
    String[] parts = entry.split(":");
    String plural = parts.length > 2 ? parts[2] : pluralOf(parts[0]);
    String gender = parts.length > 1 ? parts[1] : endsFeminine(parts[0]) ? "f" : "m";
    if (gender.equals("mf")) {
      return List.of(
          new SpanishNoun(parts[0], plural, false), new SpanishNoun(parts[0], plural, true));
    }
    return List.of(new SpanishNoun(parts[0], plural, gender.equals("f")));
  }

  boolean takesMasculineArticle() {
    return !feminine || STRESSED_A.contains(singular);
  }

  private static boolean endsFeminine(String word) {
    String head = word.contains(" ") ? word.substring(0, word.indexOf(' ')) : word;
    return head.endsWith("a")
        || head.endsWith("ión")
        || head.endsWith("dad")
        || head.endsWith("tad")
        || head.endsWith("tud")
        || head.endsWith("umbre");
  }

  private static String feminineOf(String masculine) {
    if (masculine.endsWith("o") || masculine.endsWith("e")) {
      return masculine.substring(0, masculine.length() - 1) + "a";
    }
    return withoutAccent(masculine) + "a";
  }

  /** The plural by rule; of two words both change, of more the first. */
  static String pluralOf(String word) {
    int space = word.indexOf(' ');
    if (space > 0) {
      String rest = word.substring(space + 1);
      boolean both = rest.indexOf(' ') < 0;
      return pluralOf(word.substring(0, space)) + " " + (both ? pluralOf(rest) : rest);
    }
    char last = word.charAt(word.length() - 1);
    if ("aeiouáéó".indexOf(last) >= 0) {
      return word + "s";
    }
    if (last == 'z') {
      return word.substring(0, word.length() - 1) + "ces";
    }
    boolean stressed = word.length() > 1 && "áéíóú".indexOf(word.charAt(word.length() - 2)) >= 0;
    if (last == 's' && !stressed || last == 'x') {
      return word;
    }
    return withoutAccent(word) + "es";
  }

  /** An accent on the last syllable goes when the word grows: canción, canciones. */
  static String withoutAccent(String word) {
    int at = word.length() - 2;
    if (at < 0) {
      return word;
    }
    int which = "áéíóú".indexOf(word.charAt(at));
    boolean keepsHiatus = at > 0 && which == 2 && "aeo".indexOf(word.charAt(at - 1)) >= 0;
    if (which < 0 || keepsHiatus) {
      return word;
    }
    return word.substring(0, at) + "aeiou".charAt(which) + word.substring(at + 1);
  }
}
