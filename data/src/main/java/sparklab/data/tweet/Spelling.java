package sparklab.data.tweet;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Turns a well-spelt text into what people type. */
final class Spelling {
  private static final String ACCENTED = "áéíóúüÁÉÍÓÚ";
  private static final String PLAIN = "aeiouuAEIOU";

  private final boolean spanish;
  private final Map<String, String[]> shortForms;
  private final Map<String, String[]> wrongForms;
  private final Map<String, String[]> endings;

  /** Reads the other spellings of a language, {@code es} or {@code en}. */
  Spelling(String language) {
    spanish = language.equals("es");
    Sections file = Sections.load(language + "/spelling.txt");
    shortForms = read(file, "short");
    wrongForms = read(file, "wrong");
    endings = new TreeMap<>(read(file, "endings"));
  }

  private static Map<String, String[]> read(Sections file, String heading) {
    Map<String, String[]> forms = new HashMap<>();
    for (String entry : file.require(heading)) {
      int equals = entry.indexOf('=');
      forms.put(entry.substring(0, equals), entry.substring(equals + 1).split(" "));
    }
    return forms;
  }

  /** The text as this writer types it today. */
  String type(CharSequence text, Voice voice, Dice dice) {
    double carelessness = 1 - voice.care();
    boolean shout = dice.chance(0.03);
    boolean lower = !shout && dice.chance(carelessness * 0.9);
    boolean noAccents = spanish && dice.chance(carelessness * 1.1);
    boolean noOpening = spanish && dice.chance(0.25 + carelessness);
    boolean noApostrophe = !spanish && dice.chance(carelessness * 0.8);
    double slang = voice.slang() * 0.7;
    double wrong = carelessness * 0.12;
    double stretch = voice.news() ? 0 : 0.008 + carelessness * 0.015;
    StringBuilder typed = new StringBuilder(text.length() + 16);
    int start = 0;
    int length = text.length();
    while (start < length) {
      int end = start;
      while (end < length && text.charAt(end) != ' ') {
        end++;
      }
      if (typed.length() > 0) {
        typed.append(' ');
      }
      word(text.subSequence(start, end).toString(), typed, dice, slang, wrong, stretch);
      start = end + 1;
    }
    return finish(typed, voice, shout, lower, noAccents, noOpening, noApostrophe);
  }

  private void word(
      String word, StringBuilder typed, Dice dice, double slang, double wrong, double stretch) {
    char first = word.isEmpty() ? ' ' : word.charAt(0);
    if (first == '#' || first == '@') {
      typed.append(word);
      return;
    }
    if (slang > 0.02 && dice.chance(slang)) {
      String[] forms = shortForms.get(word);
      if (forms != null) {
        typed.append(dice.pick(forms));
        return;
      }
      if (word.length() > 4 && dice.chance(0.4)) {
        for (Map.Entry<String, String[]> ending : endings.entrySet()) {
          if (word.endsWith(ending.getKey())) {
            typed.append(word, 0, word.length() - ending.getKey().length());
            typed.append(ending.getValue()[0]);
            return;
          }
        }
      }
    }
    if (wrong > 0.01 && dice.chance(wrong)) {
      String[] forms = wrongForms.get(word);
      if (forms != null) {
        typed.append(dice.pick(forms));
      } else if (word.length() > 3 && dice.chance(0.15)) {
        slip(word, typed, dice);
      } else {
        typed.append(word);
      }
      return;
    }
    typed.append(word);
    if (dice.chance(stretch) && word.length() > 1) {
      stretch(typed, dice);
    }
  }

  /** A slip of the finger: two letters swapped, one lost, one doubled. */
  private static void slip(String word, StringBuilder typed, Dice dice) {
    int at = dice.between(1, word.length() - 2);
    switch (dice.below(3)) {
      case 0 ->
          typed
              .append(word, 0, at)
              .append(word.charAt(at + 1))
              .append(word.charAt(at))
              .append(word, at + 2, word.length());
      case 1 -> typed.append(word, 0, at).append(word, at + 1, word.length());
      default -> typed.append(word, 0, at).append(word.charAt(at)).append(word, at, word.length());
    }
  }

  private static void stretch(StringBuilder typed, Dice dice) {
    for (int at = typed.length() - 1; at >= 0 && typed.charAt(at) != ' '; at--) {
      char c = typed.charAt(at);
      if ("aeiouáéíóúyshrz".indexOf(c) >= 0) {
        for (int i = dice.between(2, 7); i > 0; i--) {
          typed.insert(at, c);
        }
        return;
      }
    }
  }

  private static String finish(
      StringBuilder typed,
      Voice voice,
      boolean shout,
      boolean lower,
      boolean noAccents,
      boolean noOpening,
      boolean noApostrophe) {
    StringBuilder out = new StringBuilder(typed.length());
    boolean fixed = false;
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (i == 0 || typed.charAt(i - 1) == ' ') {
        fixed = c == '@' || c == '#';
      }
      if (fixed) {
        out.append(c);
        continue;
      }
      if (noOpening && (c == '¿' || c == '¡') || noApostrophe && c == '\'') {
        continue;
      }
      if (voice.curly() && c == '\'') {
        c = '’';
      }
      if (noAccents) {
        int which = ACCENTED.indexOf(c);
        c = which < 0 ? c : PLAIN.charAt(which);
      }
      out.append(shout ? Character.toUpperCase(c) : lower ? Character.toLowerCase(c) : c);
    }
    return out.toString();
  }
}
