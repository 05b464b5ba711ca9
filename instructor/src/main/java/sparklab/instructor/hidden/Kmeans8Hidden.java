package sparklab.instructor.hidden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sparklab.worker.Answer;
import sparklab.worker.Submission;
import sparklab.worker.TaskCall;

/** The hidden tests of kmeans8. */
final class Kmeans8Hidden {

  private static final double EXACT = 1e-6;

  private final Once<Run> variables = new Once<>();
  private final Once<Scaled> scaled = new Once<>();
  private final Once<Run> assigned = new Once<>();
  private final Once<Run> followed = new Once<>();

  /** What is expected of each batch by its key, and what came out. */
  private record Run(List<Map<String, double[]>> expected, Answer answer) {

    /** All rows of a batch are as expected, and none is missing. */
    void assertBatch(int batch) {
      assertThat(answer.batch(batch).stream().map(row -> String.valueOf(row.get(0))))
          .containsExactlyInAnyOrderElementsOf(expected.get(batch).keySet());
      assertRows(batch, expected.get(batch).keySet().toArray(String[]::new));
    }

    /** Something of a batch comes out, whatever is wrong with it. */
    void assertSome(int batch) {
      assertThat(answer.batch(batch))
          .anyMatch(row -> expected.get(batch).containsKey(String.valueOf(row.get(0))));
    }

    void assertRows(int batch, String... keys) {
      for (String key : keys) {
        assertThat(answer.batch(batch))
            .filteredOn(row -> key.equals(String.valueOf(row.get(0))))
            .singleElement()
            .satisfies(
                row ->
                    assertThat(numbers(row.get(1)))
                        .containsExactly(expected.get(batch).get(key), within(EXACT)));
      }
    }

    /** The centre of a cluster after a batch. */
    double[] centre(int batch, long cluster) {
      List<List<Object>> rows =
          answer.batch(batch).stream().filter(row -> row.get(0).equals(cluster)).toList();
      assertThat(rows).hasSize(1);
      return numbers(rows.get(0).get(1));
    }

    private static double[] numbers(Object value) {
      return value instanceof List<?> list
          ? list.stream().mapToDouble(one -> Double.parseDouble(String.valueOf(one))).toArray()
          : new double[] {((Number) value).doubleValue()};
    }
  }

  private static String message(
      RandomGenerator random, String station, double[] values, boolean pressure) {
    StringBuilder text = new StringBuilder("{\"fint\":\"2025-08-20T23:00:00+0000\",\"alt\":12.0");
    String[] keys = {"ta", "hr", "vv"};
    for (int at : Pick.shuffled(random, List.of(0, 1, 2))) {
      if (!Double.isNaN(values[at])) {
        text.append(String.format(Locale.ROOT, ",\"%s\":%.1f", keys[at], values[at]));
      }
    }
    return text + (pressure ? ",\"pres\":1003.2" : "") + ",\"idema\":\"" + station + "\"}";
  }

  private static double[] values(RandomGenerator random) {
    return new double[] {
      random.nextInt(50, 380) / 10.0, random.nextInt(10, 100), random.nextInt(0, 120) / 10.0
    };
  }

  private Run variables(Submission submission, RandomGenerator random) {
    return variables.get(
        () -> {
          List<Map<String, double[]>> expected = new ArrayList<>();
          List<List<String>> lines = new ArrayList<>();
          for (boolean pressure : List.of(true, false)) {
            Map<String, double[]> all = new TreeMap<>();
            for (int number = 0; number < 3; number++) {
              all.put(random.nextInt(1000, 9000) + "" + (char) ('A' + number), values(random));
            }
            expected.add(all);
            lines.add(
                all.entrySet().stream()
                    .map(one -> message(random, one.getKey(), one.getValue(), pressure))
                    .toList());
          }
          // 2: each of the three absent
          List<String> absent = new ArrayList<>();
          for (int at = 0; at < 3; at++) {
            double[] some = values(random);
            some[at] = Double.NaN;
            absent.add(message(random, "X" + at, some, true));
          }
          expected.add(Map.of());
          lines.add(absent);
          // 3: malformed and impossible
          String good = message(random, "Y1", values(random), true);
          expected.add(Map.of());
          lines.add(
              List.of(
                  "",
                  "no message",
                  good.substring(0, good.length() - 5),
                  good.replaceFirst("\"ta\":[^,]*", "\"ta\":\"warm\""),
                  good.replaceFirst("\"ta\":[^,]*", "\"ta\":" + random.nextInt(200, 999)),
                  good.replaceFirst("\"hr\":[^,]*", "\"hr\":-" + random.nextInt(2, 99))));
          return new Run(expected, submission.run(TaskCall.of("variables").lines(lines)));
        });
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake =
          "A whole message does not give its station, or not its temperature, humidity and wind in"
              + " this order.")
  void readsTheVariables(Submission submission, RandomGenerator random) {
    variables(submission, random).assertBatch(0);
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake = "A station is left out for a sensor that is not one of the three.")
  void needsOnlyTheThree(Submission submission, RandomGenerator random) {
    Run run = variables(submission, random);
    assertThat(run.answer().batch(1).stream().map(row -> String.valueOf(row.get(0))))
        .containsExactlyInAnyOrderElementsOf(run.expected().get(1).keySet());
    // their order is another test's
    for (List<Object> row : run.answer().batch(1)) {
      double[] given = DoubleStream.of(Run.numbers(row.get(1))).sorted().toArray();
      double[] expected = run.expected().get(1).get(String.valueOf(row.get(0)));
      assertThat(given)
          .containsExactly(DoubleStream.of(expected).sorted().toArray(), within(EXACT));
    }
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake = "A station that lacks a sensor of the three is not left out.")
  void leavesOutAbsentSensors(Submission submission, RandomGenerator random) {
    Run run = variables(submission, random);
    run.assertSome(0);
    run.assertBatch(2);
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake = "A malformed message, or one with an impossible value, is not left out.")
  void leavesOutTheMalformed(Submission submission, RandomGenerator random) {
    Run run = variables(submission, random);
    run.assertSome(0);
    run.assertBatch(3);
  }

  private static Map<String, double[]> stations(RandomGenerator random, int size, int dimensions) {
    Map<String, double[]> all = new TreeMap<>();
    for (int number = 0; number < size; number++) {
      all.put("S" + number, random.doubles(dimensions, -20, 80).toArray());
    }
    return all;
  }

  private static List<List<Object>> pairs(Map<String, double[]> all) {
    return all.entrySet().stream()
        .map(one -> List.<Object>of(one.getKey(), list(one.getValue())))
        .toList();
  }

  private static List<Double> list(double[] values) {
    return DoubleStream.of(values).boxed().toList();
  }

  /**
   * A run, and a station's values before they are scaled.
   *
   * @param plain those of S0
   */
  private record Scaled(Run run, double[] plain) {}

  private Scaled scaled(Submission submission, RandomGenerator random) {
    return scaled.get(
        () -> {
          double[] mean = random.doubles(4, 1, 30).toArray();
          double[] std = random.doubles(4, 2, 9).toArray();
          std[3] = 0;
          Map<String, double[]> first = stations(random, 5, 4);
          List<Map<String, double[]>> given =
              List.of(first, Map.of("S0", first.get("S0")), Map.of());
          List<Map<String, double[]>> expected = new ArrayList<>();
          for (Map<String, double[]> batch : given) {
            Map<String, double[]> all = new TreeMap<>();
            batch.forEach(
                (station, values) ->
                    all.put(
                        station,
                        IntStream.range(0, 4)
                            .mapToDouble(at -> at == 3 ? 0 : (values[at] - mean[at]) / std[at])
                            .toArray()));
            expected.add(all);
          }
          return new Scaled(
              new Run(
                  expected,
                  submission.run(
                      TaskCall.of("scale")
                          .pairs(given.stream().map(Kmeans8Hidden::pairs).toList())
                          .with(list(mean))
                          .with(list(std)))),
              Arrays.copyOf(first.get("S0"), 3));
        });
  }

  /** The variables of a row that vary: the one that does not is another test's. */
  private static double[] varying(List<Object> row) {
    return Arrays.copyOf(Run.numbers(row.get(1)), 3);
  }

  /** Whether the stations of the first batch differ: a constant is not scaled. */
  private static void assertNotAlike(Run run) {
    assertThat(run.answer().batch(0).stream().map(row -> Arrays.toString(varying(row))))
        .hasSameSizeAs(run.expected().get(0).keySet())
        .doesNotHaveDuplicates();
  }

  /** Whether the variables that vary are as expected in the first batch. */
  private static void assertVarying(Run run) {
    assertThat(run.answer().batch(0)).hasSameSizeAs(run.expected().get(0).keySet());
    for (List<Object> row : run.answer().batch(0)) {
      double[] expected = run.expected().get(0).get((String) row.get(0));
      List<?> given = (List<?>) row.get(1);
      for (int at = 0; at < 3; at++) {
        assertThat(((Number) given.get(at)).doubleValue()).isCloseTo(expected[at], within(EXACT));
      }
    }
  }

  @Hidden(
      task = 2,
      points = 1,
      mistake = "A value is not scaled: less the mean of its variable, by its standard deviation.")
  void scales(Submission submission, RandomGenerator random) {
    assertVarying(scaled(submission, random).run());
  }

  @Hidden(
      task = 2,
      points = 0.5,
      mistake =
          "The same value is not the same in every batch: scale by the numbers that are given, not"
              + " by those of the batch.")
  void scalesEveryBatchAlike(Submission submission, RandomGenerator random) {
    Scaled scaled = scaled(submission, random);
    Run run = scaled.run();
    assertNotAlike(run);
    assertThat(run.answer().batch(1)).hasSize(1);
    assertThat(run.answer().batch(2)).isEmpty();
    double[] again = varying(run.answer().batch(1).get(0));
    assertThat(again).isNotEqualTo(scaled.plain());
    assertThat(run.answer().batch(0))
        .filteredOn(row -> row.get(0).equals("S0"))
        .singleElement()
        .satisfies(row -> assertThat(again).containsExactly(varying(row), within(EXACT)));
  }

  @Hidden(
      task = 2,
      points = 0.5,
      mistake = "A variable that does not vary, whose deviation is 0, must be 0.")
  void takesConstants(Submission submission, RandomGenerator random) {
    Run run = scaled(submission, random).run();
    assertNotAlike(run);
    assertThat(run.answer().batch(0))
        .allSatisfy(
            row -> assertThat(((Number) ((List<?>) row.get(1)).get(3)).doubleValue()).isZero());
  }

  private Run assigned(Submission submission, RandomGenerator random) {
    return assigned.get(
        () -> {
          // far from each other: every point of the first batch is near one of them
          double[][] centres = {{0, 0, 0}, {10, 0, 0}, {0, 10, 0}, {0, 0, 10}};
          Map<String, double[]> near = new TreeMap<>();
          Map<String, double[]> numbers = new TreeMap<>();
          for (int number = 0; number < 8; number++) {
            int centre = number % 4;
            near.put(
                "S" + number,
                IntStream.range(0, 3)
                    .mapToDouble(at -> centres[centre][at] + random.nextDouble(-2, 2))
                    .toArray());
            numbers.put("S" + number, new double[] {centre});
          }
          // the first of these two is nearer by the differences themselves, or by one variable
          double unit = random.nextDouble(1, 2);
          double[] ahead = {50, 50, 50 + 6 * unit};
          double[] aside = {50 + 3 * unit, 50 + 3 * unit, 50 + 3 * unit};
          Map<String, double[]> squares = Map.of("S9", new double[] {50, 50, 50});
          Map<String, double[]> ties =
              Map.of("S1", new double[] {5, 0, 0}, "S2", new double[] {0, 5, 5});
          return new Run(
              List.of(
                  numbers,
                  Map.of("S9", new double[] {5}),
                  Map.of("S1", new double[] {0}, "S2", new double[] {0}),
                  Map.of()),
              submission.run(
                  TaskCall.of("assign")
                      .pairs(List.of(pairs(near), pairs(squares), pairs(ties), List.of()))
                      .with(
                          Stream.concat(Stream.of(centres), Stream.of(ahead, aside))
                              .map(Kmeans8Hidden::list)
                              .toList())));
        });
  }

  @Hidden(
      task = 3,
      points = 1.5,
      mistake = "The nearest centre is not found, or its number is wrong.")
  void findsTheNearest(Submission submission, RandomGenerator random) {
    Run run = assigned(submission, random);
    run.assertBatch(0);
    run.assertBatch(3);
  }

  @Hidden(
      task = 3,
      points = 0.75,
      mistake = "What is near goes by the sum of the squares of the differences, in all variables.")
  void measuresBySquares(Submission submission, RandomGenerator random) {
    assigned(submission, random).assertBatch(1);
  }

  @Hidden(
      task = 3,
      points = 0.75,
      mistake = "Of two centres that are equally near, the first must be taken.")
  void takesTheFirst(Submission submission, RandomGenerator random) {
    Run run = assigned(submission, random);
    assertThat(run.answer().batch(0).stream().map(row -> row.get(1)).distinct())
        .hasSizeGreaterThan(1);
    run.assertBatch(2);
  }

  private Run followed(Submission submission, RandomGenerator random) {
    return followed.get(
        () -> {
          double halfLife = random.nextInt(2, 6);
          int[][] come = {{3, 2}, {4, 0}, {0, 0}, {2, 1}};
          double[][] sums = new double[2][2];
          double[] weights = new double[2];
          List<List<List<Object>>> batches = new ArrayList<>();
          List<Map<String, double[]>> expected = new ArrayList<>();
          for (int[] counts : come) {
            List<List<Object>> batch = new ArrayList<>();
            Map<String, double[]> centres = new TreeMap<>();
            for (int cluster = 0; cluster < 2; cluster++) {
              double left = Math.pow(0.5, counts[cluster] / halfLife);
              weights[cluster] = weights[cluster] * left + counts[cluster];
              sums[cluster][0] *= left;
              sums[cluster][1] *= left;
              for (int number = 0; number < counts[cluster]; number++) {
                double[] one = random.doubles(2, -50, 50).toArray();
                sums[cluster][0] += one[0];
                sums[cluster][1] += one[1];
                batch.add(List.of(cluster, list(one)));
              }
              centres.put(
                  "" + cluster,
                  new double[] {
                    sums[cluster][0] / weights[cluster], sums[cluster][1] / weights[cluster]
                  });
            }
            batches.add(batch);
            expected.add(centres);
          }
          return new Run(
              expected, submission.run(TaskCall.of("follow").pairs(batches).with(halfLife)));
        });
  }

  @Hidden(
      task = 4,
      points = 1,
      mistake = "A cluster does not begin at the mean of its first batch.")
  void beginsAtTheMean(Submission submission, RandomGenerator random) {
    followed(submission, random).assertBatch(0);
  }

  @Hidden(
      task = 4,
      points = 1,
      mistake =
          "What a centre was made of before counts too much or too little: its weight halves with"
              + " each half-life of observations, or the batches before are forgotten.")
  void halvesByTheHalfLife(Submission submission, RandomGenerator random) {
    Run run = followed(submission, random);
    run.assertRows(1, "0");
    run.assertRows(3, "0", "1");
  }

  @Hidden(
      task = 4,
      points = 1,
      mistake = "A cluster to which no observation came must stay as it is, and come out again.")
  void staysWithoutNews(Submission submission, RandomGenerator random) {
    Run run = followed(submission, random);
    assertThat(run.answer().batches()).hasSize(4);
    for (int batch : List.of(1, 2)) {
      assertThat(run.answer().batch(batch)).hasSize(2);
    }
    // within a tolerance: a mean that is made anew of the same numbers may differ in its last digit
    assertThat(run.centre(1, 1)).containsExactly(run.centre(0, 1), within(EXACT));
    for (int cluster : List.of(0, 1)) {
      assertThat(run.centre(2, cluster)).containsExactly(run.centre(1, cluster), within(EXACT));
    }
  }
}
