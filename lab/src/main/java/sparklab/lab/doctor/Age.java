package sparklab.lab.doctor;

import java.time.Duration;

/** Lengths of time as people say them. */
public final class Age {

  private Age() {}

  /** In the largest unit of which there are two. */
  static String text(Duration age) {
    if (age.toDays() >= 2) {
      return age.toDays() + " days";
    }
    if (age.toHours() >= 2) {
      return age.toHours() + " hours";
    }
    return age.toMinutes() >= 2
        ? age.toMinutes() + " minutes"
        : Math.max(0, age.toSeconds()) + " s";
  }
}
