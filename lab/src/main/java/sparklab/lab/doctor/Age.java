package sparklab.lab.doctor;

import static sparklab.cli.Text.tr;

import java.time.Duration;

/** Lengths of time as people say them. */
public final class Age {

  private Age() {}

  /** In the largest unit of which there are two. */
  static String text(Duration age) {
    if (age.toDays() >= 2) {
      return tr("%d days", age.toDays());
    }
    if (age.toHours() >= 2) {
      return tr("%d hours", age.toHours());
    }
    return age.toMinutes() >= 2
        ? tr("%d minutes", age.toMinutes())
        : Math.max(0, age.toSeconds()) + " s";
  }
}
