package sparklab.data.tweet;

/**
 * An English verb in its five forms, with what follows it, as {@code up} or {@code at}.
 *
 * <p>An entry is {@code play}, {@code stop+} (the last letter doubles), {@code
 * write:wrote:written}; a particle or preposition after a space.
 */
final class EnglishVerb {
  final String base;
  final String third;
  final String past;
  final String participle;
  final String gerund;
  final String particle;

  EnglishVerb(String entry) {
    int space = entry.indexOf(' ');
    particle = space < 0 ? "" : entry.substring(space + 1);
    String verb = space < 0 ? entry : entry.substring(0, space);
    String[] parts = verb.split(":");
    boolean doubled = parts[0].endsWith("+");
    base = doubled ? parts[0].substring(0, parts[0].length() - 1) : parts[0];
    String stem = doubled ? base + base.charAt(base.length() - 1) : base;
    third = base.equals("have") ? "has" : plural(base);
    past = parts.length > 1 ? parts[1] : past(stem);
    participle = parts.length > 2 ? parts[2] : past;
    gerund = gerund(stem);
  }

  private static String plural(String verb) {
    return verb.endsWith("o") ? verb + "es" : EnglishNoun.pluralOf(verb);
  }

  private static String past(String stem) {
    if (stem.endsWith("e")) {
      return stem + "d";
    }
    if (stem.matches(".*[^aeiou]y")) {
      return stem.substring(0, stem.length() - 1) + "ied";
    }
    return stem + "ed";
  }

  private static String gerund(String stem) {
    if (stem.endsWith("ie")) {
      return stem.substring(0, stem.length() - 2) + "ying";
    }
    if (stem.endsWith("e") && !stem.matches("be|.*(ee|oe|ye)")) {
      return stem.substring(0, stem.length() - 1) + "ing";
    }
    return stem + "ing";
  }
}
