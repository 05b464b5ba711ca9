package sparklab.data.tweet;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import sparklab.data.Feed;
import sparklab.data.FeedMessage;

/**
 * An endless stream of messages in the shape of the Twitter v1.1 stream, in Spanish and English.
 *
 * <p>Every text is composed from this module's own material. {@code user.lang} is what an account
 * declares; some accounts write in the other language. About 9 % of the texts are in none, about 2
 * % of the messages are no tweets: {@code {"delete":…}} and {@code {"limit":…}}. The key of a
 * message is the user's id, empty for a {@code limit}. The same settings give the same bytes on
 * every JVM.
 *
 * <pre>
 * TweetFeed feed = TweetFeed.builder().seed(1).mislabel(0.1).build();
 * FeedMessage message = feed.next();
 * feed.lastTruth().ifPresent(truth -&gt; … truth.id(), truth.language().code());
 * </pre>
 *
 * <p>Not safe for several threads.
 */
public final class TweetFeed implements Feed {
  private static final double NO_TWEET = 0.02;
  private static final double NO_LANGUAGE = 0.09;
  private static final double RETWEET = 0.36;
  private static final double QUOTE = 0.14;
  private static final double REPLY = 0.18;
  private static final int RECENT = 2_000;

  private final Dice dice;
  private final Draft draft;
  private final Map<TweetLanguage, Composer> composers = new EnumMap<>(TweetLanguage.class);
  private final Population population;
  private final Decorator decorator;
  private final TweetWriter writer;
  private final double meanGapMs;
  private final Map<TweetLanguage, Tweet[]> recent = new EnumMap<>(TweetLanguage.class);
  private final Map<TweetLanguage, Integer> recentCount = new EnumMap<>(TweetLanguage.class);
  private double now;
  private int number;
  private long untracked;
  private TweetTruth truth;

  private TweetFeed(Builder settings) {
    dice = new Dice(settings.seed);
    draft = new Draft(dice);
    for (TweetLanguage language : List.of(TweetLanguage.ES, TweetLanguage.EN)) {
      composers.put(language, Composer.of(language));
    }
    population =
        new Population(
            settings.seed,
            settings.accounts,
            settings.spanishMislabel,
            settings.englishMislabel,
            composers);
    decorator = new Decorator(population);
    writer = new TweetWriter(population);
    meanGapMs = settings.meanGap.toNanos() / 1e6;
    now = settings.start.toEpochMilli();
    for (TweetLanguage language : TweetLanguage.values()) {
      recent.put(language, new Tweet[RECENT]);
      recentCount.put(language, 0);
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public FeedMessage next() {
    now += -StrictMath.log(1 - dice.unit()) * meanGapMs;
    number = (number + 1) & 0x3FFFFF;
    if (dice.chance(NO_TWEET)) {
      truth = null;
      return dice.chance(0.6) ? limit() : delete();
    }
    Author author = population.pick(dice);
    TweetLanguage language = dice.chance(NO_LANGUAGE) ? TweetLanguage.UND : author.writes();
    Tweet tweet =
        dice.chance(RETWEET)
            ? retweet(author, language)
            : compose(author, language, (long) now, number);
    truth = new TweetTruth(tweet.id(), language);
    return new FeedMessage(author.key(), writer.write(tweet));
  }

  /**
   * What is known of the message that {@link #next()} returned last; empty if it was no tweet, or
   * if there was none yet.
   */
  public Optional<TweetTruth> lastTruth() {
    return Optional.ofNullable(truth);
  }

  private Tweet compose(Author author, TweetLanguage language, long timeMs, int sequence) {
    String text =
        language == TweetLanguage.UND ? "" : composers.get(language).text(draft, author.voice());
    Author replyTo = dice.chance(REPLY) ? population.any(dice) : null;
    Tweet quoted = dice.chance(QUOTE) ? dice.pick(recent.get(language)) : null;
    Decorator.Decorated decorated = decorator.decorate(text, author, replyTo, quoted != null, dice);
    Tweet tweet =
        new Tweet(
            TweetIds.id(timeMs, sequence),
            timeMs,
            author,
            decorated.text(),
            language,
            replyTo,
            decorated.photo(),
            decorator.source(dice),
            decorator.place(dice),
            null,
            quoted);
    int count = recentCount.merge(language, 1, Integer::sum);
    recent.get(language)[count % RECENT] = tweet;
    return tweet;
  }

  private Tweet retweet(Author author, TweetLanguage language) {
    Tweet original = null;
    if (dice.chance(0.5)) {
      original = dice.pick(recent.get(language));
    }
    if (original == null || original.author() == author) {
      long before = (long) now - dice.between(60_000, 86_400_000);
      original = compose(population.pick(dice, language), language, before, number);
    }
    return new Tweet(
        TweetIds.id((long) now, number),
        (long) now,
        author,
        "RT @" + original.author().screenName() + ": " + original.text(),
        language,
        null,
        original.photo(),
        decorator.source(dice),
        null,
        original,
        original.quoted());
  }

  private FeedMessage limit() {
    untracked += dice.between(1, 60);
    return new FeedMessage(
        "", "{\"limit\":{\"track\":" + untracked + ",\"timestamp_ms\":\"" + (long) now + "\"}}");
  }

  private FeedMessage delete() {
    Author author = population.any(dice);
    long id = TweetIds.id((long) now - dice.between(1_000, 900_000_000), number);
    return new FeedMessage(
        author.key(),
        "{\"delete\":{\"status\":{\"id\":"
            + id
            + ",\"id_str\":\""
            + id
            + "\",\"user_id\":"
            + author.key()
            + ",\"user_id_str\":\""
            + author.key()
            + "\"},\"timestamp_ms\":\""
            + (long) now
            + "\"}}");
  }

  /** The settings of a feed. */
  public static final class Builder {
    private long seed = 1;
    private double spanishMislabel = 0.135;
    private double englishMislabel = 0.017;
    private Instant start = Instant.parse("2018-01-23T21:00:00Z");
    private Duration meanGap = Duration.ofMillis(100);
    private int accounts = 6_000;

    private Builder() {}

    /** Which of all series; 1 unless told. */
    public Builder seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /**
     * The share, from 0 to 1, of what Spanish accounts write in English and English ones in
     * Spanish. Unless told it is as on the real stream: 0.135 and 0.017.
     *
     * @throws IllegalArgumentException if it is not from 0 to 1
     */
    public Builder mislabel(double share) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("A mislabel share is from 0 to 1, not " + share + ".");
      }
      spanishMislabel = share;
      englishMislabel = share;
      return this;
    }

    /** When the stream begins; 2018-01-23T21:00:00Z unless told. */
    public Builder start(Instant newStart) {
      start = Objects.requireNonNull(newStart);
      return this;
    }

    /** Mean time between two messages, by their own times; 100 ms unless told. */
    public Builder meanGap(Duration newMeanGap) {
      if (newMeanGap.isNegative()) {
        throw new IllegalArgumentException("The time between messages cannot be negative.");
      }
      meanGap = newMeanGap;
      return this;
    }

    public TweetFeed build() {
      return new TweetFeed(this);
    }
  }
}
