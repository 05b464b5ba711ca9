package sparklab.instructor.grade;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Points as they are shown: two decimals at most. */
final class Points {

  private Points() {}

  static String text(double points) {
    BigDecimal rounded =
        BigDecimal.valueOf(points).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.toPlainString();
  }
}
