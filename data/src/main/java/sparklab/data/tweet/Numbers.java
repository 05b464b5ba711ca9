package sparklab.data.tweet;

import java.util.List;

/**
 * The slots that every language has: {@code num}, {@code year}, {@code score}; the rest is asked.
 */
final class Numbers implements Grammar {
  private static final List<String> ROUND =
      List.of(
          "10", "15", "20", "25", "30", "40", "50", "60", "80", "90", "100", "200", "300", "500");

  private final Grammar language;

  Numbers(Grammar language) {
    this.language = language;
  }

  @Override
  public Phrase slot(String slot) {
    return switch (slot) {
      case "num" -> draft -> draft.word(number(draft.dice));
      case "year" -> draft -> draft.word(String.valueOf(draft.dice.between(1936, 2019)));
      case "score" -> draft -> draft.word(draft.dice.below(5) + "-" + draft.dice.below(4));
      default -> language.slot(slot);
    };
  }

  private static String number(Dice dice) {
    return dice.chance(0.6) ? String.valueOf(dice.between(2, 12)) : dice.pick(ROUND);
  }
}
