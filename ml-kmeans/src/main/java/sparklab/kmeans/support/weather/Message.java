package sparklab.kmeans.support.weather;

import static sparklab.cli.Text.tr;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import sparklab.data.meteo.ObservationTime;

/** A line of the source: an observation, or text that is none. */
public final class Message implements Serializable {

  private static final JsonFactory JSON = new JsonFactory();

  /** Characters of 2025-08-20T23. */
  private static final int HOUR = 13;

  /** Longer than any code or name of a station. */
  private static final int LONGEST_CODE = 40;

  private static final int LONGEST_NAME = 200;

  private final StationHour observation;
  private final String malformed;
  private final String reason;

  private Message(StationHour observation, String malformed, String reason) {
    this.observation = observation;
    this.malformed = malformed;
    this.reason = reason;
  }

  /**
   * Reads a line. It is malformed if it is not one whole JSON object, names no station or no time
   * that can be read (see {@link ObservationTime}), or has a variable that is not a number or
   * beyond what is possible (see {@link Variable}). Keys that the lessons do not use may hold
   * anything.
   */
  public static Message of(String line) {
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return new Message(null, line, tr("it is not a JSON object"));
      }
      Reading reading = new Reading();
      reading.read(json);
      if (json.nextToken() != null) {
        return new Message(null, line, tr("more follows its JSON object"));
      }
      String wrong = reading.wrong();
      return wrong == null
          ? new Message(reading.observation(), null, null)
          : new Message(null, line, wrong);
    } catch (IOException broken) {
      return new Message(null, line, tr("it is not whole JSON"));
    }
  }

  /** What has been read of an object. */
  private static final class Reading {

    private String station;
    private String name;
    private String hour;
    private double altitude = Double.NaN;
    private final double[] values = new double[Variable.values().length];
    private String wrong;

    private Reading() {
      Arrays.fill(values, Double.NaN);
    }

    /** Reads to the end of the object. */
    private void read(JsonParser json) throws IOException {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        if (value == null) {
          throw new EOFException();
        }
        switch (key) {
          case "idema" -> station = text(json, value);
          case "ubi" -> name = text(json, value);
          case "fint" -> hour = hour(text(json, value));
          case "alt" -> {
            altitude = value.isNumeric() ? json.getDoubleValue() : Double.NaN;
            json.skipChildren();
          }
          case "ta" -> take(Variable.TEMPERATURE, json, value);
          case "hr" -> take(Variable.HUMIDITY, json, value);
          case "pres" -> take(Variable.PRESSURE, json, value);
          case "vv" -> take(Variable.WIND, json, value);
          default -> json.skipChildren();
        }
      }
    }

    /** A text without what would spoil a table or a file; null if it is none. */
    private static String text(JsonParser json, JsonToken value) throws IOException {
      json.skipChildren();
      return value == JsonToken.VALUE_STRING
          ? json.getText().replaceAll("\\p{Cntrl}", " ").strip()
          : null;
    }

    private static String hour(String time) {
      return ObservationTime.read(time)
          .map(instant -> instant.toString().substring(0, HOUR) + "Z")
          .orElse(null);
    }

    /** Takes a number; null is the same as an absent key. */
    private void take(Variable variable, JsonParser json, JsonToken value) throws IOException {
      if (value == JsonToken.VALUE_NULL) {
        return;
      }
      if (!value.isNumeric()) {
        json.skipChildren();
        wrong = tr("%s is not a number", variable.key());
        return;
      }
      double number = json.getDoubleValue();
      values[variable.ordinal()] = number;
      if (!variable.isPossible(number)) {
        wrong =
            tr(
                "%s is not from %.0f to %.0f %s",
                variable.key(), variable.least(), variable.most(), variable.unit());
      }
    }

    /** Why it is no observation, or null. */
    private String wrong() {
      if (station == null || station.isEmpty() || station.length() > LONGEST_CODE) {
        return tr("idema names no station");
      }
      return hour == null ? tr("fint is no time of an observation") : wrong;
    }

    private StationHour observation() {
      String known = name == null || name.isEmpty() ? station : name;
      String shown = known.substring(0, Math.min(known.length(), LONGEST_NAME));
      return new StationHour(station, shown, hour, altitude, values);
    }
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

  /** Why the line is no observation, as in "left out, as …"; or null. */
  public String reason() {
    return reason;
  }
}
