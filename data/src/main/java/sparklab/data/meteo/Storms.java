package sparklab.data.meteo;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Made-up storms, one that begins in each hour: the same for the same seed, whenever a feed starts.
 *
 * <p>In the region of a storm the pressure falls by 2 hPa an hour at first and comes back at the
 * end, gusts are strong, and some stations fall silent until it is over.
 */
final class Storms {

  private static final int SHORTEST_HOURS = 4;
  private static final int LONGEST_HOURS = 9;
  private static final int STEEP_HOURS = 3;
  private static final double FALL = 2; // hPa an hour
  private static final double GUST = 6; // m/s, and more when it is deepest
  private static final int ONE_SILENT_OF = 8;

  /** The region of each province. */
  static final Map<String, String> REGIONS =
      ResourceTable.rows("regions.csv").stream()
          .collect(Collectors.toMap(row -> row[0], row -> row[1], (a, b) -> a, TreeMap::new));

  private static final List<String> NAMES = REGIONS.values().stream().distinct().sorted().toList();

  /**
   * A storm.
   *
   * @param hour in which it begins
   * @param hours until it is over
   */
  record Storm(String region, LocalDateTime hour, int hours) {

    /** How deep it is at a time, in hours of its fall; 0 before it and after it. */
    int depth(LocalDateTime time) {
      int past = (int) Duration.between(hour, time).toHours();
      return Math.max(0, Math.min(Math.min(past, STEEP_HOURS), hours - past));
    }
  }

  private final long seed;
  private final List<Storm> now = new ArrayList<>();

  Storms(long seed) {
    this.seed = seed;
  }

  /** The storm that begins in an hour. */
  Storm beginning(LocalDateTime hour) {
    Random random = Seeds.random(mix(hour));
    return new Storm(
        NAMES.get(random.nextInt(NAMES.size())),
        hour,
        SHORTEST_HOURS + random.nextInt(LONGEST_HOURS - SHORTEST_HOURS + 1));
  }

  /** Any region, another random choice than that of the storm. */
  String anyRegion(LocalDateTime hour) {
    return NAMES.get(Seeds.random(~mix(hour)).nextInt(NAMES.size()));
  }

  private long mix(LocalDateTime hour) {
    return seed * 1_000_003 + hour.toEpochSecond(ZoneOffset.UTC) / 3_600;
  }

  /** To be called before the stations of an hour are asked for. */
  void turnTo(LocalDateTime hour) {
    now.clear();
    for (int ago = 1; ago < LONGEST_HOURS; ago++) {
      Storm storm = beginning(hour.minusHours(ago));
      if (storm.depth(hour) > 0) {
        now.add(storm);
      }
    }
  }

  /** Whether a station says nothing in this hour. */
  boolean silence(Station station) {
    for (Storm storm : now) {
      if (hits(storm, station)
          && Seeds.random(mix(storm.hour()) ^ ((long) station.code().hashCode() << 24))
                  .nextInt(ONE_SILENT_OF)
              == 0) {
        return true;
      }
    }
    return false;
  }

  /** What the storms of this hour do to an observation of a station. */
  void strike(Station station, LocalDateTime hour, Observation observation) {
    for (Storm storm : now) {
      if (hits(storm, station)) {
        int depth = storm.depth(hour);
        observation.pres -= FALL * depth;
        observation.presNmar -= FALL * depth;
        observation.vmax += GUST + FALL * depth;
      }
    }
  }

  private static boolean hits(Storm storm, Station station) {
    return storm.region().equals(REGIONS.get(station.province()));
  }
}
