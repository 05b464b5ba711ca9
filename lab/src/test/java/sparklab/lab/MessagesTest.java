package sparklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import sparklab.cli.Text;
import sparklab.lab.Sentences.Sentence;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.home.Home;
import sparklab.testing.LessonProcess;

/** Each sentence that students read has a Spanish twin in its module, and each twin a sentence. */
class MessagesTest {

  private static final Path HOME = LessonProcess.home();

  /** Of it what students read: it says to instructors in English what is for them. */
  private static final String INSTRUCTOR = "instructor";

  private static final Pattern TO_INSTRUCTORS = Pattern.compile("description|heading|Mistake.*");

  /** The modules that speak Spanish. */
  static final List<String> MODULES =
      List.of(
          "lab/lesson",
          "lab/worker",
          "data",
          "lab",
          "base-streaming",
          "structured-streaming",
          "kafka-streaming",
          "ml-kmeans",
          "ml-classifier",
          INSTRUCTOR);

  /** What it prints is for the pages of measurements, in English. */
  private static final String MEASURES = "lab/src/main/java/sparklab/lab/bench/";

  /** What is filled in or taken as it is: {@code %1$s}, {@code ${DEFAULT-VALUE}}. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("%(?:(\\d)\\$)?([-,.0-9]*[a-zA-Z%])|(\\$\\{[^}]*})");

  private static final Pattern CODE =
      Pattern.compile(
          "(?:scripts/)?lab [a-z]+( [a-z]+)?|--?[a-z][\\w-]*|\\S*[/_=.$]\\S+|'[^']*'|[A-Z]{2,}\\S*|%\\S+");

  private static Sentences sentences;

  @BeforeAll
  static void read() throws IOException {
    List<Path> folders = new ArrayList<>();
    MODULES.forEach(module -> folders.add(HOME.resolve(module).resolve("src/main/java")));
    sentences = new Sentences(HOME, folders);
    sentences.addScripts(HOME.resolve("lab/src/main/resources/sparklab/lab/live"));
  }

  private static Stream<Sentence> of(String module, List<Sentence> all) {
    return all.stream()
        .filter(one -> one.place().startsWith(module + "/src/"))
        .filter(one -> !module.equals(INSTRUCTOR) || !TO_INSTRUCTORS.matcher(one.by()).matches());
  }

  private static Path catalogue(String module) {
    return HOME.resolve(module).resolve("src/main/resources/sparklab/es.po");
  }

  private static Map<String, String> twins(String module) throws IOException {
    try (Stream<String> lines = Files.lines(catalogue(module))) {
      return Text.parse(lines);
    }
  }

  @ParameterizedTest
  @FieldSource("MODULES")
  void eachSentenceHasItsTwin(String module) throws IOException {
    Map<String, String> twins = twins(module);
    assertThat(of(module, sentences.told()).toList()).isNotEmpty();
    assertThat(
            of(module, sentences.told())
                .filter(one -> twins.getOrDefault(one.text(), "").isEmpty())
                .map(one -> one.place() + ": no Spanish twin of \"" + one.text() + "\""))
        .as("what %s has to have", catalogue(module))
        .isEmpty();
  }

  @ParameterizedTest
  @FieldSource("MODULES")
  void eachTwinHasItsSentence(String module) throws IOException {
    assertThat(twins(module).keySet())
        .as("the sentences of %s", catalogue(module))
        .isSubsetOf(of(module, sentences.told()).map(Sentence::text).toList());
  }

  @ParameterizedTest
  @FieldSource("MODULES")
  void twinsHaveTheSamePlaceholders(String module) throws IOException {
    assertThat(twins(module))
        .allSatisfy(
            (english, twin) -> assertThat(placeholders(twin)).isEqualTo(placeholders(english)));
  }

  /** By number, as Java counts them. */
  private static Map<String, String> placeholders(String text) {
    Map<String, String> all = new TreeMap<>();
    int next = 1;
    Matcher found = PLACEHOLDER.matcher(text);
    while (found.find()) {
      if (found.group(3) != null) {
        all.put(found.group(3), "");
      } else if (found.group(2).matches("[n%]")) {
        all.merge(found.group(2), "1", String::concat);
      } else {
        String number = found.group(1) == null ? "" + next++ : found.group(1);
        all.put(number, found.group(2));
      }
    }
    return all;
  }

  @ParameterizedTest
  @FieldSource("MODULES")
  void twinsKeepToTheGlossary(String module) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (List<String> row : SpanishPagesTest.glossary()) {
      for (String word : SpanishPagesTest.wrongWords(row)) {
        Pattern whole =
            Pattern.compile("(?iu)(?<![\\p{L}-])" + Pattern.quote(word) + "(?![\\p{L}-])");
        twins(module).values().stream()
            .filter(twin -> whole.matcher(CODE.matcher(twin).replaceAll(" ")).find())
            .forEach(twin -> wrong.add("%s, not %s: %s".formatted(row.get(0), word, twin)));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("MODULES")
  void whatIsShownIsTold(String module) {
    Assumptions.assumeFalse(module.equals(INSTRUCTOR));
    assertThat(
            of(module, sentences.unmarked())
                .filter(one -> !one.place().startsWith(MEASURES))
                .map(one -> one.place() + ": " + one.text()))
        .as("what %s shows, and not by Text.tr or Mistake", module)
        .isEmpty();
  }

  static List<ExerciseFiles> exercises() throws IOException {
    return ExerciseFiles.all(new Home(HOME));
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void whatIsSaidOfAnExerciseHasItsTwin(ExerciseFiles files) throws IOException {
    Set<String> said = new LinkedHashSet<>(Set.of(files.exercise().title()));
    for (Exercise.Task task : files.exercise().tasks()) {
      said.add(task.title());
      for (JsonNode one :
          new JsonMapper()
              .readTree(files.folder().resolve("task" + task.number() + ".json").toFile())) {
        Stream.of("says", "mistake")
            .filter(one::hasNonNull)
            .forEach(key -> said.add(one.get(key).asText()));
      }
    }
    try (Stream<String> lines = Files.lines(files.folder().resolve("es.po"))) {
      assertThat(Text.parse(lines))
          .allSatisfy((english, twin) -> assertThat(twin).as(english).isNotEmpty())
          .containsOnlyKeys(said);
    }
  }

  @Test
  void aSentenceHasOneTwinInAllModules() throws IOException {
    Map<String, String> all = new HashMap<>();
    for (String module : MODULES) {
      twins(module)
          .forEach(
              (english, twin) ->
                  assertThat(all.merge(english, twin, (first, second) -> first))
                      .as(english)
                      .isEqualTo(twin));
    }
  }
}
