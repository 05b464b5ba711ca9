package sparklab.data.tweet;

import java.util.Locale;

/** The language that a text is written in, or that an account declares. */
public enum TweetLanguage {
  /** Spanish. */
  ES,
  /** English. */
  EN,
  /** None: the text has links, mentions, hashtags or emoji only. */
  UND;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The code in the messages: {@code es}, {@code en} or {@code und}. */
  public String code() {
    return code;
  }

  TweetLanguage other() {
    return this == ES ? EN : ES;
  }
}
