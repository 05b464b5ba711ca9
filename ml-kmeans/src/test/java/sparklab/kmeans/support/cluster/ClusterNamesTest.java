package sparklab.kmeans.support.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterNamesTest {

  private static final double[] STD = {5, 17, 68, 2};

  /** °C, %, hPa, m/s. */
  private static double[] centre(double... values) {
    return values;
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static List<String> names(double[]... centres) {
    return ClusterNames.of(centres, ones(centres.length), STD);
  }

  @Test
  void aNameIsTheAltitudeAndWhatStandsOut() {
    assertThat(
            names(
                centre(18.6, 87, 995.8, 1.5),
                centre(21.0, 63, 977.2, 5.8),
                centre(20.9, 52, 940.0, 1.9),
                centre(10.9, 70, 831.5, 2.2)))
        .containsExactly("humid lowland", "windy lowland", "dry plateau", "cool mountains");
  }

  @Test
  void centresAtTheSameAltitudeAreToldApart() {
    assertThat(names(centre(20, 70, 1010, 2), centre(20, 72, 1010, 2.1), centre(12, 70, 850, 2)))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.contains("lowland") || name.contains("mountains"));
  }

  @Test
  void equalCentresHaveNamesToo() {
    double[] same = centre(20, 70, 1010, 2);
    assertThat(names(same, same, same, same)).doesNotHaveDuplicates();
    assertThat(ClusterNames.of(new double[][] {same, same}, new double[2], new double[4]))
        .as("nothing weighs anything, nothing varies")
        .doesNotHaveDuplicates();
    assertThat(names(same)).containsExactly("lowland");
  }

  /** A cluster is called the same whatever number it has. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void theOrderDoesNotMatter(long seed) {
    Random random = new Random(seed);
    List<double[]> centres = new ArrayList<>();
    int clusters = 2 + random.nextInt(9);
    for (int cluster = 0; cluster < clusters; cluster++) {
      centres.add(
          centre(
              random.nextDouble(-5, 40),
              random.nextDouble(0, 100),
              random.nextDouble(700, 1025),
              random.nextDouble(0, 15)));
    }
    Map<double[], String> before = named(centres);
    Collections.shuffle(centres, random);
    assertThat(named(centres)).isEqualTo(before);
    assertThat(before.values()).doesNotHaveDuplicates();
  }

  /** No adjective tells these apart, as they are too near to each other. */
  @Test
  void theOrderDoesNotMatterToCentresThatAreNear() {
    double[] low = centre(20, 70, 1010, 2);
    double[] middle = centre(20, 70, 1009, 2);
    double[] high = centre(20, 70, 1008, 2);
    assertThat(names(low, middle, high))
        .containsExactly("lowland", "lowland at 36 m", "lowland at 45 m");
    assertThat(names(high, low, middle))
        .containsExactly("lowland at 45 m", "lowland", "lowland at 36 m");
  }

  private static Map<double[], String> named(List<double[]> centres) {
    List<String> names = names(centres.toArray(double[][]::new));
    Map<double[], String> named = new HashMap<>(); // by identity
    for (int at = 0; at < names.size(); at++) {
      named.put(centres.get(at), names.get(at));
    }
    return named;
  }
}
