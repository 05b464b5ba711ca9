package sparklab.data.tweet;

/**
 * An English adjective; an entry with {@code *} (as {@code cheap*}) compares by endings, others by
 * {@code more} and {@code most}.
 */
final class EnglishAdjective {
  final String plain;
  private final boolean graded;

  EnglishAdjective(String entry) {
    graded = entry.endsWith("*");
    plain = graded ? entry.substring(0, entry.length() - 1) : entry;
  }

  String comparative() {
    return graded ? stem() + "er" : "more " + plain;
  }

  String superlative() {
    return graded ? stem() + "est" : "most " + plain;
  }

  String adverb() {
    if (plain.endsWith("y") && plain.length() > 3) {
      return plain.substring(0, plain.length() - 1) + "ily";
    }
    if (plain.endsWith("le")) {
      return plain.substring(0, plain.length() - 1) + "y";
    }
    if (plain.endsWith("ic")) {
      return plain + "ally";
    }
    return plain.endsWith("ll") ? plain + "y" : plain + "ly";
  }

  private String stem() {
    if (plain.endsWith("e")) {
      return plain.substring(0, plain.length() - 1);
    }
    if (plain.matches(".*[^aeiou]y")) {
      return plain.substring(0, plain.length() - 1) + "i";
    }
    return plain.matches(".*[^aeiou][aeiou][bdgmnt]") && !plain.endsWith("een")
        ? plain + plain.charAt(plain.length() - 1)
        : plain;
  }
}
