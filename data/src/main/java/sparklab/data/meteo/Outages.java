package sparklab.data.meteo;

import java.util.Random;

/** The rare hours in which one of a station's sensors is silent; about 0.15 % of each sensor's. */
final class Outages {

  private static final double CHANCE_PER_HOUR = 0.0016;
  private static final int LONGEST_HOURS = 9;
  private static final Sensor[] SENSORS = Sensor.values();

  private final Random random;
  private Sensor silent;
  private int hoursLeft;

  Outages(Random random) {
    this.random = random;
  }

  /** One hour later. */
  void advance() {
    if (hoursLeft > 0) {
      hoursLeft--;
    } else if (random.nextDouble() < CHANCE_PER_HOUR) {
      silent = SENSORS[random.nextInt(SENSORS.length)];
      hoursLeft = 1 + random.nextInt(LONGEST_HOURS);
    }
  }

  boolean hit(Sensor sensor) {
    return hoursLeft > 0 && sensor == silent;
  }
}
