package sparklab.data.tweet;

import java.util.List;

/**
 * How somebody writes.
 *
 * @param region where from, as {@code mx}
 * @param feminine whether the writer's adjectives are
 * @param topics what about, favourites first
 * @param news whether the account reports rather than chats
 * @param care from 0, types anyhow, to 1, as in print
 * @param slang from 0 to 1, how often words are abbreviated
 * @param emoji from 0 to 1, how often a text has emoji
 * @param tags from 0 to 1, how often a text has hashtags
 * @param curly whether the keyboard writes ’ for '
 */
record Voice(
    String region,
    boolean feminine,
    List<String> topics,
    boolean news,
    double care,
    double slang,
    double emoji,
    double tags,
    boolean curly) {

  /** A voice at random. */
  static Voice of(Dice dice, List<String> regions, List<String> allTopics) {
    boolean news = dice.chance(0.15);
    double care = news ? 1 : StrictMath.pow(dice.unit(), 0.5);
    return new Voice(
        dice.pick(regions),
        dice.chance(0.5),
        List.of(
            dice.pick(allTopics), dice.pick(allTopics), dice.pick(allTopics), dice.pick(allTopics)),
        news,
        care,
        news ? 0 : (1 - care) * dice.unit(),
        dice.unit() * (news ? 0.3 : 0.7),
        dice.unit() * (news ? 0.9 : 0.5),
        dice.chance(0.45));
  }
}
