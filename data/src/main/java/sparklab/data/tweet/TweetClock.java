package sparklab.data.tweet;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes times as the stream does, as {@code Tue Jan 23 21:20:10 +0000 2018}. */
final class TweetClock {
  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private long lastSecond = Long.MIN_VALUE;
  private String last;

  /** The text of a time in seconds since 1970; the one asked last is remembered. */
  String format(long second) {
    if (second != lastSecond) {
      LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
      int day = time.getDayOfWeek().ordinal() * 3;
      int month = (time.getMonthValue() - 1) * 3;
      StringBuilder text = new StringBuilder(30);
      text.append(DAYS, day, day + 3).append(' ').append(MONTHS, month, month + 3).append(' ');
      two(text, time.getDayOfMonth()).append(' ');
      two(text, time.getHour()).append(':');
      two(text, time.getMinute()).append(':');
      two(text, time.getSecond()).append(" +0000 ").append(time.getYear());
      last = text.toString();
      lastSecond = second;
    }
    return last;
  }

  private static StringBuilder two(StringBuilder text, int number) {
    return (number < 10 ? text.append('0') : text).append(number);
  }
}
