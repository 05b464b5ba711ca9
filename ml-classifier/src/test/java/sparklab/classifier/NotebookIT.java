package sparklab.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.classifier.support.LanguageChoice;
import sparklab.data.tweet.TweetFeed;
import sparklab.testing.ExecutedNotebook;
import sparklab.testing.Installed;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;

/** The classifier's notebook from top to bottom; what it has saved is what classifier3 applies. */
@Tag("full")
class NotebookIT {

  private static final int MESSAGES = 200;

  private static final Pattern FIGURES =
      Pattern.compile(
          "accuracy (0\\.\\d+), F1 (0\\.\\d+) for English and (0\\.\\d+) for Spanish\n");

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  @TempDir Path folder;

  @BeforeAll
  static void jupyterIsThere() {
    Installed.program("jupyter-nbconvert");
  }

  @Test
  void classifier3AppliesWhatItSaves() throws IOException {
    ExecutedNotebook notebook = ExecutedNotebook.of("ml-clas", "--output", folder.toString());

    long trained = sum(notebook.table("countDistinct(\"author\")"), 2, "training");
    long tested = sum(notebook.table("countDistinct(\"author\")"), 2, "test");
    assertThat(notebook.printed("TrainingTweets.labelled"))
        .startsWith((trained + tested) + " of ")
        .contains(" tweets can be trained with; ")
        .endsWith(" repeat the words of another\n");
    assertThat(tested).as("a fifth of the authors").isBetween(trained / 6, trained / 3);
    assertThat(notebook.printed("CharacterGrams")).contains("_qu", "cal", "é", "_calor_");
    assertAccuracies(notebook.table("ClassifierTrain.compare"));
    assertThat(sum(notebook.table("count_if"), 1, null)).isEqualTo(trained);
    assertThat(notebook.printed("judgedByOthers"))
        .isEqualTo(
            sum(notebook.table("count_if"), 2, null)
                + " of "
                + trained
                + " labels are contradicted\n");
    Matcher figures = FIGURES.matcher(notebook.printed("Evaluation.of"));
    assertThat(figures.find()).as(notebook.printed("Evaluation.of")).isTrue();
    for (int figure = 1; figure <= 3; figure++) {
      // One Spanish account's label in seven is wrong: more would be a model of the labels.
      assertThat(Double.parseDouble(figures.group(figure))).isBetween(0.88, 0.97);
    }
    assertThat(notebook.picture("Charts.confusion")).startsWith("iVBOR");
    assertThat(notebook.picture("Charts.roc")).startsWith("iVBOR");
    assertThat(notebook.table("Quién viene"))
        .extracting(row -> row.get(1))
        .containsExactly("language", "es", "en", LanguageChoice.UNDETERMINED);
    assertClassifier3Applies(folder.resolve("classifier-model"));
  }

  private static void assertAccuracies(List<List<String>> scores) {
    assertThat(scores).hasSize(5);
    for (List<String> score : scores.subList(1, 5)) {
      assertThat(Double.parseDouble(score.get(3))).isBetween(0.8, 0.97);
    }
  }

  /** The sum of a column, of the rows whose first cell is so. */
  private static long sum(List<List<String>> table, int column, String first) {
    return table.subList(1, table.size()).stream()
        .filter(row -> first == null || row.get(0).equals(first))
        .mapToLong(row -> Long.parseLong(row.get(column)))
        .sum();
  }

  private void assertClassifier3Applies(Path model) {
    TweetFeed feed = TweetFeed.builder().seed(5).build();
    BROKER.createTopic("tweet", 1);
    BROKER.send("tweet", Stream.generate(feed::next).limit(MESSAGES).toList());
    try (LessonProcess lesson =
        LessonProcess.submit(
            folder,
            List.of(),
            ClassifierStep3Classify.class.getName(),
            "--bootstrap",
            BROKER.bootstrap(),
            "--trigger",
            "available-now",
            "--model",
            model.toString())) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isZero();
      assertThat(lesson.out())
          .contains("-------- batch 0 ")
          .containsPattern("\\| +e[sn]\\| +es\\|")
          .containsPattern("\\| +e[sn]\\| +en\\|");
      assertThat(lesson.err()).doesNotContain("trained");
    }
  }
}
