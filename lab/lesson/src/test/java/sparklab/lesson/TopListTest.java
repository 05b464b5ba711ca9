package sparklab.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class TopListTest {

  @Test
  void theMostFrequentComeFirstAndEqualsByCodePoint() {
    List<String> order =
        Stream.of(
                new Tuple2<>("z", 2L),
                new Tuple2<>("á", 3L),
                new Tuple2<>("ab", 3L),
                new Tuple2<>("a", 3L),
                new Tuple2<>("b", 10L))
            .sorted(new TopList.Order())
            .map(Tuple2::_1)
            .toList();
    assertThat(order).containsExactly("b", "a", "ab", "á", "z");
  }

  @Test
  void codePointsBeyondTheBasicPlaneComeLast() {
    // U+FF5A is before U+1D400, though as UTF-16 units it is after the surrogate D835.
    assertThat(TopList.compareCodePoints("\uFF5A", "\uD835\uDC00")).isNegative();
    assertThat(TopList.compareCodePoints("\uD835\uDC00", "\uD835\uDC01")).isNegative();
    assertThat(TopList.compareCodePoints("a", "a")).isZero();
  }
}
