package sparklab.data.tweet;

/** A text being composed: the words so far, whose they are, and what the next ones agree with. */
final class Draft {
  final StringBuilder text = new StringBuilder(400);
  final Dice dice;

  /** What the text is about, a heading of the noun files. */
  String topic;

  /** Where the writer is from, as {@code mx}: picks the regional variants. */
  String region;

  /** Whether first-person adjectives are feminine. */
  boolean feminineSpeaker;

  /** Gender and number of the noun phrase written last. */
  boolean feminine;

  boolean plural;

  /** When the verb written last happens: {@code past}, {@code now} or {@code soon}. */
  String time = "now";

  Draft(Dice dice) {
    this.dice = dice;
  }

  void begin(String topic, String region, boolean feminineSpeaker) {
    text.setLength(0);
    this.topic = topic;
    this.region = region;
    this.feminineSpeaker = feminineSpeaker;
    feminine = false;
    plural = false;
  }

  /** Appends a word, after a space unless one is there already or the text begins here. */
  Draft word(String word) {
    if (word.isEmpty()) {
      return this;
    }
    space();
    text.append(word);
    return this;
  }

  /** Makes sure that what follows stands apart from what came before. */
  void space() {
    int length = text.length();
    if (length > 0) {
      char last = text.charAt(length - 1);
      if (last != ' ' && last != '¿' && last != '¡' && last != '(' && last != '"') {
        text.append(' ');
      }
    }
  }

  boolean endsWith(String tail) {
    int start = text.length() - tail.length();
    return start >= 0 && text.indexOf(tail, start) == start;
  }
}
