package sparklab.data.meteo;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import sparklab.data.Feed;
import sparklab.data.FeedMessage;

/**
 * The weather of Spain as its stations would report it: one message a station and hour, all
 * stations of an hour in the order of their codes, then the next hour.
 *
 * <p>Keys, units and the single decimal are those of AEMET's "observación convencional"; {@code
 * provincia}, the station's province, is added. A sensor that a station lacks is an absent key. The
 * stations and their normals are real (© AEMET), the weather is made up: it starts from the climate
 * and departs from it alike at neighbouring stations and in neighbouring hours.
 *
 * <p>The same seed and start give the same bytes on every JVM. Not for use by several threads.
 */
public final class MeteoFeed implements Feed {

  /** The end of the first hour unless another is asked for. */
  public static final Instant DEFAULT_START = Instant.parse("2025-08-01T00:00:00Z");

  private static final DateTimeFormatter FINT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+0000'", Locale.ROOT);

  private final List<StationWeather> stations = new ArrayList<>();
  private final RegionalWeather region;
  private final Storms storms;
  private final ObservationJson json = new ObservationJson();
  private LocalDateTime hour;
  private String fint;
  private int next;

  /** Starts at {@link #DEFAULT_START}. */
  public MeteoFeed(long seed) {
    this(seed, DEFAULT_START);
  }

  /** Without storms. */
  public MeteoFeed(long seed, Instant start) {
    this(seed, start, false);
  }

  /**
   * @param start the end of the first hour
   * @param stormy whether there are storms, in which the pressure falls and stations fall silent:
   *     those of which {@link AvisoFeed} warns
   * @throws IllegalArgumentException if {@code start} is not a whole hour
   */
  public MeteoFeed(long seed, Instant start, boolean stormy) {
    if (!start.equals(start.truncatedTo(ChronoUnit.HOURS))) {
      throw new IllegalArgumentException("The weather starts at a whole hour, not at " + start);
    }
    List<Station> all = Station.all();
    Random random = Seeds.random(seed);
    region = new RegionalWeather(all.stream().map(Station::place).toList(), random);
    ClimateMap climate = new ClimateMap();
    for (Station station : all) {
      stations.add(new StationWeather(station, stations.size(), climate.of(station), random));
    }
    storms = stormy ? new Storms(seed) : null;
    turnTo(LocalDateTime.ofInstant(start, ZoneOffset.UTC));
  }

  /** How many messages make up an hour without storms: the number of stations. */
  public int messagesAnHour() {
    return stations.size();
  }

  @Override
  public FeedMessage next() {
    while (true) {
      if (next == stations.size()) {
        next = 0;
        region.advance();
        turnTo(hour.plusHours(1));
      }
      StationWeather weather = stations.get(next++);
      Station station = weather.station();
      Observation observation = weather.observe(hour, region);
      if (storms != null) {
        storms.strike(station, hour, observation);
      }
      if (storms == null || !storms.silence(station)) {
        return new FeedMessage(station.code(), json.write(station, fint, observation));
      }
    }
  }

  private void turnTo(LocalDateTime newHour) {
    hour = newHour;
    fint = FINT.format(newHour);
    if (storms != null) {
      storms.turnTo(newHour);
    }
  }
}
