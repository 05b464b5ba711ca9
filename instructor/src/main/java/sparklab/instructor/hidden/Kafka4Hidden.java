package sparklab.instructor.hidden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sparklab.worker.Answer;
import sparklab.worker.Submission;
import sparklab.worker.TaskCall;

/** The hidden tests of kafka4. */
final class Kafka4Hidden {

  private static final String RECORDS = "partition INT, offset BIGINT, value BINARY";
  private static final String OBSERVATIONS =
      "idema STRING, provincia STRING, fint TIMESTAMP, ta DOUBLE, prec DOUBLE";
  private static final Instant START = Instant.parse("2025-08-20T10:00:00Z");
  private static final List<String> PROVINCES =
      List.of("Bizkaia", "Cádiz", "A Coruña", "León", "Ávila", "Sevilla");

  private final Once<Records> observations = new Once<>();
  private final Once<Records> malformed = new Once<>();
  private final Once<Hours> hours = new Once<>();
  private final Once<Falls> falls = new Once<>();

  /** What is wrong with a message. */
  private enum Flaw {
    NONE,
    ABSENT_SENSORS,
    NO_JSON,
    NO_NUMBER,
    INCOMPLETE
  }

  private record Message(Flaw flaw, String text, List<Object> row) {}

  private record Records(List<Message> messages, Answer answer) {

    List<Message> of(Flaw... flaws) {
      return messages.stream().filter(one -> Arrays.asList(flaws).contains(one.flaw())).toList();
    }

    /** The rows of an observation's station. */
    List<List<Object>> rowsOf(Message message) {
      return answer.rows().stream().filter(row -> row.contains(message.row().get(0))).toList();
    }

    /** Whether some messages are found and others are not. */
    void assertChosen() {
      assertThat(answer.rows()).isNotEmpty().hasSizeLessThan(messages.size());
    }

    /** The rows that have a message's offset in their second column. */
    List<List<Object>> rowsAt(Message message) {
      long offset = messages.indexOf(message);
      return answer.rows().stream()
          .filter(row -> row.size() > 1 && Long.valueOf(offset).equals(row.get(1)))
          .toList();
    }
  }

  private static Records records(Submission submission, RandomGenerator random, String method) {
    List<Message> messages = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      String station = station(random, number);
      int hour = random.nextInt(10, 24);
      double ta = random.nextInt(-50, 350) / 10.0;
      double prec = random.nextInt(0, 90) / 10.0;
      String province = Pick.pick(random, PROVINCES);
      boolean whole = number < 2;
      messages.add(
          new Message(
              whole ? Flaw.NONE : Flaw.ABSENT_SENSORS,
              "{\"ubi\":\"Faro\",\"fint\":\"2025-08-20T%d:00:00+0000\",%s\"provincia\":\"%s\",\"hr\":71.0,\"idema\":\"%s\"}"
                  .formatted(
                      hour,
                      whole ? "\"ta\":" + ta + ",\"prec\":" + prec + "," : "",
                      province,
                      station),
              Arrays.asList(
                  station,
                  province,
                  "2025-08-20T" + hour + ":00:00Z",
                  whole ? ta : null,
                  whole ? prec : null)));
    }
    String good = messages.get(0).text();
    messages.add(new Message(Flaw.NO_JSON, "no message at all " + random.nextInt(1000), List.of()));
    messages.add(new Message(Flaw.NO_JSON, good.substring(0, good.length() / 2), List.of()));
    messages.add(
        new Message(
            Flaw.NO_NUMBER,
            messages
                .get(1)
                .text()
                .replaceFirst("\"ta\":[^,]*", "\"ta\":\"ip " + random.nextInt(99) + "\"")
                .replaceFirst("\"idema\":\"[^\"]*\"", "\"idema\":\"" + station(random, 7) + "\""),
            List.of()));
    messages.add(
        new Message(Flaw.INCOMPLETE, good.replaceFirst(",\"idema\":\"[^\"]*\"", ""), List.of()));
    messages.add(
        new Message(
            Flaw.INCOMPLETE,
            good.replaceFirst("\"fint\":\"[^\"]*\",", "")
                .replaceFirst("\"idema\":\"[^\"]*\"", "\"idema\":\"" + station(random, 8) + "\""),
            List.of()));
    messages.add(new Message(Flaw.INCOMPLETE, null, List.of()));
    List<Message> shuffled = Pick.shuffled(random, messages);
    List<List<Object>> rows =
        IntStream.range(0, shuffled.size())
            .mapToObj(at -> Arrays.<Object>asList(0, (long) at, shuffled.get(at).text()))
            .toList();
    return new Records(shuffled, submission.run(TaskCall.of(method).table(RECORDS, rows)));
  }

  private static String station(RandomGenerator random, int number) {
    return number + "" + random.nextInt(100, 1000) + (char) ('A' + random.nextInt(26));
  }

  private Records observations(Submission submission, RandomGenerator random) {
    return observations.get(() -> records(submission, random, "observations"));
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake =
          "A whole message does not give its row, or the columns are not idema, provincia, fint,"
              + " ta, prec.")
  void takesMessagesApart(Submission submission, RandomGenerator random) {
    Records run = observations(submission, random);
    assertThat(run.answer().columns()).containsExactly("idema", "provincia", "fint", "ta", "prec");
    for (Message message : run.of(Flaw.NONE)) {
      assertThat(run.rowsOf(message))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.subList(0, 2)).isEqualTo(message.row().subList(0, 2));
                assertThat(row.subList(3, 5)).isEqualTo(message.row().subList(3, 5));
              });
    }
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake = "The time of an observation is not the timestamp that the message names.")
  void readsTheTime(Submission submission, RandomGenerator random) {
    Records run = observations(submission, random);
    for (Message message : run.of(Flaw.NONE)) {
      assertThat(run.rowsOf(message))
          .singleElement()
          .satisfies(row -> assertThat(row.get(2)).isEqualTo(message.row().get(2)));
    }
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake =
          "An observation of a station that lacks a sensor is lost, or gets a number: null is"
              + " right.")
  void keepsAbsentSensorsAsNull(Submission submission, RandomGenerator random) {
    Records run = observations(submission, random);
    for (Message message : run.of(Flaw.ABSENT_SENSORS)) {
      assertThat(run.rowsOf(message))
          .singleElement()
          .satisfies(row -> assertThat(row.subList(3, 5)).containsExactly(null, null));
    }
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake =
          "A malformed message gives a row: text that is not JSON, text where a number belongs, no station or no"
              + " time.")
  void leavesOutTheMalformed(Submission submission, RandomGenerator random) {
    Records run = observations(submission, random);
    List<Object> stations =
        run.of(Flaw.NONE, Flaw.ABSENT_SENSORS).stream()
            .map(message -> message.row().get(0))
            .toList();
    assertThat(run.answer().rows())
        .isNotEmpty()
        .hasSizeLessThanOrEqualTo(stations.size())
        .allMatch(row -> stations.stream().anyMatch(row::contains));
  }

  private Records malformed(Submission submission, RandomGenerator random) {
    return malformed.get(() -> records(submission, random, "malformed"));
  }

  private static void assertFound(Records run, Flaw flaw) {
    run.assertChosen();
    for (Message message : run.of(flaw)) {
      assertThat(run.rowsAt(message)).hasSize(1);
    }
  }

  @Hidden(
      task = 2,
      points = 0.75,
      mistake =
          "A message that is not JSON, or only its beginning, is not found with its partition,"
              + " offset and text.")
  void findsWhatIsNoJson(Submission submission, RandomGenerator random) {
    Records run = malformed(submission, random);
    assertThat(run.answer().columns()).containsExactly("partition", "offset", "message");
    assertFound(run, Flaw.NO_JSON);
    for (Message message : run.of(Flaw.NO_JSON, Flaw.NO_NUMBER, Flaw.INCOMPLETE)) {
      assertThat(run.rowsAt(message)).allMatch(row -> Objects.equals(row.get(2), message.text()));
    }
  }

  @Hidden(
      task = 2,
      points = 0.5,
      mistake = "A message with text in place of a number is not found.")
  void findsWhatIsNoNumber(Submission submission, RandomGenerator random) {
    assertFound(malformed(submission, random), Flaw.NO_NUMBER);
  }

  @Hidden(
      task = 2,
      points = 0.5,
      mistake = "A message without station or time, or a record without a value, is not found.")
  void findsWhatIsIncomplete(Submission submission, RandomGenerator random) {
    assertFound(malformed(submission, random), Flaw.INCOMPLETE);
  }

  @Hidden(
      task = 2,
      points = 0.25,
      mistake = "A good message is taken for malformed: an absent sensor is nothing wrong.")
  void leavesTheGoodAlone(Submission submission, RandomGenerator random) {
    Records run = malformed(submission, random);
    assertThat(run.of(Flaw.NO_JSON, Flaw.NO_NUMBER, Flaw.INCOMPLETE))
        .anyMatch(message -> !run.rowsAt(message).isEmpty());
    for (Message message : run.of(Flaw.NONE, Flaw.ABSENT_SENSORS)) {
      assertThat(run.rowsAt(message)).isEmpty();
    }
  }

  private static List<Object> observation(
      String station, String province, int hours, Double ta, Double prec) {
    return Arrays.asList(station, province, START.plusSeconds(3600L * hours).toString(), ta, prec);
  }

  /** Temperatures by province, all of the hour that ends at the start; what came out. */
  private record Hours(Map<String, List<Double>> temperatures, double rain, Answer answer) {

    /** Where observations come late, for the test that asks for that alone. */
    static final String LATE = "Teruel";

    /** Where all come too late. */
    static final String TOO_LATE = "Zamora";

    List<Object> row(String province) {
      List<List<Object>> rows =
          answer.batches().stream()
              .flatMap(List::stream)
              .filter(row -> province.equals(row.get(1)))
              .toList();
      assertThat(rows).hasSize(1);
      return rows.get(0);
    }
  }

  private Hours hours(Submission submission, RandomGenerator random) {
    return hours.get(
        () -> {
          List<String> provinces = Pick.some(random, PROVINCES, 4);
          Map<String, List<Double>> temperatures = new HashMap<>();
          List<List<Object>> now = new ArrayList<>();
          double rain = random.nextInt(20, 90) / 10.0;
          // not the lateness of the statement: whoever waits for that is too early
          int late = random.nextInt(4, 7);
          for (int number = 0; number < 2; number++) {
            List<Double> all =
                random.doubles(3, 5, 30).mapToObj(ta -> Math.round(10 * ta) / 10.0).toList();
            temperatures.put(provinces.get(number), all);
            now.add(observation(station(random, 1), provinces.get(number), 0, all.get(0), 0.2));
            now.add(observation(station(random, 2), provinces.get(number), 0, all.get(1), rain));
            now.add(observation(station(random, 3), provinces.get(number), 0, all.get(2), null));
          }
          // the third has sensors of temperature at some stations, the fourth at none
          double only = random.nextInt(10, 200) / 10.0;
          temperatures.put(provinces.get(2), List.of(only));
          now.add(observation("S1", provinces.get(2), 0, only, 0.0));
          now.add(observation("S2", provinces.get(2), 0, null, 0.0));
          temperatures.put(provinces.get(3), List.of());
          now.add(observation("S3", provinces.get(3), 0, null, 0.0));
          List<List<List<Object>>> batches =
              List.of(
                  Stream.concat(now.stream(), Stream.of(observation("S5", Hours.LATE, 0, 9.0, 0.0)))
                      .toList(),
                  // just before the hour is final, however one counts the lateness
                  List.of(observation("S9", "Soria", late - 1, 1.0, 0.0)),
                  // late, but in time
                  List.of(observation("S6", Hours.LATE, 0, 11.0, 0.0)),
                  // it is final
                  List.of(observation("S9", "Soria", late + 1, 1.0, 0.0)),
                  List.of(observation("S4", Hours.TOO_LATE, 0, 40.0, 99.0)),
                  // a hundred days later: by now everybody has waited long enough
                  List.of(observation("S9", "Soria", 2_400, 1.0, 0.0)));
          return new Hours(
              temperatures,
              rain,
              submission.run(
                  TaskCall.of("byProvinceAndHour").stream(OBSERVATIONS, batches)
                      .with(Duration.ofHours(late).toString())));
        });
  }

  @Hidden(
      task = 3,
      points = 1,
      mistake =
          "The observations of a province and hour are not counted, or their mean temperature or"
              + " most rain is wrong, or the columns are not hour, provincia, observations,"
              + " ta_mean, prec_max.")
  void sumsUp(Submission submission, RandomGenerator random) {
    Hours run = hours(submission, random);
    assertThat(run.answer().columns())
        .containsExactly("hour", "provincia", "observations", "ta_mean", "prec_max");
    run.temperatures()
        .forEach(
            (province, all) -> {
              if (all.size() == 3) {
                assertThat(run.row(province).get(2)).isEqualTo(3L);
                assertThat(((Number) run.row(province).get(3)).doubleValue())
                    .isCloseTo(
                        all.stream().mapToDouble(ta -> ta).average().orElseThrow(), within(0.006));
                assertThat(run.row(province).get(4)).isEqualTo(run.rain());
              }
            });
  }

  @Hidden(
      task = 3,
      points = 0.75,
      mistake = "The hour is wrong: the time of an observation is the end of its hour.")
  void knowsTheHour(Submission submission, RandomGenerator random) {
    Hours run = hours(submission, random);
    run.temperatures()
        .keySet()
        .forEach(
            province ->
                assertThat(run.row(province).get(0))
                    .isEqualTo(START.minusSeconds(3600).toString()));
  }

  @Hidden(
      task = 3,
      points = 0.75,
      mistake =
          "Where a sensor is absent, the observation is to be counted, but the mean is of the"
              + " others; without any it is null.")
  void countsAbsentSensors(Submission submission, RandomGenerator random) {
    Hours run = hours(submission, random);
    run.temperatures()
        .forEach(
            (province, all) -> {
              if (all.size() == 1) {
                assertThat(run.row(province).get(2)).isEqualTo(2L);
                assertThat(((Number) run.row(province).get(3)).doubleValue())
                    .isCloseTo(all.get(0), within(0.006));
              } else if (all.isEmpty()) {
                assertThat(run.row(province).get(2)).isEqualTo(1L);
                assertThat(run.row(province).get(3)).isNull();
              }
            });
  }

  @Hidden(
      task = 3,
      points = 0.25,
      mistake =
          "An hour comes out before it is final, so that an observation that is late but in time is"
              + " missing from it.")
  void waitsForTheLate(Submission submission, RandomGenerator random) {
    Hours run = hours(submission, random);
    for (int batch : List.of(0, 1, 2)) {
      assertThat(run.answer().batch(batch)).isEmpty();
    }
    assertThat(run.row(Hours.LATE).get(2)).isEqualTo(2L);
  }

  @Hidden(
      task = 3,
      points = 0.25,
      mistake =
          "An hour that is final does not come out, or an observation that is too late counts.")
  void isFinalInTime(Submission submission, RandomGenerator random) {
    Hours run = hours(submission, random);
    List<Object> out = new ArrayList<>();
    for (int batch : List.of(0, 1, 2, 3)) {
      run.answer().batch(batch).forEach(row -> out.add(row.get(1)));
    }
    assertThat(out).containsAll(run.temperatures().keySet());
    assertThat(run.answer().batches().stream().flatMap(List::stream))
        .noneMatch(row -> Hours.TOO_LATE.equals(row.get(1)));
  }

  /** What came out of all batches, by station. No two stations begin with the same temperature. */
  private record Falls(double degrees, Map<String, Double> before, Answer answer) {

    /** The rows of a station that compare it with itself; other ones are another test's. */
    List<List<Object>> ownRowsOf(String station) {
      return rowsOf(station).stream()
          .filter(row -> before.get(station).equals(row.get(2)))
          .toList();
    }

    /** Whether a station's temperature is compared with another one of its own at all. */
    void assertCompares() {
      assertThat(answer.batches().stream().flatMap(List::stream))
          .anyMatch(
              row ->
                  before.containsKey(row.get(0))
                      && row.get(2) instanceof Double earlier
                      && row.get(3) instanceof Double now
                      && earlier > now
                      && Stream.of(0.0, degrees + 2)
                          .anyMatch(more -> before.get(row.get(0)) + more == earlier));
    }

    List<List<Object>> rowsOf(String station) {
      return answer.batches().stream()
          .flatMap(List::stream)
          .filter(row -> station.equals(row.get(0)))
          .toList();
    }
  }

  private Falls falls(Submission submission, RandomGenerator random) {
    return falls.get(
        () -> {
          double degrees = random.nextInt(2, 6); // halves and wholes have no rounding errors
          Map<String, Double> before = new HashMap<>();
          int first = random.nextInt(10, 20);
          Stream.of(
                  "falls",
                  "exactly",
                  "a little",
                  "late",
                  "too late",
                  "gap",
                  "rises",
                  "absent",
                  "other")
              .forEach(station -> before.put(station, first + before.size() / 2.0));
          String province = "Teruel";
          // not the lateness of the statement
          int late = random.nextInt(4, 7);
          List<List<List<Object>>> batches =
              List.of(
                  List.of(
                      observation("gap", province, -1, before.get("gap"), 0.0),
                      observation("falls", province, 0, before.get("falls"), 0.0),
                      observation("exactly", province, 0, before.get("exactly"), 0.0),
                      observation("a little", province, 0, before.get("a little"), 0.0),
                      observation("rises", province, 0, before.get("rises"), 0.0),
                      observation("absent", province, 0, null, 0.0),
                      observation("other", province, 0, 39.0, 0.0)),
                  List.of(
                      observation("gap", province, 1, before.get("gap") - degrees - 2, 0.0),
                      observation("falls", province, 1, before.get("falls") - degrees - 1.5, 0.0),
                      observation("exactly", province, 1, before.get("exactly") - degrees, 0.0),
                      observation(
                          "a little", province, 1, before.get("a little") - degrees + 0.5, 0.0),
                      observation("rises", province, 1, before.get("rises") + degrees + 2, 0.0),
                      observation("absent", province, 1, -9.0, 0.0),
                      observation("new", province, 1, -9.0, 0.0),
                      observation("late", province, 1, before.get("late") - degrees - 3, 0.0),
                      observation(
                          "too late", province, 1, before.get("too late") - degrees - 3, 0.0)),
                  // the watermark is an hour before the late one
                  List.of(observation("other", province, late - 1, 39.0, 0.0)),
                  List.of(observation("late", province, 0, before.get("late"), 0.0)),
                  List.of(observation("other", province, 90, 39.0, 0.0)),
                  List.of(observation("too late", province, 0, before.get("too late"), 0.0)),
                  List.of(observation("other", province, 180, 39.0, 0.0)));
          return new Falls(
              degrees,
              before,
              submission.run(
                  TaskCall.of("falling").stream(OBSERVATIONS, batches)
                      .with(degrees)
                      .with(Duration.ofHours(late).toString())));
        });
  }

  @Hidden(
      task = 4,
      points = 1,
      mistake =
          "A station whose temperature falls within an hour is not found, or the columns are not"
              + " idema, fint, before, ta.")
  void findsAFall(Submission submission, RandomGenerator random) {
    Falls run = falls(submission, random);
    assertThat(run.answer().columns()).containsExactly("idema", "fint", "before", "ta");
    assertThat(run.ownRowsOf("falls"))
        .containsExactly(
            List.of(
                "falls",
                START.plusSeconds(3600).toString(),
                run.before().get("falls"),
                run.before().get("falls") - run.degrees() - 1.5));
  }

  @Hidden(
      task = 4,
      points = 0.5,
      mistake =
          "A fall by exactly the degrees asked for, or by a little less, is not treated as it"
              + " should be.")
  void knowsTheLimit(Submission submission, RandomGenerator random) {
    Falls run = falls(submission, random);
    assertThat(run.ownRowsOf("exactly")).hasSize(1);
    assertThat(run.ownRowsOf("a little")).isEmpty();
  }

  @Hidden(
      task = 4,
      points = 0.5,
      mistake = "Two hours lie between the observations that are compared: it must be one.")
  void comparesTheHourBefore(Submission submission, RandomGenerator random) {
    Falls run = falls(submission, random);
    run.assertCompares();
    assertThat(run.ownRowsOf("gap")).isEmpty();
  }

  @Hidden(
      task = 4,
      points = 0.5,
      mistake = "The hour before is not found if its message comes later, within the lateness.")
  void waitsForTheHourBefore(Submission submission, RandomGenerator random) {
    assertThat(falls(submission, random).ownRowsOf("late")).hasSize(1);
  }

  @Hidden(
      task = 4,
      points = 0.25,
      mistake = "An observation that is too late still counts: nothing says what may be forgotten.")
  void leavesOutTheTooLate(Submission submission, RandomGenerator random) {
    Falls run = falls(submission, random);
    run.assertCompares();
    assertThat(run.ownRowsOf("too late")).isEmpty();
  }

  @Hidden(
      task = 4,
      points = 0.25,
      mistake =
          "A temperature that rises is taken for one that falls, or one is compared with that of"
              + " another station or with none.")
  void leavesTheOthersAlone(Submission submission, RandomGenerator random) {
    Falls run = falls(submission, random);
    run.assertCompares();
    for (String station : List.of("rises", "absent", "new", "other")) {
      assertThat(run.rowsOf(station)).isEmpty();
    }
    for (String station : List.of("falls", "exactly", "late")) {
      assertThat(run.rowsOf(station)).isEqualTo(run.ownRowsOf(station));
    }
  }
}
