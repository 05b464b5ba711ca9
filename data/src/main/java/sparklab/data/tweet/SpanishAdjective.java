package sparklab.data.tweet;

/** A Spanish adjective in its four forms, made from the masculine singular. */
final class SpanishAdjective {
  private final String masculine;
  private final String feminine;
  private final String masculinePlural;
  private final String femininePlural;

  SpanishAdjective(String masculine) {
    this.masculine = masculine;
    feminine = feminineOf(masculine);
    masculinePlural = SpanishNoun.pluralOf(masculine);
    femininePlural = SpanishNoun.pluralOf(feminine);
  }

  String form(boolean isFeminine, boolean isPlural) {
    if (isPlural) {
      return isFeminine ? femininePlural : masculinePlural;
    }
    return isFeminine ? feminine : masculine;
  }

  /** The adverb in -mente. */
  String adverb() {
    return feminine + "mente";
  }

  /** The form in -ísimo, or the plain one if it has none. */
  String superlative(boolean isFeminine, boolean isPlural) {
    if (!masculine.endsWith("o")
        || masculine.length() > 7
        || masculine.endsWith("imo")
        || masculine.endsWith("io")
        || masculine.endsWith("eo")) {
      return form(isFeminine, isPlural);
    }
    String stem = masculine.substring(0, masculine.length() - 1);
    if (stem.endsWith("c")) {
      stem = stem.substring(0, stem.length() - 1) + "qu";
    } else if (stem.endsWith("g")) {
      stem += "u";
    }
    return unaccented(stem) + (isFeminine ? "ísima" : "ísimo") + (isPlural ? "s" : "");
  }

  private static String feminineOf(String masculine) {
    if (masculine.endsWith("o")) {
      return masculine.substring(0, masculine.length() - 1) + "a";
    }
    boolean grows =
        masculine.endsWith("or") && !masculine.endsWith("erior") && !masculine.endsWith("jor")
            || masculine.endsWith("ón")
            || masculine.endsWith("án")
            || masculine.endsWith("és") && !masculine.equals("cortés")
            || masculine.equals("español");
    boolean comparative = masculine.equals("mayor") || masculine.equals("peor");
    return grows && !comparative ? SpanishNoun.withoutAccent(masculine) + "a" : masculine;
  }

  private static String unaccented(String stem) {
    StringBuilder plain = new StringBuilder(stem);
    for (int i = 0; i < plain.length(); i++) {
      int which = "áéíóú".indexOf(plain.charAt(i));
      if (which >= 0) {
        plain.setCharAt(i, "aeiou".charAt(which));
      }
    }
    return plain.toString();
  }
}
