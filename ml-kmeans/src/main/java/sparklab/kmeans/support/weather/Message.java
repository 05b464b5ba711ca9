package sparklab.kmeans.support.weather;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Locale;

/** A line of the source: an observation, or text that is none. */
public final class Message implements Serializable {

  private static final JsonFactory JSON = new JsonFactory();

  /** With an offset as AEMET writes it, +0000, or as ISO 8601 has it, or without. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Characters of 2025-08-20T23. */
  private static final int HOUR = 13;

  private final StationHour observation;
  private final String malformed;

  private Message(StationHour observation, String malformed) {
    this.observation = observation;
    this.malformed = malformed;
  }

  /**
   * Reads a line. It is malformed if it is not one whole JSON object, names no station or no hour
   * that can be read, or has a variable that is not a number or beyond what is possible (see {@link
   * Variable}). Keys that the lessons do not use may hold anything.
   */
  public static Message of(String line) {
    try (JsonParser json = JSON.createParser(line)) {
      StationHour observation = json.nextToken() == JsonToken.START_OBJECT ? read(json) : null;
      boolean whole = observation != null && json.nextToken() == null;
      return whole ? new Message(observation, null) : new Message(null, line);
    } catch (IOException broken) {
      return new Message(null, line);
    }
  }

  /** Reads to the end of the object; null if something in it is wrong. */
  private static StationHour read(JsonParser json) throws IOException {
    String station = null;
    String name = null;
    String hour = null;
    double altitude = Double.NaN;
    double[] values = new double[Variable.values().length];
    Arrays.fill(values, Double.NaN);
    boolean right = true;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (value == null) {
        return null;
      }
      switch (key) {
        case "idema" -> station = text(json, value);
        case "ubi" -> name = text(json, value);
        case "fint" -> hour = hour(text(json, value));
        case "alt" -> altitude = value.isNumeric() ? json.getDoubleValue() : Double.NaN;
        case "ta" -> right &= take(Variable.TEMPERATURE, json, value, values);
        case "hr" -> right &= take(Variable.HUMIDITY, json, value, values);
        case "pres" -> right &= take(Variable.PRESSURE, json, value, values);
        case "vv" -> right &= take(Variable.WIND, json, value, values);
        default -> json.skipChildren();
      }
    }
    return right && station != null && hour != null
        ? new StationHour(station, name == null ? station : name, hour, altitude, values)
        : null;
  }

  private static String text(JsonParser json, JsonToken value) throws IOException {
    json.skipChildren();
    return value == JsonToken.VALUE_STRING ? json.getText() : null;
  }

  /** The hour of a time in UTC; null if it is not a time. */
  private static String hour(String time) {
    if (time == null) {
      return null;
    }
    try {
      TemporalAccessor read = TIME.parseBest(time, OffsetDateTime::from, LocalDateTime::from);
      LocalDateTime utc =
          read instanceof OffsetDateTime there
              ? there.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
              : (LocalDateTime) read; // AEMET's times are in UTC
      return utc.toString().substring(0, HOUR) + "Z";
    } catch (DateTimeException wrong) {
      return null;
    }
  }

  /** Takes a number; null is the same as an absent key. */
  private static boolean take(Variable variable, JsonParser json, JsonToken value, double[] values)
      throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return true;
    }
    if (!value.isNumeric()) {
      json.skipChildren();
      return false;
    }
    double number = json.getDoubleValue();
    values[variable.ordinal()] = number;
    return variable.isPossible(number);
  }

  /** Whether it is an observation. */
  public boolean isReadable() {
    return observation != null;
  }

  /** The observation, or null. */
  public StationHour observation() {
    return observation;
  }

  /** The line that is no observation, or null. */
  public String malformed() {
    return malformed;
  }
}
