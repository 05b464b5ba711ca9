package sparklab.instructor.grade;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Points as they are shown: two decimals at most. */
final class Points {

  private Points() {}

  /** How many students there are, in words. */
  static String students(long count) {
    return count + (count == 1 ? " student" : " students");
  }

  static String text(double points) {
    BigDecimal rounded =
        BigDecimal.valueOf(points).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.toPlainString();
  }
}
