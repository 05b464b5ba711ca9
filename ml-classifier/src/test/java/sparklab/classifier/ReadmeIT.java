package sparklab.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.FeedMessage;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;
import sparklab.testing.WarmLessons;

/** The outputs in the README are what the lessons print. */
@Timeout(900)
class ReadmeIT {

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  /** More cores would cut the data into other parts, and the last digits would be others. */
  @RegisterExtension static final WarmLessons LESSONS = new WarmLessons("--master", "local[2]");

  /** For a training on a slow machine; a quiet one takes a minute or two. */
  static final Duration PATIENCE = Duration.ofMinutes(12);

  private static final String MALFORMED =
      "1 malformed messages are left out, such as: 503 Service Unavailable";

  @TempDir Path folder;

  /** The standard error of the last {@link #read}. */
  private String told;

  @BeforeAll
  static void theCapturedMessages() throws IOException {
    BROKER.createTopic("tweet", 1);
    List<FeedMessage> messages = new ArrayList<>();
    for (String line :
        Files.readAllLines(LessonProcess.home().resolve("data/datasets/tweets.jsonl"))) {
      messages.add(new FeedMessage("", line));
    }
    messages.add(new FeedMessage("", "503 Service Unavailable"));
    BROKER.send("tweet", messages);
  }

  private String read(Class<?> lesson, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--bootstrap", BROKER.bootstrap()));
    arguments.addAll(List.of("--trigger", "available-now"));
    arguments.addAll(List.of(more));
    WarmLessons.Run run = LESSONS.run(lesson, arguments.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    told = run.err();
    assertThat(told).doesNotContain("Exception", " WARN ", " ERROR ");
    return run.out().strip();
  }

  private static String readme(String name) throws IOException {
    String text = Files.readString(LessonProcess.home().resolve("ml-classifier/README.md"));
    String start = "<!-- output of " + name + " -->\n```\n";
    assertThat(text).contains(start);
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf("```", from)).strip();
  }

  @Test
  void theSteps() throws Exception {
    String[] options = {"--rows", "4", "--width", "50"};
    assertThat(read(ClassifierStep2Parse.class, options)).isEqualTo(readme("classifier2"));
    assertThat(told).contains(MALFORMED);
    assertThat(read(ClassifierStep3Classify.class, options)).isEqualTo(readme("classifier3"));
    assertThat(told).contains(MALFORMED);
    assertThat(read(ClassifierStep4Compare.class, "--rows", "8", "--width", "50"))
        .isEqualTo(readme("classifier4"));
    assertThat(told).contains(MALFORMED);
    assertThat(read(ClassifierStep5Window.class)).isEqualTo(readme("classifier5"));
  }

  @Test
  @Tag("full")
  void theTraining() throws Exception {
    String model = folder.resolve("model").toString();
    String printed;
    try (LessonProcess training = train(folder, "--model", model)) {
      assertThat(training.awaitExit(PATIENCE)).as(training.err()).isZero();
      assertThat(training.err()).doesNotContain("Exception", " WARN ", " ERROR ");
      printed = training.out();
    }
    // The last line says where it is.
    assertThat(printed.lines().toList().subList(0, 8))
        .containsExactlyElementsOf(readme("classifier-train").lines().toList());
  }

  /** A training on as many cores as {@link #LESSONS}, to be waited for. */
  static LessonProcess train(Path folder, String... arguments) {
    List<String> options = new ArrayList<>(List.of("--master", "local[2]"));
    options.addAll(LessonProcess.INTERPRETED);
    return LessonProcess.submit(folder, options, ClassifierTrain.class.getName(), arguments);
  }
}
