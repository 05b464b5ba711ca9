package sparklab.instructor.hidden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import sparklab.worker.Answer;
import sparklab.worker.Submission;
import sparklab.worker.TaskCall;

/** The hidden tests of classifier6. */
final class Classifier6Hidden {

  private static final List<String> WORDS =
      List.of("hoy", "vamos", "rain", "again", "lunes", "the", "bus", "late", "mar", "sol");
  private static final Instant START = Instant.parse("2018-01-23T21:00:00Z");

  private final Once<Answer> compared = new Once<>();
  private final Once<Tests> evaluated = new Once<>();
  private final Once<Windows> confused = new Once<>();

  private static Object clean(Submission submission, String text) {
    return submission.run(TaskCall.of("clean").with(text)).value();
  }

  private static String words(RandomGenerator random) {
    return String.join(" ", Pick.some(random, WORDS, 4));
  }

  /** With the spaces as they should be: that is another test's. */
  private static String singleSpaced(Object text) {
    return String.valueOf(text).replaceAll("\\s+", " ").strip();
  }

  @Hidden(task = 1, points = 0.5, mistake = "A link is not taken out whole.")
  void takesOutLinks(Submission submission, RandomGenerator random) {
    String words = words(random);
    int number = random.nextInt(10, 99);
    assertThat(clean(submission, words + " https://t.co/aB" + number + "cd")).isEqualTo(words);
    assertThat(clean(submission, "http://lab.example/x?y=" + number + " " + words))
        .isEqualTo(words);
    // once the mention in it is gone, the link is in pieces
    assertThat(clean(submission, "https://lab.example/@ana/#one/two " + words)).isEqualTo(words);
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake = "A mention or a hashtag is not taken out whole, or what follows it goes with it.")
  void takesOutNames(Submission submission, RandomGenerator random) {
    String words = words(random);
    assertThat(
            singleSpaced(
                clean(submission, "@ana_" + random.nextInt(99) + " " + words + " #Últimahora_2")))
        .isEqualTo(words);
    String next = Pick.pick(random, WORDS);
    assertThat(singleSpaced(clean(submission, "#rain_7," + next + " @ana:" + words)))
        .isEqualTo(next + " " + words);
  }

  @Hidden(task = 1, points = 0.25, mistake = "Words are not in lower case.")
  void makesLowerCase(Submission submission, RandomGenerator random) {
    assertThat(clean(submission, "RAIN Again " + Pick.pick(random, List.of("Sol", "MAR"))))
        .asString()
        .startsWith("rain again ")
        .isLowerCase();
  }

  @Hidden(
      task = 1,
      points = 0.25,
      mistake =
          "Letters with accents, or of other scripts with their marks, are lost, or their two"
              + " Unicode forms, one character or a letter and a mark, are told apart.")
  void keepsAccents(Submission submission, RandomGenerator random) {
    String text = Pick.pick(random, List.of("mañana también", "año pingüino", "camión después"));
    assertThat(clean(submission, text)).isEqualTo(text);
    assertThat(clean(submission, Normalizer.normalize(text, Normalizer.Form.NFD))).isEqualTo(text);
    // here a mark has no composed form: it stays beside its letter
    String other = Pick.pick(random, List.of("बारिश हो रही है", "हिन्दी में", "ฝนตกที่นี่"));
    assertThat(clean(submission, other + "!")).isEqualTo(other);
  }

  @Hidden(
      task = 1,
      points = 0.5,
      mistake =
          "What is left are not words with single spaces between them: digits, punctuation and"
              + " emoji are spaces, and a text of nothing else is empty.")
  void leavesSingleSpaces(Submission submission, RandomGenerator random) {
    List<String> words = Pick.some(random, WORDS, 3);
    assertThat(
            clean(
                submission,
                "¡"
                    + words.get(0)
                    + ",  "
                    + words.get(1)
                    + "… "
                    + random.nextInt(99)
                    + " 😱 "
                    + words.get(2)
                    + "!"))
        .isEqualTo(String.join(" ", words));
    assertThat(clean(submission, " 42 🌮!")).isEqualTo("");
    assertThat(clean(submission, "")).isEqualTo("");
  }

  private static List<Object> tweet(String id, String lang, String language) {
    return List.of(id, lang, language);
  }

  private Answer compared(Submission submission, RandomGenerator random) {
    return compared.get(
        () -> {
          String shorter = Pick.pick(random, List.of("fi", "es", "ha"));
          String longer = Map.of("fi", "fil", "es", "est", "ha", "haw").get(shorter);
          return submission.run(
              TaskCall.of("compare")
                  .table(
                      "id STRING, lang STRING, language STRING",
                      Pick.shuffled(
                          random,
                          List.of(
                              tweet("same", "es", "es"),
                              tweet("other", "es", "en"),
                              tweet("region", "en-gb", "en"),
                              tweet("other region", "es-mx", "en"),
                              tweet("capitals", "EN-US", "en"),
                              tweet("begins alike", longer, shorter),
                              tweet("none", "en", "und")))));
        });
  }

  private static Object agrees(Answer answer, String id) {
    List<List<Object>> rows = answer.rows().stream().filter(row -> row.get(0).equals(id)).toList();
    assertThat(rows).as("the rows of %s", id).hasSize(1);
    return rows.get(0).get(3);
  }

  @Hidden(
      task = 2,
      points = 0.75,
      mistake =
          "Those that agree and those that do not are mixed up, or the columns are not those of the"
              + " tweets and agrees.")
  void compares(Submission submission, RandomGenerator random) {
    Answer answer = compared(submission, random);
    assertThat(answer.columns()).containsExactly("id", "lang", "language", "agrees");
    assertThat(agrees(answer, "same")).isEqualTo(true);
    assertThat(agrees(answer, "other")).isEqualTo(false);
  }

  @Hidden(
      task = 2,
      points = 0.5,
      mistake =
          "A declared language with a region or in capitals is taken for another one, or two"
              + " languages that begin alike are taken for one.")
  void knowsRegions(Submission submission, RandomGenerator random) {
    Answer answer = compared(submission, random);
    // which is which is another test's
    Object same = agrees(answer, "same");
    Object other = agrees(answer, "other");
    assertThat(same).isNotEqualTo(other);
    assertThat(agrees(answer, "region")).isEqualTo(same);
    assertThat(agrees(answer, "other region")).isEqualTo(other);
    assertThat(agrees(answer, "capitals")).isEqualTo(same);
    assertThat(agrees(answer, "begins alike")).isEqualTo(other);
  }

  @Hidden(
      task = 2,
      points = 0.75,
      mistake =
          "A tweet in which no language was found neither agrees nor contradicts: null is right; it"
              + " counts otherwise, or is lost.")
  void leavesTheUndeterminedOpen(Submission submission, RandomGenerator random) {
    Answer answer = compared(submission, random);
    assertThat(agrees(answer, "same")).isNotNull();
    assertThat(agrees(answer, "none")).isNull();
  }

  /** Numbers of tests by true and found language; what came out. */
  private record Tests(long[][] numbers, Answer answer) {

    static final List<String> LANGUAGES = List.of("en", "es", "pt");
    static final List<String> FOUND = List.of("en", "es", "und", "ca");

    List<Object> row(int language) {
      List<List<Object>> rows =
          answer.rows().stream().filter(row -> LANGUAGES.get(language).equals(row.get(0))).toList();
      assertThat(rows).hasSize(1);
      return rows.get(0);
    }
  }

  private Tests evaluated(Submission submission, RandomGenerator random) {
    return evaluated.get(
        () -> {
          // Portuguese is never found, Catalan never true
          long[][] numbers = {{7, 2, 1, 1}, {3, 5, 2, 1}, {1, 2, 1, 1}};
          List<List<Object>> tests = new ArrayList<>();
          for (int lang = 0; lang < 3; lang++) {
            for (int found = 0; found < Tests.FOUND.size(); found++) {
              numbers[lang][found] += random.nextInt(0, 3);
              for (int number = 0; number < numbers[lang][found]; number++) {
                tests.add(List.of(Tests.LANGUAGES.get(lang), Tests.FOUND.get(found)));
              }
            }
          }
          return new Tests(
              numbers,
              submission.run(
                  TaskCall.of("evaluate")
                      .table("lang STRING, language STRING", Pick.shuffled(random, tests))));
        });
  }

  @Hidden(
      task = 3,
      points = 1,
      mistake =
          "The number of tweets of a language or its recall is wrong: of all that are in it, how"
              + " many are found? Those with no language are not.")
  void knowsTheRecall(Submission submission, RandomGenerator random) {
    Tests run = evaluated(submission, random);
    assertThat(run.answer().columns()).containsExactly("lang", "tweets", "precision", "recall");
    for (int language = 0; language < 2; language++) {
      long all = Arrays.stream(run.numbers()[language]).sum();
      assertThat(run.row(language).get(1)).isEqualTo(all);
      assertThat(((Number) run.row(language).get(3)).doubleValue())
          .isCloseTo((double) run.numbers()[language][language] / all, within(1e-6));
    }
  }

  @Hidden(
      task = 3,
      points = 1,
      mistake = "The precision is wrong: of all that are taken for a language, how many are in it?")
  void knowsThePrecision(Submission submission, RandomGenerator random) {
    Tests run = evaluated(submission, random);
    for (int language = 0; language < 2; language++) {
      long found = 0;
      for (long[] row : run.numbers()) {
        found += row[language];
      }
      assertThat(((Number) run.row(language).get(2)).doubleValue())
          .isCloseTo((double) run.numbers()[language][language] / found, within(1e-6));
    }
  }

  @Hidden(
      task = 3,
      points = 1,
      mistake =
          "A language that is never found must come out too, with recall 0 and no precision; what"
              + " is found is not a true language.")
  void knowsWhatIsNeverFound(Submission submission, RandomGenerator random) {
    Tests run = evaluated(submission, random);
    assertThat(run.answer().rows()).hasSize(3);
    assertThat(run.row(2).get(2)).isNull();
    assertThat(((Number) run.row(2).get(3)).doubleValue()).isZero();
  }

  private static List<Object> at(int second, String lang, String language) {
    return List.of(START.plusSeconds(second).toString(), lang, language);
  }

  /** The length of the windows in seconds; what came out. */
  private record Windows(int length, Answer answer) {

    long tweets(int start, String lang, String language) {
      return answer.batches().stream()
          .flatMap(List::stream)
          .filter(row -> row.subList(0, 3).equals(at(start, lang, language)))
          .mapToLong(row -> (Long) row.get(3))
          .sum();
    }
  }

  private Windows confused(Submission submission, RandomGenerator random) {
    return confused.get(
        () -> {
          int shift = random.nextInt(1, 15);
          // never the length or lateness of the statement; START is an edge of all of them
          int unit = Pick.pick(random, List.of(3, 4, 5));
          int length = 60 * unit;
          Answer answer =
              submission.run(
                  TaskCall.of("confusion").stream(
                          "time TIMESTAMP, lang STRING, language STRING",
                          List.of(
                              List.of(
                                  at(shift, "es", "es"),
                                  at(shift + 40, "es", "es"),
                                  at(shift + 20, "es", "en"),
                                  at(0, "en", "pt"),
                                  at(length, "en", "pt"),
                                  at(shift + 30, "en", "und")),
                              // the first window is not final: the watermark gets to 50 * unit
                              List.of(at(80 * unit, "en", "es")),
                              // late, but in time
                              List.of(at(52 * unit, "en", "es"), at(400 * unit, "es", "en")),
                              // too late
                              List.of(at(10, "en", "es"), at(4_000 * unit, "es", "en")),
                              // a hundred days later: by now everybody has waited long enough
                              List.of(at(8_640_000, "es", "en"))))
                      .with(Duration.ofSeconds(length).toString())
                      .with(Duration.ofSeconds(length / 2).toString()));
          return new Windows(length, answer);
        });
  }

  @Hidden(
      task = 4,
      points = 1,
      mistake =
          "The tweets of a pair of languages are not counted, those that agree like those that do"
              + " not, or the columns are not start, lang, language, tweets.")
  void counts(Submission submission, RandomGenerator random) {
    Windows run = confused(submission, random);
    assertThat(run.answer().columns()).containsExactly("start", "lang", "language", "tweets");
    assertThat(run.tweets(0, "es", "es")).isEqualTo(2);
    assertThat(run.tweets(0, "es", "en")).isEqualTo(1);
  }

  @Hidden(
      task = 4,
      points = 0.5,
      mistake =
          "The edge of a window is wrong, windows overlap, or they are not as long as is given.")
  void knowsTheEdge(Submission submission, RandomGenerator random) {
    Windows run = confused(submission, random);
    assertThat(run.tweets(0, "en", "pt")).isEqualTo(1);
    assertThat(run.tweets(run.length(), "en", "pt")).isEqualTo(1);
    assertThat(run.answer().batches().stream().flatMap(List::stream))
        .extracting(row -> Instant.parse((String) row.get(0)))
        .allMatch(start -> Duration.between(START, start).toSeconds() % run.length() == 0);
  }

  @Hidden(
      task = 4,
      points = 0.5,
      mistake =
          "Tweets in which no language was found are left out: they are a column of the confusion.")
  void countsTheUndetermined(Submission submission, RandomGenerator random) {
    assertThat(confused(submission, random).tweets(0, "en", "und")).isEqualTo(1);
  }

  @Hidden(
      task = 4,
      points = 1,
      mistake =
          "A tweet that is late but in time does not count, one that is too late does, or a window"
              + " comes out before it is final.")
  void waitsAsLongAsItShould(Submission submission, RandomGenerator random) {
    Windows run = confused(submission, random);
    // other windows are another test's
    String first = START.toString();
    for (int batch : List.of(0, 1)) {
      assertThat(run.answer().batch(batch)).noneMatch(row -> row.get(0).equals(first));
    }
    assertThat(run.answer().batch(2)).anyMatch(row -> row.get(0).equals(first));
    assertThat(run.tweets(0, "en", "es")).isEqualTo(1);
  }
}
