package sparklab.instructor.grade;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparklab.cli.Mistake;

/** When submissions are due, in this machine's time, and what a late one loses. */
final class Deadline {

  private static final Pattern RULE =
      Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*%\\s*/\\s*day\\s*(?:,\\s*max\\s+(\\d+))?\\s*");

  private final LocalDateTime due;
  private final double lossPerDay;
  private final long mostDays;

  private Deadline(LocalDateTime due, double lossPerDay, long mostDays) {
    this.due = due;
    this.lossPerDay = lossPerDay;
    this.mostDays = mostDays;
  }

  /**
   * A deadline.
   *
   * @param rule such as {@code 10%/day,max 3}: of each day that has begun 10 % are lost, and after
   *     three days all; null if lateness is told and costs nothing
   * @return null if nothing is due
   */
  static Deadline of(String due, String rule) {
    if (due == null) {
      if (rule != null) {
        throw Mistake.usage("--late needs --due: late is what comes after it.");
      }
      return null;
    }
    LocalDateTime time = time(due);
    if (time == null) {
      throw Mistake.usage("--due '%s': give a time such as 2026-12-01T23:59.", due);
    }
    if (rule == null) {
      return new Deadline(time, 0, Long.MAX_VALUE);
    }
    Matcher parts = RULE.matcher(rule);
    if (!parts.matches()) {
      throw Mistake.usage("--late '%s': give a rule such as '10%%/day,max 3'.", rule);
    }
    return new Deadline(
        time,
        Double.parseDouble(parts.group(1)) / 100,
        parts.group(2) == null ? Long.MAX_VALUE : Long.parseLong(parts.group(2)));
  }

  /** A day and a time, or a day, which ends at midnight; null if it is neither. */
  static LocalDateTime time(String text) {
    try {
      return text.length() == "2026-12-01".length()
          ? LocalDate.parse(text).plusDays(1).atStartOfDay()
          : LocalDateTime.parse(text.strip().replace(' ', 'T'));
    } catch (DateTimeParseException neither) {
      return null;
    }
  }

  /**
   * How late a submission is.
   *
   * @param submitted when it was handed in
   * @param days that have begun since it was due; 0 if it is in time
   * @param counts the part of its points that counts, 0 to 1
   */
  record Lateness(LocalDateTime submitted, long days, double counts) {}

  /**
   * How late a submission is.
   *
   * @param student who may have another time, or one of her own; null if unknown
   * @return null if nobody knows when it was handed in
   */
  Lateness lateness(HandedIn handed, Roster.Student student) {
    LocalDateTime submitted =
        student != null && student.submitted() != null ? student.submitted() : handed.submitted();
    if (submitted == null) {
      return null;
    }
    LocalDateTime until = student != null && student.due() != null ? student.due() : due;
    Duration after = Duration.between(until, submitted);
    if (after.isNegative() || after.isZero()) {
      return new Lateness(submitted, 0, 1);
    }
    long days = after.minusNanos(1).toDays() + 1;
    return new Lateness(submitted, days, days > mostDays ? 0 : Math.max(0, 1 - days * lossPerDay));
  }
}
