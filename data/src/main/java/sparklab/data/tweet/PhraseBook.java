package sparklab.data.tweet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The phrases of a language by section. A slot is the grammar's if it knows it, else a section's
 * name; {@code {name@}} is the section {@code name.region} of the writer's region.
 */
final class PhraseBook {
  private final Map<String, Phrase> phrases = new HashMap<>();
  private final List<String> usedSections = new ArrayList<>();

  PhraseBook(Grammar grammar, Sections... files) {
    for (Sections file : files) {
      for (String heading : file.headings()) {
        List<Phrase> alternatives = new ArrayList<>();
        for (String entry : file.get(heading)) {
          alternatives.add(Phrase.compile(entry, slot -> resolve(grammar, heading, slot)));
        }
        phrases.put(heading, Phrase.oneOf(alternatives));
      }
    }
    for (String used : usedSections) {
      get(used);
    }
  }

  private Phrase resolve(Grammar grammar, String where, String slot) {
    Phrase known = grammar.slot(slot);
    if (known != null) {
      return known;
    }
    if (slot.endsWith("@")) {
      String name = slot.substring(0, slot.length() - 1);
      usedSections.add(name);
      return draft -> {
        Phrase regional = phrases.get(name + "." + draft.region);
        (regional == null ? phrases.get(name) : regional).write(draft);
      };
    }
    usedSections.add(slot);
    return draft -> phrases.get(slot).write(draft);
  }

  /**
   * The phrases of a section, one of which is written each time.
   *
   * @throws IllegalArgumentException if there is no such section
   */
  Phrase get(String section) {
    Phrase phrase = phrases.get(section);
    if (phrase == null) {
      throw new IllegalArgumentException(
          "The tweet feed's phrases use {" + section + "}, which is neither a section nor a slot.");
    }
    return phrase;
  }

  boolean has(String section) {
    return phrases.containsKey(section);
  }
}
