package sparklab.data.tweet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A phrase of the material, ready to be written as often as wanted.
 *
 * <p>Its notation: {@code [a|b|]} is one of the alternatives (the last one here is nothing), {@code
 * {slot}} is filled by the language's grammar, all else stands for itself.
 */
@FunctionalInterface
interface Phrase {
  void write(Draft draft);

  /**
   * Compiles the notation.
   *
   * @param slots what a slot's name stands for
   * @throws IllegalArgumentException if brackets do not match
   */
  static Phrase compile(String notation, Function<String, Phrase> slots) {
    Compiler compiler = new Compiler(notation, slots);
    Phrase phrase = compiler.sequence();
    if (compiler.position < notation.length()) {
      throw new IllegalArgumentException("Unbalanced brackets in the phrase: " + notation);
    }
    return phrase;
  }

  /** One of the phrases, all equally likely. */
  static Phrase oneOf(List<Phrase> phrases) {
    Phrase[] all = phrases.toArray(new Phrase[0]);
    return draft -> draft.dice.pick(all).write(draft);
  }

  /** A recursive-descent reader of the notation. */
  final class Compiler {
    private final String notation;
    private final Function<String, Phrase> slots;
    private int position;

    private Compiler(String notation, Function<String, Phrase> slots) {
      this.notation = notation;
      this.slots = slots;
    }

    private Phrase sequence() {
      List<Phrase> parts = new ArrayList<>();
      StringBuilder literal = new StringBuilder();
      while (position < notation.length()) {
        char c = notation.charAt(position);
        if (c == '|' || c == ']') {
          break;
        }
        position++;
        if (c == '[') {
          flush(literal, parts);
          parts.add(alternatives());
        } else if (c == '{') {
          flush(literal, parts);
          int end = notation.indexOf('}', position);
          if (end < 0) {
            throw new IllegalArgumentException("A slot is not closed: " + notation);
          }
          parts.add(slots.apply(notation.substring(position, end)));
          position = end + 1;
        } else {
          literal.append(c);
        }
      }
      flush(literal, parts);
      if (parts.size() == 1) {
        return parts.get(0);
      }
      Phrase[] all = parts.toArray(new Phrase[0]);
      return draft -> {
        for (Phrase part : all) {
          part.write(draft);
        }
      };
    }

    private Phrase alternatives() {
      List<Phrase> all = new ArrayList<>();
      all.add(sequence());
      while (position < notation.length() && notation.charAt(position) == '|') {
        position++;
        all.add(sequence());
      }
      if (position >= notation.length()) {
        throw new IllegalArgumentException("Alternatives are not closed: " + notation);
      }
      position++;
      return oneOf(all);
    }

    private static void flush(StringBuilder literal, List<Phrase> parts) {
      if (literal.length() > 0) {
        String words = literal.toString();
        parts.add(draft -> draft.text.append(words));
        literal.setLength(0);
      }
    }
  }
}
