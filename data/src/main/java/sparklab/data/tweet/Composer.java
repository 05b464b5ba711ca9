package sparklab.data.tweet;

import java.util.ArrayList;
import java.util.List;

/** Writes texts in one language: sentences of the phrase book, in somebody's voice. */
final class Composer {
  /** Longest text, in characters, that leaves room for mentions, hashtags and a link. */
  private static final int LONGEST = 254;

  private static final int BEARING = 60;
  private static final double TEXTS_WITH_FOREIGN_WORDS = 0.02;
  private static final double TEXTS_WITH_LOAN_WORDS = 0.05;

  private final PhraseBook book;
  private final Spelling spelling;
  private final List<String> topics;
  private final List<String> regions;

  private Composer(PhraseBook book, Spelling spelling, List<String> topics, List<String> regions) {
    this.book = book;
    this.spelling = spelling;
    this.topics = topics;
    this.regions = regions;
  }

  /**
   * Reads the material of a language.
   *
   * @throws IllegalStateException if a part of it is missing
   */
  static Composer of(TweetLanguage language) {
    String folder = language.code();
    Sections shared = Sections.load("shared/words.txt");
    Sections phrases = Sections.load(folder + "/phrases.txt");
    PhraseBook book;
    if (language == TweetLanguage.ES) {
      SpanishGrammar grammar = new SpanishGrammar();
      book = new PhraseBook(new Numbers(grammar), shared, phrases);
      grammar.use(book);
    } else {
      EnglishGrammar grammar = new EnglishGrammar();
      book = new PhraseBook(new Numbers(grammar), shared, phrases);
      grammar.use(book);
    }
    List<String> topics = new ArrayList<>();
    for (String heading : Sections.load(folder + "/nouns.txt").headings()) {
      if (!heading.startsWith("people") && book.has(heading)) {
        topics.add(heading);
      }
    }
    List<String> regions = new ArrayList<>();
    for (String heading : phrases.headings()) {
      if (heading.startsWith("interj.")) {
        regions.add(heading.substring("interj.".length()));
      }
    }
    return new Composer(book, new Spelling(folder), topics, regions);
  }

  /** Somebody's way to write this language. */
  Voice voice(Dice dice) {
    return Voice.of(dice, regions, topics);
  }

  /** One entry of a section, plainly spelt. */
  String phrase(String section, Draft draft, Voice voice) {
    begin(draft, voice);
    book.get(section).write(draft);
    tidy(draft.text, 0);
    capitalize(draft.text, 0);
    return draft.text.toString();
  }

  /** A text of one to {@value #LONGEST} characters, without mentions, links and emoji. */
  String text(Draft draft, Voice voice) {
    begin(draft, voice);
    Dice dice = draft.dice;
    int budget = LONGEST;
    switch (dice.weighted(26, 40, 34)) {
      case 0 -> sentence(draft, voice, true);
      case 1 -> {
        budget = dice.between(50, 140);
        sentence(draft, voice, false);
        if (dice.chance(0.45)) {
          more(draft, voice, budget);
        }
      }
      default -> {
        budget = dice.between(100, LONGEST);
        sentence(draft, voice, false);
        int tries = 8;
        while (draft.text.length() < budget * 0.8 && tries-- > 0) {
          more(draft, voice, budget);
        }
      }
    }
    addition(draft, "loan", TEXTS_WITH_LOAN_WORDS);
    addition(draft, "foreign", TEXTS_WITH_FOREIGN_WORDS);
    cut(draft.text, LONGEST);
    return spelling.type(draft.text, voice, dice);
  }

  private void begin(Draft draft, Voice voice) {
    Dice dice = draft.dice;
    String topic = dice.chance(0.7) ? dice.pick(voice.topics()) : dice.pick(topics);
    draft.begin(topic, voice.region(), voice.feminine());
  }

  /** One more sentence, if it still fits. */
  private void more(Draft draft, Voice voice, int budget) {
    int before = draft.text.length();
    draft.text.append(' ');
    sentence(draft, voice, draft.dice.chance(0.25));
    if (draft.text.length() > budget) {
      draft.text.setLength(before);
    }
  }

  private void sentence(Draft draft, Voice voice, boolean brief) {
    Dice dice = draft.dice;
    int start = draft.text.length();
    // A phrase must begin without a look at the sentence before it.
    String section =
        brief && dice.chance(0.75)
            ? "short"
            : voice.news() && dice.chance(0.6)
                ? "news"
                : dice.chance(0.46) && book.has(draft.topic) ? draft.topic : "frame";
    book.get(section).write(draft);
    if (!voice.news() && dice.chance(0.07)) {
      draft.text.append(' ');
      book.get("laugh").write(draft);
    }
    tidy(draft.text, start);
    capitalize(draft.text, start);
    draft.text.append(end(draft, voice));
  }

  private static String end(Draft draft, Voice voice) {
    if (draft.text.length() == 0) {
      return "";
    }
    char last = draft.text.charAt(draft.text.length() - 1);
    if (last == '?' || last == '!' || last == '.' || last == ':') {
      return draft.dice.chance(0.15) ? String.valueOf(last).repeat(draft.dice.between(1, 3)) : "";
    }
    return switch (draft.dice.weighted(voice.care() > 0.6 ? 50 : 20, 14, 6, 30, 5, 4, 2, 3)) {
      case 0 -> ".";
      case 1 -> "!";
      case 2 -> "...";
      case 3 -> "";
      case 4 -> "!!!";
      case 5 -> ",";
      case 6 -> " :)";
      default -> "!!";
    };
  }

  /** Adds words that tell nothing, or the wrong thing, to a text long enough to bear it. */
  private void addition(Draft draft, String section, double probability) {
    if (draft.text.length() > BEARING && draft.dice.chance(probability)) {
      draft.text.append(' ');
      book.get(section).write(draft);
    }
  }

  /** Removes doubled spaces, and spaces before punctuation. */
  static void tidy(StringBuilder text, int from) {
    int to = from;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      char before = to == 0 ? ' ' : text.charAt(to - 1);
      if (c == ' ' && (before == ' ' || before == '¿' || before == '¡')) {
        continue;
      }
      if ((c == ',' || c == '.' || c == '?' || c == ':' || c == '!')
          && before == ' '
          && to > from) {
        to--;
      }
      text.setCharAt(to++, c);
    }
    while (to > from && text.charAt(to - 1) == ' ') {
      to--;
    }
    text.setLength(to);
  }

  private static void capitalize(StringBuilder text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '#' || c == '@') {
        return;
      }
      if (Character.isLetter(c)) {
        text.setCharAt(i, Character.toUpperCase(c));
        return;
      }
    }
  }

  private static void cut(StringBuilder text, int longest) {
    if (text.length() > longest) {
      int space = text.lastIndexOf(" ", longest - 1);
      text.setLength(space > 0 ? space : longest);
    }
  }
}
