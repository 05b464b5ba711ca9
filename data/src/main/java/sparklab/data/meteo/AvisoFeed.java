package sparklab.data.meteo;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import sparklab.data.Feed;
import sparklab.data.FeedMessage;

/**
 * Storm warnings for the weather of {@link MeteoFeed} with storms and of the same seed: two for
 * each hour, of which the first is right three times out of four. One storm in four comes
 * unannounced.
 *
 * <p>A warning is a JSON object with its region, {@code from} and {@code to}, and a level: yellow,
 * orange or red. The region is also the key.
 */
public final class AvisoFeed implements Feed {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+0000'", Locale.ROOT);

  private static final int UNANNOUNCED_OF = 4;

  private final Storms storms;
  private LocalDateTime hour;
  private boolean second;

  /** Warnings from the hour {@code start} on, which must be a whole one. */
  public AvisoFeed(long seed, Instant start) {
    storms = new Storms(seed);
    hour = LocalDateTime.ofInstant(start, ZoneOffset.UTC);
  }

  @Override
  public FeedMessage next() {
    Storms.Storm storm = storms.beginning(hour);
    boolean right = !second && hour.getHour() % UNANNOUNCED_OF != UNANNOUNCED_OF - 1;
    FeedMessage warning =
        right
            ? message(storm.region(), storm.hours(), storm.hours() > 6 ? "red" : "orange")
            : message(storms.anyRegion(second ? hour : hour.plusYears(1)), 6, "yellow");
    hour = second ? hour.plusHours(1) : hour;
    second = !second;
    return warning;
  }

  private FeedMessage message(String region, int hours, String level) {
    return new FeedMessage(
        region,
        "{\"region\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"level\":\"%s\"}"
            .formatted(region, TIME.format(hour), TIME.format(hour.plusHours(hours)), level));
  }
}
