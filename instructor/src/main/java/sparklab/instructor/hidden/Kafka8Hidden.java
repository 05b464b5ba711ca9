package sparklab.instructor.hidden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sparklab.worker.Answer;
import sparklab.worker.Submission;
import sparklab.worker.TaskCall;

/** The hidden tests of kafka8. */
final class Kafka8Hidden {

  private static final String TEMPERATURES = "idema STRING, fint TIMESTAMP, ta DOUBLE";
  private static final String STATIONS = "idema STRING, region STRING, alt DOUBLE";
  private static final String GUSTS = "idema STRING, region STRING, fint TIMESTAMP, vmax DOUBLE";
  private static final String WARNINGS =
      "region STRING, begin TIMESTAMP, end TIMESTAMP, level STRING";
  private static final Instant START = Instant.parse("2025-08-20T10:00:00Z");
  private static final List<String> REGIONS =
      List.of("Galicia", "Asturias", "Aragón", "Catalunya", "Andalucía", "Canarias");
  private static final List<String> LEVELS = List.of("yellow", "orange", "red");

  private final Once<Places> places = new Once<>();
  private final Once<Run> early = new Once<>();
  private final Once<Run> nothing = new Once<>();
  private final Once<Heat> heat = new Once<>();

  private static String hour(double hours) {
    return START.plusSeconds(Math.round(3600 * hours)).toString();
  }

  private static List<List<Object>> all(Answer answer) {
    return answer.batches().stream().flatMap(List::stream).toList();
  }

  /** A station, its region or null if it is not in the table, its altitude, a temperature. */
  private record Place(String idema, String region, Double alt, Double ta) {}

  private record Places(
      List<Place> known, List<Place> twice, List<Place> unknown, List<Place> gaps, Answer answer) {

    List<List<Object>> rowsOf(Place place) {
      return all(answer).stream().filter(row -> place.idema().equals(row.get(0))).toList();
    }

    /** Rows of the right region, for tests of something else. */
    List<List<Object>> foundOf(Place place) {
      return rowsOf(place).stream().filter(row -> place.region().equals(row.get(2))).toList();
    }
  }

  private Places places(Submission submission, RandomGenerator random) {
    return places.get(
        () -> {
          List<String> regions = Pick.some(random, REGIONS, 5);
          List<Place> made =
              IntStream.range(0, 8)
                  .mapToObj(
                      number ->
                          new Place(
                              number + "" + random.nextInt(100, 1000) + "X",
                              regions.get(number % 5),
                              (double) random.nextInt(100, 2500),
                              random.nextInt(-50, 350) / 10.0))
                  .toList();
          List<Place> unknown =
              made.subList(4, 6).stream()
                  .map(place -> new Place(place.idema(), null, null, place.ta()))
                  .toList();
          Place low = made.get(6);
          Place mute = made.get(7);
          List<Place> gaps =
              List.of(
                  new Place(low.idema(), low.region(), null, low.ta()),
                  new Place(mute.idema(), mute.region(), mute.alt(), null));
          List<Place> known = made.subList(0, 2);
          List<Place> twice = made.subList(2, 4);
          List<List<Object>> table =
              Stream.of(known, twice, twice, gaps)
                  .flatMap(List::stream)
                  .map(place -> Arrays.<Object>asList(place.idema(), place.region(), place.alt()))
                  .toList();
          List<List<Object>> rows =
              Stream.of(known, twice, unknown, gaps)
                  .flatMap(List::stream)
                  .map(place -> Arrays.<Object>asList(place.idema(), hour(0), place.ta()))
                  .toList();
          return new Places(
              known,
              twice,
              unknown,
              gaps,
              submission.run(
                  TaskCall.of("placed").stream(
                          TEMPERATURES,
                          List.of(Pick.shuffled(random, rows.subList(0, 4)), rows.subList(4, 8)))
                      .table(STATIONS, Pick.shuffled(random, table))));
        });
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake =
          "An observation of a known station does not get its region, or the columns are not idema,"
              + " fint, region, ta, ta_sea.")
  void findsTheRegion(Submission submission, RandomGenerator random) {
    Places run = places(submission, random);
    assertThat(run.answer().columns()).containsExactly("idema", "fint", "region", "ta", "ta_sea");
    for (Place place : run.known()) {
      assertThat(run.rowsOf(place))
          .singleElement()
          .satisfies(
              row ->
                  assertThat(row.subList(0, 4))
                      .containsExactly(place.idema(), hour(0), place.region(), place.ta()));
    }
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake =
          "An observation whose station is not in the table is lost, or its region is not the word"
              + " that the statement asks for.")
  void keepsTheUnknown(Submission submission, RandomGenerator random) {
    Places run = places(submission, random);
    for (Place place : run.unknown()) {
      assertThat(run.rowsOf(place))
          .singleElement()
          .satisfies(
              row ->
                  assertThat(row)
                      .containsExactly(place.idema(), hour(0), "unknown", place.ta(), null));
    }
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake =
          "The temperature at the level of the sea is wrong, or it is not null where temperature or"
              + " altitude is absent.")
  void computesTheLevelOfTheSea(Submission submission, RandomGenerator random) {
    Places run = places(submission, random);
    for (Place place : run.known()) {
      assertThat(run.foundOf(place))
          .isNotEmpty()
          .allSatisfy(
              row ->
                  assertThat(row.get(4))
                      .isInstanceOfSatisfying(
                          Double.class,
                          sea ->
                              assertThat(sea)
                                  .isCloseTo(place.ta() + 0.0065 * place.alt(), within(0.006))));
    }
    for (Place place : run.gaps()) {
      assertThat(run.foundOf(place))
          .isNotEmpty()
          .allSatisfy(row -> assertThat(row.get(4)).isNull());
    }
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake = "A station that is in the table twice makes two rows of an observation.")
  void makesOneRowOfEach(Submission submission, RandomGenerator random) {
    Places run = places(submission, random);
    for (Place place : run.twice()) {
      assertThat(run.foundOf(place)).hasSize(1);
      assertThat(run.rowsOf(place)).hasSize(1);
    }
  }

  private static List<Object> gust(String region, double hours, Double speed) {
    return Arrays.asList("in " + region, region, hour(hours), speed);
  }

  private static List<Object> warning(String region, double begin, double end, String level) {
    return List.of(region, hour(begin), hour(end), level);
  }

  /** What came out of a task on gusts and warnings; each region is a case of its own. */
  private record Run(double speed, double time, String level, Answer answer) {

    List<List<Object>> rowsOf(String region) {
      return all(answer).stream()
          .filter(row -> region.equals(row.get(0)) || ("in " + region).equals(row.get(0)))
          .toList();
    }
  }

  private Run early(Submission submission, RandomGenerator random) {
    return early.get(
        () -> {
          double speed = random.nextInt(14, 25);
          // not those of the statement
          int ahead = random.nextInt(3, 6);
          int late = random.nextInt(4, 7);
          String level = Pick.pick(random, LEVELS);
          List<List<Object>> gusts =
              List.of(
                  gust("before", 0, speed + 3.5),
                  gust("exactly so fast", 0, speed),
                  gust("too slow", 0, speed - 0.5),
                  gust("mute", 0, null),
                  gust("as early as can be", 0, speed + 1),
                  gust("too early", 0, speed + 1),
                  gust("at its begin", 0, speed + 1),
                  gust("after its begin", 0, speed + 1),
                  gust("alone", 0, speed + 1),
                  gust("late warning", 0, speed + 1),
                  gust("warning too late", 0, speed + 1));
          List<List<Object>> warnings =
              List.of(
                  warning("before", 1, 5, level),
                  warning("exactly so fast", 1, 5, level),
                  warning("too slow", 1, 5, level),
                  warning("mute", 1, 5, level),
                  warning("as early as can be", ahead, ahead + 4, level),
                  warning("too early", ahead + 0.5, ahead + 4, level),
                  warning("at its begin", 0, 5, level),
                  warning("after its begin", -1, 5, level),
                  warning("late gust", 1, 5, level),
                  warning("gust too late", 1, 5, level));
          List<List<Object>> none = List.of();
          Answer answer =
              submission.run(
                  TaskCall.of("beforeTheWarning").stream(
                          GUSTS,
                          List.of(
                              Pick.shuffled(random, gusts),
                              none,
                              List.of(gust("elsewhere", late - 1, speed + 2)),
                              none,
                              List.of(gust("late gust", 0, speed + 1)),
                              none,
                              List.of(gust("elsewhere", 90, speed + 2)),
                              none,
                              List.of(gust("gust too late", 0, speed + 1)),
                              none))
                      .stream(
                          WARNINGS,
                          List.of(
                              none,
                              Pick.shuffled(random, warnings),
                              none,
                              // both are at an hour before the late ones
                              List.of(warning("nowhere", late - 1, late, level)),
                              none,
                              List.of(warning("late warning", 1, 5, level)),
                              none,
                              List.of(warning("nowhere", 90, 91, level)),
                              none,
                              List.of(warning("warning too late", 1, 5, level))))
                      .with(speed)
                      .with(Duration.ofHours(ahead).toString())
                      .with(Duration.ofHours(late).toString()));
          return new Run(speed, ahead, level, answer);
        });
  }

  @Hidden(
      task = 2,
      points = 0.75,
      mistake =
          "A gust before its warning is not found, or found in another region, or the columns are"
              + " not idema, fint, vmax, level, begin.")
  void findsAGustBeforeItsWarning(Submission submission, RandomGenerator random) {
    Run run = early(submission, random);
    assertThat(run.answer().columns()).containsExactly("idema", "fint", "vmax", "level", "begin");
    assertThat(run.rowsOf("before"))
        .containsExactly(List.of("in before", hour(0), run.speed() + 3.5, run.level(), hour(1)));
    assertThat(run.rowsOf("alone")).isEmpty();
  }

  /** Whether a gust is found with its warning at all. */
  private static void assertJoins(Run run) {
    assertThat(run.rowsOf("before")).anyMatch(row -> hour(1).equals(row.get(4)));
  }

  @Hidden(
      task = 2,
      points = 0.25,
      mistake =
          "A gust exactly as fast as asked for, or a slower one, is not treated as it should be.")
  void knowsTheSpeed(Submission submission, RandomGenerator random) {
    Run run = early(submission, random);
    assertThat(run.rowsOf("exactly so fast")).anyMatch(row -> hour(1).equals(row.get(4)));
    for (String region : List.of("too slow", "mute")) {
      assertThat(run.rowsOf(region)).noneMatch(row -> hour(1).equals(row.get(4)));
    }
  }

  @Hidden(
      task = 2,
      points = 0.25,
      mistake = "A gust when the warning has begun already is taken for one before it.")
  void leavesOutWhatIsAfterTheBegin(Submission submission, RandomGenerator random) {
    Run run = early(submission, random);
    assertJoins(run);
    assertThat(run.rowsOf("at its begin")).noneMatch(row -> hour(0).equals(row.get(4)));
    assertThat(run.rowsOf("after its begin")).noneMatch(row -> hour(-1).equals(row.get(4)));
  }

  @Hidden(
      task = 2,
      points = 0.25,
      mistake =
          "A gust is not so early as it may be, or earlier: the longest time before is wrong.")
  void knowsHowEarly(Submission submission, RandomGenerator random) {
    Run run = early(submission, random);
    assertThat(run.rowsOf("as early as can be"))
        .anyMatch(row -> hour(run.time()).equals(row.get(4)));
    assertThat(run.rowsOf("too early")).noneMatch(row -> hour(run.time() + 0.5).equals(row.get(4)));
  }

  @Hidden(
      task = 2,
      points = 0.25,
      mistake = "A gust or a warning that is late, but within the lateness, is lost.")
  void waitsForTheLate(Submission submission, RandomGenerator random) {
    Run run = early(submission, random);
    for (String region : List.of("late gust", "late warning")) {
      assertThat(run.rowsOf(region)).anyMatch(row -> hour(1).equals(row.get(4)));
    }
  }

  @Hidden(
      task = 2,
      points = 0.25,
      mistake =
          "A gust or a warning that is too late still counts: Spark must know of both how late they"
              + " may be.")
  void leavesOutTheTooLate(Submission submission, RandomGenerator random) {
    Run run = early(submission, random);
    assertJoins(run);
    for (String region : List.of("gust too late", "warning too late")) {
      assertThat(run.rowsOf(region)).noneMatch(row -> hour(1).equals(row.get(4)));
    }
  }

  private Run nothing(Submission submission, RandomGenerator random) {
    return nothing.get(
        () -> {
          double speed = random.nextInt(14, 25);
          int longest = random.nextInt(9, 12);
          int late = random.nextInt(5, 7);
          String level = Pick.pick(random, LEVELS);
          List<List<Object>> warnings =
              List.of(
                  warning("quiet", 0, 6, level),
                  warning("stormy", 0, 6, level),
                  warning("exactly so fast", 0, 6, level),
                  warning("weak", 0, 6, level),
                  warning("often weak", 0, 6, level),
                  warning("mute", 0, 6, level),
                  warning("one of two", 0, 2, level),
                  warning("one of two", 2, 6, level),
                  warning("at its begin", 0, 6, level),
                  warning("at its end", 0, 6, level),
                  warning("after its end", 0, 6, level),
                  warning("late gust", 0, 9, level));
          List<List<Object>> gusts =
              List.of(
                  gust("stormy", 2, speed + 3.5),
                  gust("stormy", 3, speed + 2.5),
                  gust("stormy", 4, speed - 5),
                  gust("exactly so fast", 2, speed),
                  gust("weak", 2, speed - 0.5),
                  gust("often weak", 2, speed - 2),
                  gust("often weak", 3, speed - 3),
                  gust("mute", 2, null),
                  gust("one of two", 3, speed + 1),
                  gust("at its begin", 0, speed + 1),
                  gust("at its end", 6, speed + 1),
                  gust("after its end", 7, speed + 1),
                  gust("elsewhere", 2, speed + 1));
          List<List<Object>> none = List.of();
          Answer answer =
              submission.run(
                  TaskCall.of("forNothing").stream(
                          WARNINGS,
                          List.of(
                              Pick.shuffled(random, warnings),
                              none,
                              none,
                              // both are before the gust that is late, but after all warnings
                              List.of(warning("far", longest + 1, longest + 2, level)),
                              none,
                              none,
                              List.of(warning("far", 90, 91, level)),
                              none,
                              List.of(warning("far", 2_400, 2_401, level))))
                      .stream(
                          GUSTS,
                          List.of(
                              none,
                              Pick.shuffled(random, gusts),
                              List.of(
                                  gust("far", longest + 1, speed + 9),
                                  gust("far", longest + 1.5, speed + 9)),
                              none,
                              List.of(gust("late gust", 8, speed + 1)),
                              List.of(gust("far", 90.5, speed + 9)),
                              none,
                              List.of(gust("far", 2_400.5, speed + 9)),
                              none))
                      .with(speed)
                      .with(Duration.ofHours(longest).toString())
                      .with(Duration.ofHours(late).toString()));
          return new Run(speed, longest, level, answer);
        });
  }

  private static List<Object> found(Run run, String region, double begin, double end) {
    return warning(region, begin, end, run.level());
  }

  @Hidden(
      task = 3,
      points = 1,
      mistake =
          "A warning without a gust is not found, or one that had its gust is, or the columns are"
              + " not region, begin, end, level.")
  void findsAWarningForNothing(Submission submission, RandomGenerator random) {
    Run run = nothing(submission, random);
    assertThat(run.answer().columns()).containsExactly("region", "begin", "end", "level");
    assertThat(run.rowsOf("quiet")).contains(found(run, "quiet", 0, 6));
    assertThat(run.rowsOf("stormy")).isEmpty();
    assertThat(run.rowsOf("one of two"))
        .contains(found(run, "one of two", 0, 2))
        .doesNotContain(found(run, "one of two", 2, 6));
  }

  /** Whether a warning for nothing comes out, and not at once. */
  private static void assertWaits(Run run) {
    assertThat(run.rowsOf("quiet")).contains(found(run, "quiet", 0, 6));
    assertThat(run.answer().batch(0)).isEmpty();
  }

  @Hidden(
      task = 3,
      points = 0.25,
      mistake =
          "A gust that is exactly as fast as asked for, or slower, or has no speed, is not treated"
              + " as it should be.")
  void knowsTheSpeedOfAGust(Submission submission, RandomGenerator random) {
    Run run = nothing(submission, random);
    assertThat(run.rowsOf("exactly so fast")).isEmpty();
    for (String region : List.of("weak", "often weak", "mute")) {
      assertThat(run.rowsOf(region)).contains(found(run, region, 0, 6));
    }
  }

  @Hidden(task = 3, points = 0.25, mistake = "A warning comes out more than once.")
  void tellsEachOnce(Submission submission, RandomGenerator random) {
    Run run = nothing(submission, random);
    assertWaits(run);
    assertThat(all(run.answer())).doesNotHaveDuplicates();
  }

  @Hidden(
      task = 3,
      points = 0.5,
      mistake =
          "A gust when the warning begins, when it ends, or after it is not treated as it should"
              + " be: the begin is not of its time, the end is.")
  void knowsTheTimeOfAWarning(Submission submission, RandomGenerator random) {
    Run run = nothing(submission, random);
    assertWaits(run);
    assertThat(run.rowsOf("at its begin")).contains(found(run, "at its begin", 0, 6));
    assertThat(run.rowsOf("after its end")).contains(found(run, "after its end", 0, 6));
    assertThat(run.rowsOf("at its end")).isEmpty();
  }

  @Hidden(
      task = 3,
      points = 0.5,
      mistake =
          "A warning comes out before it is certain: a gust in its time may come late, within the"
              + " lateness.")
  void waitsUntilItIsCertain(Submission submission, RandomGenerator random) {
    Run run = nothing(submission, random);
    assertWaits(run);
    assertThat(run.answer().batch(1)).isEmpty();
    assertThat(run.rowsOf("late gust")).isEmpty();
  }

  @Hidden(
      task = 3,
      points = 0.5,
      mistake =
          "A warning for nothing does not come out when both streams have passed it for long.")
  void comesOutInTime(Submission submission, RandomGenerator random) {
    Run run = nothing(submission, random);
    assertWaits(run);
    assertThat(
            IntStream.range(0, 7)
                .mapToObj(run.answer()::batch)
                .flatMap(List::stream)
                .filter(row -> "quiet".equals(row.get(0))))
        .contains(found(run, "quiet", 0, 6));
  }

  /** What came out of task 4; each station is a case of its own. */
  private record Heat(int hours, Answer answer) {

    List<List<Object>> rowsOf(String station) {
      return all(answer).stream().filter(row -> station.equals(row.get(0))).toList();
    }

    List<List<Object>> rowsOf(String station, String event) {
      return rowsOf(station).stream().filter(row -> event.equals(row.get(1))).toList();
    }

    List<Object> hot(String station, double since) {
      return List.of(station, "hot", hour(since), hour(since + hours));
    }

    List<Object> over(String station, double since, double at) {
      return List.of(station, "over", hour(since), hour(at));
    }
  }

  private static List<Object> at(String station, double hours, Double ta) {
    return Arrays.asList(station, hour(hours), ta);
  }

  private Heat heat(Submission submission, RandomGenerator random) {
    return heat.get(
        () -> {
          int degrees = random.nextInt(28, 36);
          // not those of the statement
          int hours = random.nextInt(4, 7);
          int late = random.nextInt(2, 4);
          double hot = degrees + 2.5;
          double cool = degrees - 0.5;
          List<List<Object>> first = new ArrayList<>();
          for (String station :
              List.of("stays", "silent", "cools", "absent", "again", "late", "catches up")) {
            first.add(at(station, 0, hot));
          }
          first.add(at("exactly", 0, (double) degrees));
          first.add(at("cool", 0, cool));
          first.add(at("later", 0, cool));
          List<List<Object>> second =
              List.of(
                  at("stays", 2, hot + 1),
                  at("cools", 2, cool),
                  at("cools", 3, hot),
                  // rows of one batch have no order
                  at("mixed up", 2, cool),
                  at("mixed up", 0, hot),
                  at("mixed up", 3, hot),
                  at("absent", 2, null),
                  at("again", 2, hot),
                  at("exactly", 2, (double) degrees),
                  at("cool", 2, cool),
                  at("later", 2, hot));
          // the watermark is an hour before those that are late could be told
          List<List<Object>> third = List.of(at("clock", hours + late - 1, cool));
          List<List<Object>> fourth =
              List.of(
                  at("late", hours - 0.5, cool),
                  at("exactly", hours, cool),
                  at("cools", hours, cool),
                  at("mixed up", hours + 1, cool),
                  at("stays", hours + 1, hot),
                  at("again", hours, hot),
                  at("again", hours + 2, cool),
                  at("again", hours + 3, hot),
                  // its time is over, but no timer has gone off yet
                  at("catches up", hours + 2, cool),
                  at("later", hours + 1, hot));
          List<List<Object>> fifth = List.of(at("clock", 2 * hours + late + 4, cool));
          List<List<Object>> sixth =
              List.of(
                  at("again", 2 * hours + 5, cool),
                  at("stays", 2 * hours + 5, hot),
                  at("later", 2 * hours + 5, cool),
                  at("absent", 2 * hours + 5, cool),
                  at("cool", 2 * hours + 5, cool));
          List<List<Object>> seventh = List.of(at("clock", 300, cool));
          return new Heat(
              hours,
              submission.run(
                  TaskCall.of("heat").stream(
                          TEMPERATURES,
                          List.of(
                              Pick.shuffled(random, first),
                              second,
                              third,
                              fourth,
                              fifth,
                              sixth,
                              seventh))
                      .with((double) degrees)
                      .with(Duration.ofHours(hours).toString())
                      .with(Duration.ofHours(late).toString())));
        });
  }

  @Hidden(
      task = 4,
      points = 0.75,
      mistake =
          "A station where it stays hot is not told, or not with its first hot hour, or the columns"
              + " are not idema, event, since, at.")
  void tellsOfHeat(Submission submission, RandomGenerator random) {
    Heat run = heat(submission, random);
    assertThat(run.answer().columns()).containsExactly("idema", "event", "since", "at");
    assertThat(run.rowsOf("stays", "hot")).contains(run.hot("stays", 0));
    assertThat(run.rowsOf("later", "hot")).contains(run.hot("later", 2));
    assertThat(run.rowsOf("cool", "hot")).isEmpty();
  }

  @Hidden(
      task = 4,
      points = 0.25,
      mistake = "The same heat is told more than once, though it has not been over in between.")
  void tellsOnce(Submission submission, RandomGenerator random) {
    Heat run = heat(submission, random);
    assertThat(run.rowsOf("stays", "hot")).hasSize(1);
    assertThat(run.rowsOf("later", "hot")).hasSize(1);
  }

  @Hidden(
      task = 4,
      points = 0.5,
      mistake =
          "A station is told though it was cool in between: the time begins anew, and the rows of a"
              + " batch are in no order.")
  void knowsABreak(Submission submission, RandomGenerator random) {
    Heat run = heat(submission, random);
    assertThat(all(run.answer())).anyMatch(row -> "hot".equals(row.get(1)));
    assertThat(run.rowsOf("cools", "hot")).isEmpty();
    assertThat(run.rowsOf("mixed up", "hot")).isEmpty();
  }

  @Hidden(
      task = 4,
      points = 0.5,
      mistake = "A station that sends nothing any more is not told when the time is over.")
  void tellsOfTheSilent(Submission submission, RandomGenerator random) {
    Heat run = heat(submission, random);
    assertThat(
            IntStream.range(0, 5)
                .mapToObj(run.answer()::batch)
                .flatMap(List::stream)
                .filter(row -> "silent".equals(row.get(0)))
                .filter(row -> "hot".equals(row.get(1))))
        .isNotEmpty();
    assertThat(run.rowsOf("silent", "over")).isEmpty();
  }

  @Hidden(
      task = 4,
      points = 0.25,
      mistake =
          "A heat that was told is not told to be over, or one that was not told is, or the next"
              + " heat of the station is not told.")
  void tellsWhenItIsOver(Submission submission, RandomGenerator random) {
    Heat run = heat(submission, random);
    assertThat(run.rowsOf("later", "over"))
        .containsExactly(run.over("later", 2, 2 * run.hours() + 5));
    assertThat(run.rowsOf("again", "over"))
        .contains(run.over("again", run.hours() + 3, 2 * run.hours() + 5));
    assertThat(run.rowsOf("again", "hot")).contains(run.hot("again", run.hours() + 3));
    assertThat(run.rowsOf("cool", "over")).isEmpty();
    assertThat(run.rowsOf("cools", "over")).isEmpty();
  }

  @Hidden(
      task = 4,
      points = 0.25,
      mistake = "Exactly the degrees, or exactly the time asked for, is not enough: it must be.")
  void knowsTheLimits(Submission submission, RandomGenerator random) {
    assertThat(heat(submission, random).rowsOf("exactly", "hot")).isNotEmpty();
  }

  @Hidden(
      task = 4,
      points = 0.25,
      mistake =
          "A station is told, or is not, by how its observations fall into batches: the end of the"
              + " time and what comes after may be in one batch, and late is not too late.")
  void dependsOnTimesOnly(Submission submission, RandomGenerator random) {
    Heat run = heat(submission, random);
    assertThat(run.rowsOf("catches up", "hot")).isNotEmpty();
    assertThat(run.rowsOf("late", "hot")).isEmpty();
  }

  @Hidden(
      task = 4,
      points = 0.25,
      mistake = "An observation without a temperature ends the heat: it says nothing.")
  void passesOverAbsentSensors(Submission submission, RandomGenerator random) {
    Heat run = heat(submission, random);
    assertThat(run.rowsOf("absent", "hot")).isNotEmpty();
  }
}
