package sparklab.data.meteo;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * The time of an observation, {@code fint}: how it may be written, and when it may be.
 *
 * <p>AEMET writes 2025-08-20T23:00:00+0000; other programs write the offset as Z, +00 or +00:00,
 * leave it out, as these times are in UTC, or leave out the seconds.
 */
public final class ObservationTime {

  /** The same forms as a pattern of Spark's, for {@code timestampFormat}. */
  public static final String PATTERN = "yyyy-MM-dd'T'HH:mm[:ss][.SSSSSSSSS][XXX][XX][X]";

  /** Nobody observed an hour for these lessons before. */
  public static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

  /**
   * How far ahead of the clock a time may be: clocks and zones are wrong by hours. What is later
   * would end the wait of a watermark for all that comes after it.
   */
  public static final Duration AHEAD = Duration.ofDays(1);

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private ObservationTime() {}

  /** Reads a time; empty for null, for what is not one, and for one that is not plausible. */
  public static Optional<Instant> read(String text) {
    try {
      TemporalAccessor time =
          FORM.parseBest(
              text == null ? "" : text.strip(), OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          time instanceof OffsetDateTime there
              ? there.toInstant()
              : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
      return Optional.of(instant)
          .filter(at -> !at.isBefore(EARLIEST) && !at.isAfter(Instant.now().plus(AHEAD)));
    } catch (DateTimeException wrong) {
      return Optional.empty();
    }
  }
}
