package sparklab.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
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

/** Every lesson through spark-submit, against a real broker. */
@Timeout(900)
@Tag("full")
class LessonsIT {

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  /** For what needs a run only, and not its start and its end. */
  @RegisterExtension static final WarmLessons LESSONS = new WarmLessons();

  private static final int MESSAGES = 600;
  private static final Pattern TIME = Pattern.compile("\"timestamp_ms\":\"(\\d+)\"}$");
  private static final Pattern ROW = Pattern.compile("\\|(\\S+ \\S+:00)\\| *(\\d+)\\|");

  private static TweetSamples.Stream stream;

  @TempDir Path folder;

  @BeforeAll
  static void aStreamWithAllKindsOfMessages() {
    stream = TweetSamples.feed(31, MESSAGES, 0.1);
    BROKER.createTopic("tweet", 2);
    send("tweet", stream.messages());
  }

  private static void send(String topic, List<String> messages) {
    BROKER.send(topic, messages.stream().map(text -> new FeedMessage("", text)).toList());
  }

  private LessonProcess submit(Class<?> lesson, String... more) {
    return LessonProcess.submit(folder, List.of(), lesson.getName(), arguments(more));
  }

  private static String[] arguments(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--", "--bootstrap", BROKER.bootstrap()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static String run(Class<?> lesson, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--trigger", "available-now"));
    arguments.addAll(List.of(more));
    WarmLessons.Run run = LESSONS.run(lesson, arguments(arguments.toArray(String[]::new)));
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("Exception", " WARN ", " ERROR ");
    return run.out();
  }

  @Test
  void theTemplateAndStep1ShowMessages() {
    assertThat(run(ClassifierBase.class))
        .contains("-------- batch 0 --------", "author|lang|", "only showing top 20 rows");
    assertThat(run(ClassifierStep1Read.class)).contains("|partition|offset|", "{\"created_at\":\"");
  }

  @Test
  void step5GoesOnAfterAKill() {
    BROKER.createTopic("minutes", 1);
    int half = MESSAGES / 2; // in the middle of a minute
    send("minutes", stream.messages().subList(0, half));
    String[] options = {
      "--topic", "minutes", "--checkpoint", folder.resolve("check point").toString()
    };
    try (LessonProcess lesson = submit(ClassifierStep5Window.class, options)) {
      Map<String, Long> first = byMinute(stream.messages().subList(0, half));
      lesson.awaitOut("the first half", said -> shown(said).equals(first));
      lesson.kill();
    }
    send("minutes", stream.messages().subList(half, MESSAGES));
    List<String> again = new ArrayList<>(List.of(options));
    Map<String, Long> after = shown(run(ClassifierStep5Window.class, again.toArray(String[]::new)));
    assertThat(after).isNotEmpty().isEqualTo(byMinute(stream.messages()));
  }

  /** The tweets of each minute whose authors declare one of the two languages. */
  private static Map<String, Long> byMinute(List<String> messages) {
    Map<String, Long> counts = new TreeMap<>();
    for (String message : messages) {
      Matcher time = TIME.matcher(message);
      if (message.startsWith("{\"created_at\"") && time.find()) {
        Instant minute =
            Instant.ofEpochMilli(Long.parseLong(time.group(1))).truncatedTo(ChronoUnit.MINUTES);
        counts.merge(minute.toString().replace("T", " ").replace("Z", ""), 1L, Long::sum);
      }
    }
    return counts;
  }

  /** The newest count of each minute on a console. */
  private static Map<String, Long> shown(String console) {
    Map<String, Long> counts = new TreeMap<>();
    Matcher row = ROW.matcher(console);
    while (row.find()) {
      counts.put(row.group(1), Long.valueOf(row.group(2)));
    }
    return counts;
  }

  @Test
  void bothProgramsShowTheSame() {
    String whole = run(ClassifierPipeline.class, "--rows", "1000");
    assertThat(whole).containsPattern("\\| +e[sn]\\| +(es|en|und)\\| *\\d\\.");
    assertThat(run(ClassifierModels.class, "--rows", "1000")).isEqualTo(whole);
  }

  @Test
  void whatIsSavedCanBeTrainedWith() throws Exception {
    Path output = folder.resolve("captured tweets");
    String[] options = {
      "--output", output.toString(), "--checkpoint", folder.resolve("checkpoint").toString()
    };
    String said = run(ClassifierSave.class, options);
    assertThat(said).contains(stream.truth().size() + " tweets");
    assertThat(run(ClassifierSave.class, options)).isEmpty(); // nothing new, nothing doubled

    Path model = folder.resolve("a model");
    Path report = folder.resolve("a report");
    try (LessonProcess lesson =
        ReadmeIT.train(
            folder,
            "--input",
            output.toString(),
            "--model",
            model.toString(),
            "--report",
            report.toString())) {
      assertThat(lesson.awaitExit(ReadmeIT.PATIENCE)).as(lesson.err()).isZero();
      assertThat(lesson.out())
          .contains(stream.truth().size() + " tweets captured")
          .containsPattern("words +NaiveBayes +smoothing")
          .containsPattern("character n-grams +LogisticRegression +regParam")
          .contains("labels are contradicted")
          .contains("the model in " + model);
      assertThat(lesson.err())
          .contains("Looking for wrong labels", "Training", "Saving", "Spark UI: http://")
          .doesNotContain("Exception", " WARN ", " ERROR ");
    }
    assertThat(Files.readString(report.resolve("report.md")))
        .contains("F1 Spanish", "## The most misleading examples", "![ROC](roc.png)");
    for (String picture : List.of("roc.png", "confusion.png", "reliability.png")) {
      assertThat(ImageIO.read(report.resolve(picture).toFile()).getWidth()).isGreaterThan(300);
    }
    try (Stream<Path> stages = Files.list(model.resolve("stages"))) {
      assertThat(stages.map(stage -> stage.getFileName().toString()))
          .contains("Cleanup", "CharacterGrams", "NaiveBayesModel", "LanguageChoice");
    }
    Path texts = Files.writeString(folder.resolve("texts"), "Good morning, my friends\n");
    try (LessonProcess lesson =
        ReadmeIT.train(folder, "--model", model.toString(), "--classify", texts.toString())) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isZero();
      assertThat(lesson.out()).startsWith("Good morning, my friends\ten\t").hasLineCount(1);
    }
  }

  @Test
  void theModelIsTakenFromBesideTheJarUnlessItWasNamed() throws Exception {
    Path jar = Files.copy(LessonProcess.moduleJar(), folder.resolve("class ifier.jar"));
    Path model = LessonProcess.moduleJar().resolveSibling("classifier-model");
    if (!Files.exists(model)) { // the build's unit tests have trained it, if they were run
      run(ClassifierPipeline.class);
    }
    FileUtils.copyDirectory(model.toFile(), folder.resolve(model.getFileName()).toFile());
    Path texts = Files.writeString(folder.resolve("texts"), "¿Qué hora es?\tx\nhttps://t.co/a");
    List<String> command =
        List.of(
            "bash",
            LessonProcess.sparkHome().resolve("bin/spark-submit").toString(),
            "--class",
            ClassifierTrain.class.getName(),
            jar.toString(),
            "--classify",
            texts.toString());
    // The languages come in UTF-8, whatever the terminal is said to take.
    try (LessonProcess lesson = LessonProcess.start(folder, Map.of("LC_ALL", "C"), command)) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isZero();
      assertThat(lesson.out())
          .matches("¿Qué hora es\\?\tes\t[01]\\.\\d+\\R" + "https://t.co/a\tund\t0\\.0000\\R");
      assertThat(lesson.err()).doesNotContain("it is trained once");
    }

    Path elsewhere = folder.resolve("no model");
    WarmLessons.Run wrong =
        LESSONS.run(ClassifierPipeline.class, arguments("--model", elsewhere.toString()));
    assertThat(wrong.status()).as(wrong.err()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("There is no trained model in '" + elsewhere + "'")
        .doesNotContain("\tat ");
  }
}
