package sparklab.lesson;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the whole course calls a word: a run of letters and marks, {@code [\p{L}\p{M}]+}, of the
 * text in Unicode's composed form (NFC), in lower case by the root locale's rules.
 */
public final class Words {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");

  private Words() {}

  /** The words of a text, in its order; none for an empty text. */
  public static List<String> of(String text) {
    // NFC first: "é" typed as "e" and an accent is the same word as "é" typed as one character.
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return WORD.matcher(composed).results().map(MatchResult::group).toList();
  }
}
