package sparklab.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.mllib.clustering.StreamingKMeans;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scala.Tuple2;
import sparklab.kmeans.support.cluster.ClusterModel;
import sparklab.kmeans.support.cluster.ClusterModelTest;
import sparklab.kmeans.support.cluster.ClusterNames;
import sparklab.kmeans.support.cluster.StreamingScaler;
import sparklab.kmeans.support.weather.Message;
import sparklab.testing.Batches;

/** The transformations of the steps, over given batches. */
@Timeout(180)
class StepsTest {

  private static String message(String station, double ta, double hr, double pres, double vv) {
    return "{\"idema\":\"%s\",\"fint\":\"2025-08-01T00:00:00+0000\",\"ta\":%s,\"hr\":%s,\"pres\":%s,\"vv\":%s}"
        .formatted(station, ta, hr, pres, vv);
  }

  private static final double[][] PLACES = {
    {25, 85, 1010, 2}, {28, 35, 940, 1}, {10, 70, 820, 6},
  };

  /** Observations around three places, in turn. */
  private static List<String> threePlaces(int count, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(
            at -> {
              double[] place = PLACES[at % 3];
              return message(
                  "S" + at % 3,
                  place[0] + random.nextGaussian(),
                  place[1] + random.nextGaussian(),
                  place[2] + 5 * random.nextGaussian(),
                  place[3] + 0.1 * random.nextGaussian());
            })
        .toList();
  }

  @Test
  void step1KeepsWhatIsMalformedApart() {
    List<List<Message>> parsed =
        Batches.run(
            List.of(List.of(message("A", 1, 2, 900, 3), "no data"), List.of()),
            KMeansStep1Receive::parse);
    assertThat(parsed.get(0))
        .extracting(Message::isReadable)
        .containsExactlyInAnyOrder(true, false);
    assertThat(parsed.get(1)).isEmpty();
  }

  @Test
  void step2LeavesOutOrImputes() {
    List<String> batch =
        List.of(
            message("whole", 20, 50, 950, 1),
            "{\"idema\":\"low\",\"fint\":\"2025-08-01T00:00:00\",\"alt\":0,\"ta\":15,\"hr\":70,\"vv\":2}",
            "{\"idema\":\"calm\",\"fint\":\"2025-08-01T00:00:00\",\"alt\":0,\"ta\":15,\"hr\":70,\"pres\":1000}");
    for (boolean impute : List.of(false, true)) {
      List<Tuple2<String, Vector>> vectors =
          Batches.run(
                  List.of(batch),
                  lines ->
                      KMeansStep2Variables.variables(KMeansStep1Receive.parse(lines), impute)
                          .map(entry -> entry))
              .get(0);
      assertThat(vectors)
          .extracting(Tuple2::_1)
          .containsExactlyElementsOf(impute ? List.of("whole", "low") : List.of("whole"));
      assertThat(vectors.get(0)._2().toArray()).containsExactly(20, 50, 950, 1);
      if (impute) {
        assertThat(vectors.get(1)._2().apply(2)).isEqualTo(1013.25);
      }
    }
  }

  private static JavaPairDStream<String, Vector> vectors(JavaDStream<String> lines) {
    return KMeansStep2Variables.variables(KMeansStep1Receive.parse(lines), false);
  }

  @Test
  void step3ScalesToMean0AndDeviation1AndStaysAtThat() {
    StreamingScaler scaler = new StreamingScaler(250);
    List<List<Vector>> scaled =
        Batches.run(
            List.of(
                threePlaces(150, 1),
                List.of(),
                threePlaces(150, 2),
                List.of(message("A", 0, 0, 600, 0))),
            lines -> KMeansStep3Scale.scale(vectors(lines), scaler).map(Tuple2::_2));
    assertThat(scaled.get(0)).as("it still learns").isEmpty();
    assertThat(scaled.get(2)).hasSize(150);
    for (int at = 0; at < 4; at++) {
      int column = at;
      double[] values =
          scaled.get(2).stream().mapToDouble(vector -> vector.apply(column)).toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      assertThat(mean).isBetween(-0.1, 0.1);
      double variance =
          Arrays.stream(values)
              .map(value -> (value - mean) * (value - mean))
              .average()
              .orElseThrow();
      assertThat(variance).isBetween(0.9, 1.1);
    }
    // The last one is far out, by the scale of the first ones.
    assertThat(scaled.get(3).get(0).apply(2)).isLessThan(-3);
  }

  @Test
  void step3DoesNotDivideByZeroWhereAllValuesAreEqual() {
    List<String> same = List.of(message("A", 20, 50, 950, 0), message("B", 20, 50, 950, 0));
    StreamingScaler scaler = new StreamingScaler(2);
    List<List<Vector>> scaled =
        Batches.run(
            List.of(same), lines -> KMeansStep3Scale.scale(vectors(lines), scaler).map(Tuple2::_2));
    assertThat(scaled.get(0))
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.toArray()).containsOnly(0));
  }

  /** Not from every start: two random centres may share a place, and stay there. */
  @Test
  void step5FindsThePlacesThatAreThereFromSomeRandomStart() {
    assertThat(IntStream.rangeClosed(1, 8)).anyMatch(seed -> findsThePlaces(seed));
  }

  private static boolean findsThePlaces(long seed) {
    StreamingScaler scaler = new StreamingScaler(100);
    StreamingKMeans model = KMeansStep5Assign.model(3, seed);
    List<List<Tuple2<String, Integer>>> assigned =
        Batches.run(
            List.of(threePlaces(150, 1), threePlaces(150, 2), List.of(), threePlaces(150, 3)),
            lines -> {
              JavaPairDStream<String, Vector> scaled =
                  KMeansStep3Scale.scale(vectors(lines), scaler);
              KMeansStep5Assign.train(scaled, model);
              return KMeansStep5Assign.assign(scaled, model).map(entry -> entry);
            });
    assertThat(assigned.get(2)).isEmpty();
    assertThat(assigned.get(3)).hasSize(150);
    Set<String> pairs =
        assigned.get(3).stream()
            .map(entry -> entry._1() + " " + entry._2())
            .collect(Collectors.toSet());
    double[][] units =
        ClusterModel.inUnits(model.latestModel().clusterCenters(), scaler.latestModel());
    return pairs.size() == 3
        && Arrays.stream(PLACES)
            .allMatch(
                place ->
                    Arrays.stream(units)
                        .anyMatch(
                            centre ->
                                Math.abs(centre[0] - place[0]) < 0.5
                                    && Math.abs(centre[2] - place[2]) < 2));
  }

  @Test
  void fewOrEqualPointsMakeNoCentreThatIsNoNumber() {
    String one = message("A", 20, 50, 950, 1);
    for (List<List<String>> batches :
        List.of(
            List.of(List.<String>of(), List.<String>of()),
            List.of(List.of(one), List.<String>of(), List.of(one)),
            List.of(List.of(one, one, one, one), List.of(one, one)),
            List.of(threePlaces(3, 1), threePlaces(2, 1)))) {
      StreamingScaler scaler = new StreamingScaler(1);
      StreamingKMeans model = KMeansStep6Evolve.model(8, 1, 2);
      Batches.run(batches, lines -> evolve(lines, scaler, model));
      for (Vector centre : model.latestModel().clusterCenters()) {
        assertThat(Arrays.stream(centre.toArray())).allMatch(Double::isFinite);
      }
      assertThat(Arrays.stream(model.latestModel().clusterWeights())).allMatch(Double::isFinite);
      if (scaler.latestModel() != null) {
        double[][] centres =
            ClusterModel.inUnits(model.latestModel().clusterCenters(), scaler.latestModel());
        assertThat(
                ClusterNames.of(
                    centres,
                    model.latestModel().clusterWeights(),
                    scaler.latestModel().std().toArray()))
            .hasSize(8)
            .doesNotHaveDuplicates();
      }
    }
  }

  private static JavaDStream<Tuple2<String, Integer>> evolve(
      JavaDStream<String> lines, StreamingScaler scaler, StreamingKMeans model) {
    JavaPairDStream<String, Vector> scaled = KMeansStep3Scale.scale(vectors(lines), scaler);
    KMeansStep6Evolve.train(scaled, model);
    return KMeansStep6Evolve.assign(scaled, model).map(entry -> entry);
  }

  @Test
  void step6ForgetsByItsHalfLife() {
    List<List<String>> cold =
        List.of(IntStream.range(0, 100).mapToObj(at -> message("A", at % 2, 50, 950, 1)).toList());
    List<String> warm =
        IntStream.range(0, 100).mapToObj(at -> message("A", 20 + at % 2, 50, 950, 1)).toList();
    List<List<String>> batches = new ArrayList<>(cold);
    batches.add(warm);
    // 100 new observations: after a half-life of 100 the old ones weigh 50, so 2/3 are new.
    assertThat(temperatureAfter(batches, 100)).isBetween(13.5, 14.2);
    assertThat(temperatureAfter(batches, 0)).isBetween(10.4, 10.6);
  }

  private static double temperatureAfter(List<List<String>> batches, double halfLife) {
    StreamingScaler scaler = new StreamingScaler(1);
    StreamingKMeans model = KMeansStep6Evolve.model(1, 1, halfLife);
    Batches.run(batches, lines -> evolve(lines, scaler, model));
    return ClusterModel.inUnits(model.latestModel().clusterCenters(), scaler.latestModel())[0][0];
  }

  @Test
  void step7GoesOnWhereItsStartWas() {
    Vector before = ClusterModelTest.MODEL.centres().get(0).copy();
    StreamingKMeans model =
        KMeansStep7Continue.model(
            ClusterModelTest.MODEL.centres().stream().map(Vector::copy).toArray(Vector[]::new),
            ClusterModelTest.MODEL.weights().clone(),
            0);
    assertThat(model.latestModel().clusterCenters()[0]).isEqualTo(before);
    List<List<Tuple2<String, Integer>>> assigned =
        Batches.run(
            List.of(
                List.of(message("sea", 19, 87, 992.6, 1.5), message("peak", 11, 70, 836.2, 2.3))),
            lines -> {
              JavaPairDStream<String, Vector> scaled =
                  KMeansStep7Continue.scale(vectors(lines), ClusterModelTest.MODEL.scaler());
              KMeansStep7Continue.train(scaled, model);
              return KMeansStep7Continue.assign(scaled, model).map(entry -> entry);
            });
    assertThat(assigned.get(0))
        .extracting(entry -> entry._1() + " " + entry._2())
        .containsExactly("sea 0", "peak 1");
    assertThat(model.latestModel().clusterWeights()).containsExactly(421.25, 219);
    assertThat(ClusterModelTest.MODEL.centres().get(0))
        .as("what was started from stays as it is")
        .isEqualTo(before);
  }
}
