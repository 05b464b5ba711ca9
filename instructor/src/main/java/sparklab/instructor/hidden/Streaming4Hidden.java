package sparklab.instructor.hidden;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparklab.worker.Answer;
import sparklab.worker.Submission;
import sparklab.worker.TaskCall;

/** The hidden tests of streaming4. */
final class Streaming4Hidden {

  private static final List<String> TAGS =
      List.of("sol", "playa", "metro", "gol", "lluvia", "tren", "faro", "puerto", "cine", "radio");
  private static final List<String> ACCENTED =
      List.of("exámenes", "bogotá", "últimahora", "mañana", "pingüino", "camión");

  /** In small letters and composed; the marks of the last ones have no composed form. */
  private static final List<String> FOREIGN =
      List.of("straße", "garçon", "москва", "погода", "बारिश", "हिन्दी", "ฝนตกที่นี่");

  private static final List<String> PLAIN =
      List.of("hoy", "vamos", "por", "fin", "llega", "el", "lunes", "otra", "vez", "tarde");

  private static final int LONGEST_TAG = 100;

  private final Once<Tags> tags = new Once<>();
  private final Once<Frequent> frequent = new Once<>();
  private final Once<Totals> totals = new Once<>();
  private final Once<Trend> trend = new Once<>();

  /** Batches of lines, the hashtags written in each, and what came out. */
  private record Tags(List<List<String>> written, Answer answer) {
    void assertBatch(int number) {
      assertThat(answer.batch(number))
          .containsExactlyInAnyOrderElementsOf(rows(written.get(number)));
    }

    /** The same, whatever Unicode's form: that is another test's. */
    void assertBatchInAnyForm(int number) {
      assertThat(given(number).map(tag -> Normalizer.normalize(tag, Normalizer.Form.NFC)))
          .containsExactlyInAnyOrderElementsOf(written.get(number));
    }

    /** What came out, cut where no hashtag is so long: normalising takes the square of a length. */
    Stream<String> given(int number) {
      return answer.batch(number).stream()
          .map(row -> String.valueOf(row.get(0)))
          .map(text -> text.substring(0, Math.min(text.length(), LONGEST_TAG)));
    }
  }

  private Tags tags(Submission submission, RandomGenerator random) {
    return tags.get(
        () -> {
          List<List<String>> lines = new ArrayList<>();
          List<List<String>> written = new ArrayList<>();
          // 0: plain lines, some without any
          List<String> few = Pick.some(random, TAGS, 7);
          lines.add(
              List.of(
                  text(random) + " #" + few.get(0),
                  text(random),
                  "#" + few.get(1) + " " + text(random) + " #" + few.get(2) + ", y ya.",
                  "¡" + text(random) + " (#" + few.get(3) + ")! #" + few.get(4) + "!",
                  "#" + few.get(5) + "#" + few.get(6)));
          written.add(few);
          // 1: upper case
          List<String> upper = Pick.some(random, TAGS, 4);
          lines.add(upper.stream().map(tag -> "#" + mixedCase(random, tag)).toList());
          written.add(upper);
          // 2: accents, as one character
          List<String> accented = Pick.some(random, ACCENTED, 4);
          lines.add(accented.stream().map(tag -> text(random) + " #" + tag).toList());
          written.add(accented);
          // 3: accents, as a letter and a mark
          List<String> marked = Pick.some(random, ACCENTED, 3);
          lines.add(
              marked.stream()
                  .map(tag -> "#" + Normalizer.normalize(tag, Normalizer.Form.NFD))
                  .toList());
          written.add(marked);
          // 4: digits and underscores
          List<String> odd =
              Pick.some(random, TAGS, 3).stream()
                  .map(tag -> random.nextInt(2, 99) + tag + "_" + random.nextInt(2000, 2030))
                  .toList();
          lines.add(odd.stream().map(tag -> "#" + tag + " " + text(random)).toList());
          written.add(odd);
          // 5: the same one several times
          String often = Pick.pick(random, TAGS);
          lines.add(List.of("#" + often + " y #" + often, text(random), "#" + often));
          written.add(List.of(often, often, often));
          // 6 and 7: nothing at all, and no hashtags
          lines.add(List.of());
          written.add(List.of());
          lines.add(List.of(text(random), "", "# " + text(random), "#", "número # 7"));
          written.add(List.of());
          // 8: letters of other languages and scripts
          List<String> foreign = Pick.shuffled(random, FOREIGN);
          lines.add(foreign.stream().map(tag -> "#" + tag + " " + text(random)).toList());
          written.add(foreign);
          // 9: those of 3 as one character
          lines.add(marked.stream().map(tag -> "#" + tag).toList());
          written.add(marked);
          return new Tags(
              written, submission.run(TaskCall.of("hashtags").lines(List.copyOf(lines))));
        });
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake = "In lines with a few plain hashtags, some are missed or something else is taken.")
  void findsPlainHashtags(Submission submission, RandomGenerator random) {
    tags(submission, random).assertBatch(0);
  }

  @Hidden(
      task = 1,
      points = 0.25,
      mistake = "Hashtags are told apart by upper and lower case: all must come in lower case.")
  void ignoresCase(Submission submission, RandomGenerator random) {
    tags(submission, random).assertBatch(1);
  }

  @Hidden(
      task = 1,
      points = 0.25,
      mistake =
          "A hashtag with an accent or ñ is cut short or missed: think of what a letter is beyond"
              + " a to z.")
  void takesLettersWithAccents(Submission submission, RandomGenerator random) {
    tags(submission, random).assertBatchInAnyForm(2);
  }

  @Hidden(
      task = 1,
      points = 0.25,
      mistake =
          "A hashtag in another language than Spanish is cut short or missed: think of the letters"
              + " of every script, and of the marks on them.")
  void takesEveryScript(Submission submission, RandomGenerator random) {
    tags(submission, random).assertBatchInAnyForm(8);
  }

  @Hidden(
      task = 1,
      points = 0.25,
      mistake =
          "The two Unicode forms of an accented letter are told apart: one character, or a letter"
              + " and a mark.")
  void composesAccents(Submission submission, RandomGenerator random) {
    Tags run = tags(submission, random);
    // that they are whole is another test's
    assertThat(run.given(3))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(tag -> run.written().get(3).stream().anyMatch(whole -> whole.startsWith(tag)))
        .allMatch(tag -> Normalizer.isNormalized(tag, Normalizer.Form.NFC))
        .containsExactlyInAnyOrderElementsOf(run.given(9).toList());
  }

  @Hidden(
      task = 1,
      points = 0.25,
      mistake = "A hashtag with digits or an underscore is cut short or missed.")
  void takesDigits(Submission submission, RandomGenerator random) {
    tags(submission, random).assertBatch(4);
  }

  @Hidden(
      task = 1,
      points = 0.25,
      mistake =
          "A hashtag that is written more than once must come as often, and a batch without any"
              + " must give none.")
  void repeatsWhatIsRepeated(Submission submission, RandomGenerator random) {
    Tags run = tags(submission, random);
    run.assertBatch(5);
    run.assertBatch(6);
    run.assertBatch(7);
  }

  private record Frequent(List<List<String>> batches, long least, Answer answer) {

    List<List<Object>> expected(int batch) {
      return rows(
          batches.get(batch).stream()
              .collect(Collectors.groupingBy(tag -> tag, Collectors.counting()))
              .entrySet()
              .stream()
              .filter(entry -> entry.getValue() >= least)
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    void assertBatch(int batch) {
      assertThat(answer.batch(batch)).containsExactlyInAnyOrderElementsOf(expected(batch));
    }
  }

  private Frequent frequent(Submission submission, RandomGenerator random) {
    return frequent.get(
        () -> {
          long least = random.nextLong(2, 5);
          List<String> names = Pick.some(random, TAGS, 7);
          List<List<String>> batches =
              List.of(
                  // 0: far from the border
                  Pick.shuffled(
                      random,
                      times(names.get(0), least + 2),
                      times(names.get(1), least + 3),
                      times(names.get(2), least - 1)),
                  // 1: what is rare here, but not with the batch before
                  Pick.shuffled(
                      random, times(names.get(2), least - 1), times(names.get(3), least + 1)),
                  // 2
                  List.of(),
                  // 3: on the border
                  Pick.shuffled(
                      random,
                      times(names.get(4), least),
                      times(names.get(5), least),
                      times(names.get(6), least - 1)));
          return new Frequent(
              batches, least, submission.run(TaskCall.of("frequent").lines(batches).with(least)));
        });
  }

  @Hidden(
      task = 2,
      points = 0.75,
      mistake = "The occurrences of a batch's frequent hashtags are counted wrongly.")
  void countsWhatIsFrequent(Submission submission, RandomGenerator random) {
    frequent(submission, random).assertBatch(0);
  }

  @Hidden(
      task = 2,
      points = 0.75,
      mistake =
          "A batch is not for itself: the counts of one before are carried on, or what it has itself"
              + " does not come out.")
  void startsAnewWithEachBatch(Submission submission, RandomGenerator random) {
    Frequent run = frequent(submission, random);
    run.assertBatch(1);
    run.assertBatch(2);
  }

  @Hidden(
      task = 2,
      points = 0.5,
      mistake =
          "A hashtag that occurs exactly as often as is asked for is not treated as it should be.")
  void takesTheLeastItself(Submission submission, RandomGenerator random) {
    Frequent run = frequent(submission, random);
    // no other batch has these
    assertThat(run.answer().batch(3).stream().map(row -> row.get(0)))
        .filteredOn(run.batches().get(3)::contains)
        .containsExactlyInAnyOrderElementsOf(
            run.expected(3).stream().map(row -> row.get(0)).toList());
  }

  private record Totals(List<Map<String, Long>> batches, Answer answer) {

    Map<String, Long> until(int batch) {
      Map<String, Long> sums = new HashMap<>();
      batches.subList(0, batch + 1).forEach(counts -> addAll(sums, counts));
      return sums;
    }

    Map<String, Long> given(int batch) {
      Map<String, Long> given = new HashMap<>();
      answer.batch(batch).forEach(row -> given.put((String) row.get(0), (Long) row.get(1)));
      return given;
    }
  }

  private Totals totals(Submission submission, RandomGenerator random) {
    return totals.get(
        () -> {
          List<String> names = Pick.some(random, TAGS, 4);
          List<Map<String, Long>> batches =
              List.of(
                  Map.of(),
                  counts(random, names.subList(0, 3)),
                  counts(random, names.subList(0, 2)),
                  Map.of(),
                  counts(random, names.subList(1, 4)));
          return new Totals(batches, submission.run(TaskCall.of("totals").pairs(pairs(batches))));
        });
  }

  @Hidden(
      task = 3,
      points = 1,
      mistake =
          "The occurrences of the batches before are not kept, or something else is added up.")
  void addsUp(Submission submission, RandomGenerator random) {
    Totals run = totals(submission, random);
    for (int batch : List.of(1, 2, 4)) {
      assertThat(run.given(batch))
          .containsAllEntriesOf(
              run.batches().get(batch).keySet().stream()
                  .collect(Collectors.toMap(tag -> tag, run.until(batch)::get)));
    }
  }

  @Hidden(
      task = 3,
      points = 1,
      mistake = "A hashtag that did not come again in a batch is missing from its totals.")
  void keepsWhatDoesNotComeAgain(Submission submission, RandomGenerator random) {
    Totals run = totals(submission, random);
    for (int batch : List.of(2, 4)) {
      assertThat(run.given(batch).keySet()).isEqualTo(run.until(batch).keySet());
      assertThat(run.answer().batch(batch)).hasSameSizeAs(run.until(batch).keySet());
    }
  }

  @Hidden(
      task = 3,
      points = 1,
      mistake =
          "Something is wrong after an empty batch: the totals are to be the same as before it, and"
              + " none before the first hashtag.")
  void staysAsItIsWithoutMessages(Submission submission, RandomGenerator random) {
    Totals run = totals(submission, random);
    assertThat(run.answer().batches()).hasSize(run.batches().size());
    assertThat(run.given(0)).isEmpty();
    assertThat(run.given(3).keySet()).isEqualTo(run.until(3).keySet());
    // the size first: comparing without order takes the square of it
    assertThat(run.answer().batch(3)).hasSameSizeAs(run.until(3).keySet());
    assertThat(run.answer().batch(2)).hasSameSizeAs(run.until(2).keySet());
    assertThat(run.answer().batch(3)).containsExactlyInAnyOrderElementsOf(run.answer().batch(2));
  }

  /** Batches, and the list that came out after every second of them, of the last three. */
  private record Trend(
      List<Map<String, Long>> batches, List<String> tied, List<String> rare, Answer answer) {

    static final int WINDOW = 3;
    static final int SLIDE = 2;
    static final int SIZE = 4;

    /** The counts of the window after a number of slides, from 0. */
    Map<String, Long> window(int number) {
      int end = (number + 1) * SLIDE;
      Map<String, Long> sums = new TreeMap<>();
      batches.subList(Math.max(0, end - WINDOW), end).forEach(counts -> addAll(sums, counts));
      return sums;
    }

    /** What came out after so many slides; if a list came with every batch, that batch's. */
    List<List<Object>> given(int number) {
      return answer.batch(
          answer.batches().size() == batches.size() ? (number + 1) * SLIDE - 1 : number);
    }

    /** Whether the first list is made of what came in, whatever else is wrong with it. */
    void assertMadeOfTheInput() {
      assertThat(given(0).stream().map(row -> row.get(0)).collect(Collectors.toSet()))
          .isEqualTo(window(0).keySet());
    }

    List<List<Object>> expected(int number) {
      return window(number).entrySet().stream()
          .sorted(
              Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(SIZE)
          .map(entry -> List.<Object>of(entry.getKey(), entry.getValue()))
          .toList();
    }
  }

  private Trend trend(Submission submission, RandomGenerator random) {
    return trend.get(
        () -> {
          List<String> names = Pick.some(random, TAGS, 9);
          List<String> old = names.subList(0, 2);
          // a locale puts the last two among the others, their code points put them behind
          List<String> tied =
              Stream.concat(names.subList(2, 5).stream(), Stream.of("ámbar", "ñandú")).toList();
          String most = names.get(7);
          String less = names.get(8);
          long big = random.nextLong(20, 30);
          List<Map<String, Long>> batches =
              List.of(
                  // window 0: two batches are all there is
                  counts(random, List.of(old.get(0), old.get(1), names.get(5))),
                  counts(random, old),
                  // window 1 begins with the batch before: what was in the first has left
                  Map.of(most, big),
                  Map.of(most, 1L, less, 2L),
                  // window 2: more of the same count than fit
                  tied.stream().collect(Collectors.toMap(tag -> tag, tag -> big)),
                  Map.of(most, big, old.get(0), 3L),
                  // window 3: only the last of these is in it
                  Map.of(),
                  Map.of(),
                  // window 4: silence
                  Map.of(),
                  Map.of());
          return new Trend(
              batches,
              tied.stream().sorted().toList(),
              List.of(less, old.get(0)),
              submission.run(
                  TaskCall.of("trending")
                      .pairs(pairs(batches))
                      .batches(Trend.WINDOW)
                      .batches(Trend.SLIDE)
                      .with(Trend.SIZE)));
        });
  }

  @Hidden(
      task = 4,
      points = 0.75,
      mistake = "The occurrences in the batches of the window are not added up.")
  void addsTheBatchesOfTheWindow(Submission submission, RandomGenerator random) {
    Trend run = trend(submission, random);
    assertThat(run.given(0)).containsExactlyInAnyOrderElementsOf(run.expected(0));
  }

  @Hidden(
      task = 4,
      points = 0.25,
      mistake = "There must be one list once a slide, not for every batch.")
  void givesOneListASlide(Submission submission, RandomGenerator random) {
    Trend run = trend(submission, random);
    run.assertMadeOfTheInput();
    assertThat(run.answer().batches()).hasSize(run.batches().size() / Trend.SLIDE);
  }

  @Hidden(
      task = 4,
      points = 0.75,
      mistake =
          "The edge of the window is wrong: what has left the window counts, or what is in it does"
              + " not.")
  void forgetsWhatHasLeft(Submission submission, RandomGenerator random) {
    Trend run = trend(submission, random);
    for (int number : List.of(1, 4)) {
      Map<String, Long> given = new TreeMap<>();
      run.given(number).forEach(row -> given.put((String) row.get(0), (Long) row.get(1)));
      given.values().removeIf(count -> count == 0); // that is another test's
      assertThat(given).isEqualTo(run.window(number));
    }
  }

  @Hidden(
      task = 4,
      points = 0.5,
      mistake = "The list is not ordered with the most frequent first, or is not cut to its size.")
  void putsTheMostFrequentFirst(Submission submission, RandomGenerator random) {
    Trend run = trend(submission, random);
    assertThat(run.given(2)).hasSize(Trend.SIZE).noneMatch(row -> run.rare().contains(row.get(0)));
    assertThat(run.given(2).stream().map(row -> (Long) row.get(1)).toList())
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Hidden(
      task = 4,
      points = 0.5,
      mistake = "Hashtags of the same count are not ordered by code point.")
  void ordersTiesByCodePoint(Submission submission, RandomGenerator random) {
    Trend run = trend(submission, random);
    List<Object> tied =
        run.given(2).stream().map(row -> row.get(0)).filter(run.tied()::contains).toList();
    assertThat(tied).isNotEmpty().isEqualTo(run.tied().subList(0, tied.size()));
  }

  @Hidden(
      task = 4,
      points = 0.25,
      mistake = "After a silence, hashtags remain in the list with zero occurrences.")
  void isEmptyAfterSilence(Submission submission, RandomGenerator random) {
    Trend run = trend(submission, random);
    run.assertMadeOfTheInput();
    assertThat(run.answer().batches()).hasSizeGreaterThan(4);
    assertThat(run.given(4)).noneMatch(row -> row.get(1).equals(0L));
  }

  private static List<List<Object>> rows(List<String> elements) {
    return elements.stream().map(List::<Object>of).toList();
  }

  private static List<List<Object>> rows(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> List.<Object>of(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<List<List<Object>>> pairs(List<Map<String, Long>> batches) {
    return batches.stream().map(Streaming4Hidden::rows).toList();
  }

  private static void addAll(Map<String, Long> sums, Map<String, Long> counts) {
    counts.forEach((tag, count) -> sums.merge(tag, count, Long::sum));
  }

  /** Counts that are all different, and greater than 1. */
  private static Map<String, Long> counts(RandomGenerator random, List<String> tags) {
    Map<String, Long> counts = new TreeMap<>();
    long count = 1;
    for (String tag : tags) {
      count += random.nextLong(1, 6);
      counts.put(tag, count);
    }
    return counts;
  }

  private static List<String> times(String tag, long count) {
    return Collections.nCopies((int) count, tag);
  }

  private static String text(RandomGenerator random) {
    return String.join(" ", Pick.some(random, PLAIN, random.nextInt(2, 6)));
  }

  /** At least its first letter is a capital. */
  private static String mixedCase(RandomGenerator random, String tag) {
    int capitals = random.nextInt(1, tag.length() + 1);
    return tag.substring(0, capitals).toUpperCase(Locale.ROOT) + tag.substring(capitals);
  }
}
