package sparklab.instructor.hidden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import sparklab.worker.Answer;
import sparklab.worker.Submission;
import sparklab.worker.TaskCall;

/** The hidden tests of structured2c. */
final class Structured2cHidden {

  private static final List<String> WORDS =
      List.of(
          "mar", "marea", "puerto", "playa", "faro", "farola", "sol", "sardina", "barca", "bote");
  private static final List<String> ACCENTED = List.of("árbol", "ñandú", "élitro", "último");

  private static final Instant START = Instant.parse("2025-08-20T10:00:00Z");

  private final Once<Statistics> statistics = new Once<>();
  private final Once<Windows> windows = new Once<>();
  private final Once<Repeats> repeats = new Once<>();

  /** Words as they are to be counted, of two batches, and the table after each. */
  private record Statistics(List<String> first, List<String> second, Answer answer) {

    /** The words by initial after a batch. */
    Map<String, List<String>> expected(int batch) {
      Map<String, List<String>> byInitial = new TreeMap<>();
      Stream.concat(first.stream(), batch == 0 ? Stream.of() : second.stream())
          .forEach(
              word ->
                  byInitial
                      .computeIfAbsent(word.substring(0, 1), none -> new ArrayList<>())
                      .add(word));
      return byInitial;
    }

    /** The number of words of an initial, as it came out. */
    Object given(int batch, String initial) {
      List<Object> all =
          answer.batch(batch).stream()
              .filter(row -> initial.equals(row.get(0)))
              .map(row -> row.get(1))
              .toList();
      return all.isEmpty() ? 0L : all.size() == 1 ? all.get(0) : all;
    }

    void assertCounts(int batch, String... initials) {
      for (String initial : initials) {
        assertThat(given(batch, initial))
            .isEqualTo((long) expected(batch).getOrDefault(initial, List.of()).size());
      }
    }

    /** The initials of plain words that a batch has. */
    String[] plain(int batch) {
      return expected(batch).keySet().stream().filter("mpfsb"::contains).toArray(String[]::new);
    }
  }

  private Statistics statistics(Submission submission, RandomGenerator random) {
    return statistics.get(
        () -> {
          List<String> plain = Pick.some(random, WORDS, 7);
          List<String> more = Pick.some(random, WORDS, 4);
          List<String> accented = Pick.some(random, ACCENTED, 3);
          List<List<List<Object>>> lines =
              List.of(
                  List.of(
                      // one of them twice
                      List.of(String.join(" ", plain.subList(0, 4)) + " " + plain.get(0)),
                      List.of(String.join(", ", plain.subList(4, 7)) + "."),
                      List.of("Ximena XILEMA, xEnia"),
                      List.of(String.join(" ", accented)),
                      // each accent a letter and a mark
                      List.of(Normalizer.normalize("öko öl", Normalizer.Form.NFD)),
                      // no words at all
                      List.of(""),
                      List.of("¡… 42 !")),
                  List.of(List.of(String.join(" ", more))));
          List<String> first = new ArrayList<>(plain);
          first.add(plain.get(0));
          first.addAll(List.of("ximena", "xilema", "xenia", "öko", "öl"));
          first.addAll(accented);
          return new Statistics(
              first,
              more,
              submission.run(
                  TaskCall.of("statistics").stream("value STRING", lines).outputMode("complete")));
        });
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake =
          "The occurrences of plain words by initial are counted wrongly, or the columns are not"
              + " initial, words, mean_length, longest.")
  void countsByInitial(Submission submission, RandomGenerator random) {
    Statistics run = statistics(submission, random);
    assertThat(run.answer().columns())
        .containsExactly("initial", "words", "mean_length", "longest");
    run.assertCounts(0, run.plain(0));
  }

  @Hidden(task = 1, points = 0.5, mistake = "mean_length or longest is wrong.")
  void measuresLetters(Submission submission, RandomGenerator random) {
    Statistics run = statistics(submission, random);
    for (String initial : run.plain(0)) {
      List<String> words = run.expected(0).get(initial);
      assertThat(run.answer().batch(0))
          .filteredOn(row -> initial.equals(row.get(0)))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(((Number) row.get(2)).doubleValue())
                    .isCloseTo(
                        words.stream().mapToInt(String::length).average().orElseThrow(),
                        within(1e-6));
                assertThat(((Number) row.get(3)).intValue())
                    .isEqualTo(words.stream().mapToInt(String::length).max().orElseThrow());
              });
    }
  }

  @Hidden(
      task = 1,
      points = 0.25,
      mistake =
          "The words of the batches before do not count any more: the table is of all since the"
              + " start.")
  void countsFromTheBeginning(Submission submission, RandomGenerator random) {
    Statistics run = statistics(submission, random);
    run.assertCounts(1, run.plain(1));
  }

  @Hidden(
      task = 1,
      points = 0.25,
      mistake =
          "Words that differ in upper and lower case have different initials: all are in lower"
              + " case.")
  void ignoresCase(Submission submission, RandomGenerator random) {
    statistics(submission, random).assertCounts(0, "x");
  }

  @Hidden(
      task = 1,
      points = 0.25,
      mistake =
          "Accented words are cut up, or an accented letter is not its own"
              + " initial, as one character or as a letter and a mark.")
  void knowsAccents(Submission submission, RandomGenerator random) {
    statistics(submission, random).assertCounts(0, "ö", "o", "á", "a", "ñ", "n", "é", "ú");
  }

  @Hidden(
      task = 1,
      points = 0.25,
      mistake = "A line without words gives a row: there is no first letter of nothing.")
  void makesNoWordsOfNothing(Submission submission, RandomGenerator random) {
    Statistics run = statistics(submission, random);
    assertThat(run.answer().batch(0))
        .anyMatch(row -> List.of(run.plain(0)).contains(row.get(0)))
        .noneMatch(row -> String.valueOf(row.get(0)).isBlank())
        .noneMatch(row -> "…42!¡".contains(String.valueOf(row.get(0))));
  }

  private static String report(
      Submission submission, String initial, long words, double mean, int longest) {
    return (String)
        submission
            .run(
                TaskCall.of("report")
                    .row(
                        "initial STRING, words BIGINT, mean_length DOUBLE, longest INT",
                        List.of(initial, words, mean, longest)))
            .value();
  }

  /** The text with a point in its number, whatever was there. */
  private static String withPoint(String report) {
    return report.replaceAll("(\\d),(\\d)", "$1.$2");
  }

  @Hidden(task = 2, points = 0.75, mistake = "The text of a row is not as in the example.")
  void writesARow(Submission submission, RandomGenerator random) {
    long words = random.nextLong(2, 5000);
    double mean = random.nextInt(20, 90) / 10.0;
    int longest = random.nextInt(9, 20);
    assertThat(withPoint(report(submission, "ñ", words, mean, longest)))
        .matches("ñ: " + words + " words, \\d+[.]\\d+ letters on average, " + longest + " at most");
  }

  /** Workers format numbers as in Spain, so that what depends on it shows. */
  @Hidden(
      task = 2,
      points = 0.25,
      mistake =
          "The average has a comma where the computer's language has one: it must be a point"
              + " everywhere.")
  void writesAPoint(Submission submission, RandomGenerator random) {
    double mean = random.nextInt(20, 90) / 10.0;
    assertThat(report(submission, "m", 7, mean, 12)).startsWith("m").contains(" " + mean);
  }

  @Hidden(task = 2, points = 0.5, mistake = "Of one word it must say 1 word, without an s.")
  void knowsTheSingular(Submission submission, RandomGenerator random) {
    int length = random.nextInt(3, 9);
    assertThat(report(submission, "b", 1, length, length)).startsWith("b: 1 word, ");
  }

  @Hidden(
      task = 2,
      points = 0.5,
      mistake = "The average is not rounded to one digit after the point.")
  void rounds(Submission submission, RandomGenerator random) {
    for (double end : List.of(0.07, 0.03)) {
      double mean = random.nextInt(20, 90) / 10.0 + end;
      assertThat(withPoint(report(submission, "c", 3, mean, 12)))
          .contains(" " + String.format(Locale.ROOT, "%.1f", mean) + " letters on average");
    }
  }

  /**
   * Windows of ten minutes, every five, two minutes of patience; what came out after each batch.
   */
  private record Windows(Map<String, List<Integer>> seconds, Answer answer) {

    static final Duration LENGTH = Duration.ofMinutes(10);
    static final Duration SLIDE = Duration.ofMinutes(5);
    static final Duration LATENESS = Duration.ofMinutes(2);

    /** The counts of a word by the beginning of the window, from its times after the start. */
    Map<String, Long> expected(String word) {
      Map<String, Long> counts = new TreeMap<>();
      for (int second : seconds.get(word)) {
        long last = Math.floorDiv(second, SLIDE.toSeconds()) * SLIDE.toSeconds();
        for (long begin = last; begin > second - LENGTH.toSeconds(); begin -= SLIDE.toSeconds()) {
          counts.merge(START.plusSeconds(begin).toString(), 1L, Long::sum);
        }
      }
      return counts;
    }

    Map<String, Long> given(String word) {
      Map<String, Long> counts = new TreeMap<>();
      answer.batches().stream()
          .flatMap(List::stream)
          .filter(row -> row.get(2).equals(word))
          .forEach(row -> counts.merge((String) row.get(0), (Long) row.get(3), Long::sum));
      return counts;
    }
  }

  private Windows windows(Submission submission, RandomGenerator random) {
    return windows.get(
        () -> {
          int shift = random.nextInt(0, 60);
          Map<String, List<Integer>> seconds = new HashMap<>();
          seconds.put("mar", List.of(30 + shift, 320 + shift)); // plain
          seconds.put("sol", List.of(200 + shift, 200 + shift, 200 + shift)); // three in one line
          seconds.put("faro", List.of(300, 599)); // on the border, and just before
          seconds.put("barca", List.of(470 + shift)); // comes late, but in time
          seconds.put("bote", List.of()); // comes too late
          seconds.put("ámbar", List.of(50 + shift)); // with marks around it
          String schema = "timestamp TIMESTAMP, value STRING";
          List<List<List<Object>>> batches =
              List.of(
                  // the watermark gets to 260 at most: nothing is final
                  List.of(
                      at(30 + shift, "Mar"),
                      at(50 + shift, "«ÁMBAR»"),
                      at(200 + shift, "sol, SOL; sol"),
                      at(300, "faro"),
                      at(320 + shift, "¡mar!")),
                  // it gets to 540: only the window that ends at 300 is final
                  List.of(at(599, "faro"), at(660, "luna")),
                  // barca is behind the watermark, but its windows are not over; it gets to 1480
                  List.of(at(470 + shift, "barca"), at(1_600, "luna")),
                  List.of(at(550 + shift, "bote"), at(9_000, "luna")));
          return new Windows(
              seconds,
              submission.run(
                  TaskCall.of("finalCounts").stream(schema, batches)
                      .with(Windows.LENGTH.toString())
                      .with(Windows.SLIDE.toString())
                      .with(Windows.LATENESS.toString())));
        });
  }

  private static List<Object> at(int second, String text) {
    return List.of(START.plusSeconds(second).toString(), text);
  }

  @Hidden(
      task = 3,
      points = 0.75,
      mistake =
          "The occurrences of a word are not in all the windows that overlap its time, or not with"
              + " their columns start, end, word, count.")
  void countsInEachWindow(Submission submission, RandomGenerator random) {
    Windows run = windows(submission, random);
    assertThat(run.answer().columns()).containsExactly("start", "end", "word", "count");
    assertThat(run.given("mar")).isEqualTo(run.expected("mar"));
    assertThat(run.answer().batches().stream().flatMap(List::stream))
        .isNotEmpty()
        .allMatch(
            row ->
                Instant.parse((String) row.get(0))
                    .plus(Windows.LENGTH)
                    .equals(Instant.parse((String) row.get(1))));
  }

  @Hidden(
      task = 3,
      points = 0.25,
      mistake =
          "An accented word is cut up, or something that is not a word is counted, such as an empty text.")
  void countsWords(Submission submission, RandomGenerator random) {
    Windows run = windows(submission, random);
    assertThat(run.given("ámbar")).isNotEmpty();
    assertThat(run.answer().batches().stream().flatMap(List::stream))
        .allMatch(row -> String.valueOf(row.get(2)).matches("\\p{L}+"));
  }

  @Hidden(
      task = 3,
      points = 0.5,
      mistake = "A word that occurs several times in a line is counted once.")
  void countsEveryOccurrence(Submission submission, RandomGenerator random) {
    Windows run = windows(submission, random);
    assertThat(run.given("sol").values()).isNotEmpty().allMatch(count -> count == 3);
  }

  @Hidden(
      task = 3,
      points = 0.5,
      mistake = "The edge of a window is wrong: its start belongs to it, its end does not.")
  void knowsTheEdge(Submission submission, RandomGenerator random) {
    Windows run = windows(submission, random);
    assertThat(run.given("faro")).isNotEmpty();
    assertThat(run.expected("faro")).containsAllEntriesOf(run.given("faro"));
  }

  @Hidden(
      task = 3,
      points = 0.5,
      mistake = "A line that is late, but not later than allowed, is not counted.")
  void waitsForTheLate(Submission submission, RandomGenerator random) {
    Windows run = windows(submission, random);
    // only the first of its windows is over
    assertThat(run.given("barca")).containsEntry(START.toString(), 1L);
  }

  @Hidden(
      task = 3,
      points = 0.5,
      mistake =
          "A line that is too late still counts, or windows come out too early, too late or twice.")
  void isFinalOnce(Submission submission, RandomGenerator random) {
    Windows run = windows(submission, random);
    assertThat(run.given("bote")).isEqualTo(run.expected("bote"));
    assertThat(run.answer().batch(0)).isEmpty();
    String first = START.minusSeconds(300).toString();
    assertThat(run.answer().batch(1)).allMatch(row -> row.get(0).equals(first));
    for (int batch : List.of(2, 3)) {
      assertThat(run.answer().batch(batch)).noneMatch(row -> row.get(0).equals(first));
    }
    assertThat(run.answer().batch(2).stream().map(row -> row.get(2)))
        .contains("mar", "sol", "faro");
    assertThat(run.answer().batch(3)).allMatch(row -> row.get(2).equals("luna"));
    List<List<Object>> windows =
        run.answer().batches().stream()
            .flatMap(List::stream)
            .map(row -> List.of(row.get(0), row.get(2)))
            .toList();
    assertThat(windows).doesNotHaveDuplicates();
  }

  /** The ids that came out of each batch. */
  private record Repeats(String id, String other, String kept, int sent, Answer answer) {

    List<Object> ids(int batch) {
      return answer.batch(batch).stream().map(row -> row.get(0)).toList();
    }
  }

  private Repeats repeats(Submission submission, RandomGenerator random) {
    return repeats.get(
        () -> {
          String id = "n" + random.nextInt(100, 1000);
          String other = "n" + random.nextInt(1000, 10_000);
          String kept = "n" + random.nextInt(10_000, 100_000);
          // longer than in the statement: whoever remembers for less forgets too early
          int lateness = Pick.pick(random, List.of(12, 15, 20));
          List<List<List<Object>>> batches =
              List.of(
                  // 0: the same in one batch, and another
                  List.of(
                      message(id, 0, "hola"),
                      message(id, 0, "hola"),
                      message(other, 5, "adiós"),
                      message(kept, 10, "buenas")),
                  // 1: one at another time; one with another text; another with the first one's
                  // text
                  List.of(
                      message(id, 200, "hola"),
                      message(other, 5, "¡adiós!"),
                      message("x1", 220, "hola")),
                  // 2: behind a time that has moved the watermark, if there is little lateness;
                  // the other one moves it past what 10 minutes of lateness remember
                  List.of(message(kept, 400, "buenas"), message("x2", 1_260, "tarde")),
                  // 3: within the lateness of the first, which alone counts
                  List.of(message(kept, 690, "buenas")),
                  // 4: long after
                  List.of(message("x3", 3_600, "noche")),
                  List.of(message(id, 3_700, "hola"), message("x4", 3_710, "madrugada")));
          return new Repeats(
              id,
              other,
              kept,
              batches.stream().mapToInt(List::size).sum(),
              submission.run(
                  TaskCall.of("withoutRepeats").stream(
                          "id STRING, timestamp TIMESTAMP, value STRING", batches)
                      .with(Duration.ofMinutes(lateness).toString())));
        });
  }

  private static List<Object> message(String id, int second, String text) {
    return List.of(id, START.plusSeconds(second).toString(), text);
  }

  @Hidden(
      task = 4,
      points = 0.75,
      mistake = "Of a message and its repeat in the same batch exactly one must come out.")
  void dropsRepeatsInABatch(Submission submission, RandomGenerator random) {
    Repeats run = repeats(submission, random);
    assertThat(run.answer().columns()).containsExactly("id", "timestamp", "value");
    assertThat(run.ids(0)).containsExactlyInAnyOrder(run.id(), run.other(), run.kept());
  }

  @Hidden(
      task = 4,
      points = 0.5,
      mistake = "A repeat that comes in a later batch, at another time, comes out again.")
  void dropsRepeatsLater(Submission submission, RandomGenerator random) {
    Repeats run = repeats(submission, random);
    assertThat(run.ids(0)).contains(run.id());
    assertThat(run.ids(1)).doesNotContain(run.id());
  }

  @Hidden(
      task = 4,
      points = 0.75,
      mistake =
          "It is the id that tells: another message may have the same text, and a repeat another"
              + " text.")
  void goesByTheId(Submission submission, RandomGenerator random) {
    Repeats run = repeats(submission, random);
    assertThat(run.ids(1)).contains("x1").doesNotContain(run.other());
  }

  @Hidden(
      task = 4,
      points = 0.5,
      mistake =
          "An id may be used again when the lateness has passed, but it is remembered for ever or"
              + " not at all, or the message is lost.")
  void forgets(Submission submission, RandomGenerator random) {
    Repeats run = repeats(submission, random);
    assertThat(run.answer().batches().stream().mapToInt(List::size).sum()).isLessThan(run.sent());
    assertThat(run.ids(4)).contains("x3");
    assertThat(run.ids(5)).containsExactlyInAnyOrder(run.id(), "x4");
  }

  @Hidden(
      task = 4,
      points = 0.5,
      mistake = "An id is not remembered long enough: a repeat may come as late as is given.")
  void remembersLongEnough(Submission submission, RandomGenerator random) {
    Repeats run = repeats(submission, random);
    assertThat(run.ids(2)).contains("x2").doesNotContain(run.kept());
    assertThat(run.ids(3)).isEmpty();
  }
}
