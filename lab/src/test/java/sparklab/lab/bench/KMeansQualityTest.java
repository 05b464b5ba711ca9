package sparklab.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static sparklab.lab.bench.KMeansQuality.randIndex;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KMeansQualityTest {

  /** Members a, b, c, … in the clusters with these numbers. */
  private static Map<String, Integer> clusters(int... numbers) {
    Map<String, Integer> clusters = new HashMap<>();
    for (int at = 0; at < numbers.length; at++) {
      clusters.put("" + (char) ('a' + at), numbers[at]);
    }
    return clusters;
  }

  @Test
  void isOneForTheSamePartitionWhateverItsNumbers() {
    assertThat(randIndex(clusters(0, 0, 1, 1, 2), clusters(0, 0, 1, 1, 2))).isEqualTo(1);
    assertThat(randIndex(clusters(0, 0, 1, 1, 2), clusters(7, 7, 3, 3, 0))).isEqualTo(1);
    assertThat(randIndex(clusters(0, 0, 0), clusters(1, 1, 1))).isEqualTo(1);
  }

  /** Of the 6 pairs: how many are together in both, by chance, and at most. */
  @Test
  void isAsCountedByHand() {
    assertThat(randIndex(clusters(0, 0, 1, 1), clusters(0, 1, 0, 1))).isCloseTo(-0.5, within(1e-9));
    assertThat(randIndex(clusters(0, 0, 1, 1), clusters(0, 0, 1, 2)))
        .isCloseTo((1 - 2 / 6.0) / (1.5 - 2 / 6.0), within(1e-9));
  }

  @Test
  void isAboutZeroForPartitionsThatKnowNothingOfEachOther() {
    Random random = new Random(1);
    Map<String, Integer> left = new HashMap<>();
    Map<String, Integer> right = new HashMap<>();
    for (int member = 0; member < 2000; member++) {
      left.put("" + member, random.nextInt(4));
      right.put("" + member, random.nextInt(3));
    }
    assertThat(randIndex(left, right)).isCloseTo(0, within(0.02));
  }

  @Test
  void countsMembersOfBothOnly() {
    Map<String, Integer> right = clusters(0, 0, 1, 1, 2);
    right.put("z", 0);
    assertThat(randIndex(clusters(0, 0, 1, 1), right)).isEqualTo(1);
  }
}
