package sparklab.lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sparklab.cli.Processes;
import sparklab.lab.bench.QueryBatches.Batch;
import sparklab.lab.home.Folders;

/** The tweet language classifier beside Lingua, a language detector, on the same two languages. */
final class ClassifyBench implements Benchmark {

  private static final long MESSAGES = 320_000;
  private static final int PER_BATCH = 40_000;
  private static final int TEXTS = 6_000;
  private static final String TOPIC = "tweet";

  /** No seed that the classifier was trained with. */
  private static final String SEED = "815";

  private static final Path DETECTOR = Programs.home().resolve("lab/bench/detector");

  @Override
  public String name() {
    return "classify";
  }

  @Override
  public String description() {
    return "tweets/s of classifier-pipeline, from the topic on, beside Lingua on the bare texts; and"
        + " how many texts that are in a language are right, links and mentions included for both";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    Path folder = Files.createTempDirectory("sparklab-bench");
    try (LocalKafka kafka = new LocalKafka()) {
      Path feed = feedTexts(folder);
      Path registers = Programs.home().resolve("ml-classifier/src/test/resources/registers.tsv");
      fetchDetector();
      List<Row> rows = new ArrayList<>(accuracy("tweets of the feed", feed, folder));
      rows.addAll(accuracy("sentences of other kinds", registers, folder));
      kafka.feed("tweet", TOPIC, MESSAGES);
      rows.addAll(
          new Alternating("tweets/s")
              .side("classifier-pipeline: JSON from Kafka in", () -> pipelineRate(kafka))
              .side("Lingua: texts in memory in", () -> Double.valueOf(detect(feed).rate()))
              .measure(runs));
      return rows;
    } finally {
      Folders.delete(folder);
    }
  }

  /**
   * Texts of the feed and the languages that they are really in, {@code text<TAB>es|en}. Those in
   * no language are left out: they are links, mentions and emoji only, in which Lingua looks for
   * words. In the others links and mentions stay, for both sides.
   */
  private static Path feedTexts(Path folder) throws IOException, InterruptedException {
    Path messages = folder.resolve("tweets.jsonl");
    Path truthFile = folder.resolve("truth.tsv");
    run(
        folder,
        "bash",
        Programs.home().resolve("scripts/lab").toString(),
        "feed",
        "tweet",
        "--seed",
        SEED,
        "--count",
        "" + TEXTS,
        "--mislabel",
        "0.1",
        "--to",
        messages.toString(),
        "--truth",
        truthFile.toString());
    Map<String, String> truth = new HashMap<>();
    for (String line : Files.readAllLines(truthFile)) {
      String[] cells = line.split("\t");
      truth.put(cells[0], cells[1]);
    }
    List<String> texts = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(messages)) {
      JsonNode tweet = json.readTree(line);
      String language = truth.get(tweet.path("id_str").asText());
      if (language != null && !language.equals("und")) {
        JsonNode whole =
            tweet.path("retweeted_status").isObject() ? tweet.get("retweeted_status") : tweet;
        String text =
            whole.path("extended_tweet").path("full_text").asText(whole.path("text").asText());
        texts.add(text.replaceAll("\\s+", " ") + "\t" + language);
      }
    }
    return Files.write(folder.resolve("texts.tsv"), texts);
  }

  private static void fetchDetector() throws IOException, InterruptedException, Unavailable {
    Path jars = Files.createDirectories(DETECTOR.resolve("target"));
    try (DirectoryStream<Path> there = Files.newDirectoryStream(jars, "lingua-*.jar")) {
      if (there.iterator().hasNext()) {
        return;
      }
    }
    try {
      run(
          Programs.home(),
          "bash",
          Programs.home().resolve("mvnw").toString(),
          "-q",
          "-B",
          "-f",
          DETECTOR.resolve("pom.xml").toString(),
          "dependency:copy-dependencies");
    } catch (IOException offline) {
      throw new Unavailable("Maven cannot fetch the detector: " + offline.getMessage());
    }
  }

  private List<Row> accuracy(String what, Path texts, Path folder) throws Exception {
    Samples classifier = new Samples("% right");
    classifier.add(right(classify(texts), texts));
    Samples detector = new Samples("% right");
    detector.add(right(detect(texts).languages(), texts));
    return List.of(
        new Row("classifier: " + what, classifier, classifier.median() / detector.median()),
        new Row("Lingua: " + what, detector, Double.NaN));
  }

  private static double right(List<String> languages, Path texts) throws IOException {
    List<String> lines = Files.readAllLines(texts);
    int right = 0;
    for (int at = 0; at < lines.size(); at++) {
      right += lines.get(at).split("\t")[1].equals(languages.get(at)) ? 1 : 0;
    }
    return 100.0 * right / lines.size();
  }

  /** The classifier's languages; it trains its model first if there is none. */
  private static List<String> classify(Path texts) throws IOException, InterruptedException {
    return run(
            Programs.home(),
            "bash",
            Programs.sparkSubmit().toString(),
            "--class",
            "sparklab.classifier.ClassifierTrain",
            Programs.jar("ml-classifier").toString(),
            "--classify",
            texts.toString())
        .out()
        .stream()
        .map(line -> line.split("\t")[1])
        .toList();
  }

  /** What a program said, line by line. */
  private record Said(List<String> out, List<String> err) {

    List<String> languages() {
      return out;
    }

    String rate() {
      return err.get(err.size() - 1);
    }
  }

  private static Said detect(Path texts) throws IOException, InterruptedException {
    return run(
        Programs.home(),
        Processes.java(),
        "-cp",
        DETECTOR.resolve("target") + "/*",
        DETECTOR.resolve("Detect.java").toString(),
        texts.toString());
  }

  private static double pipelineRate(LocalKafka kafka) throws Exception {
    List<Batch> batches =
        QueryBatches.run(
            List.of(
                "bash",
                Programs.sparkSubmit().toString(),
                "--class",
                "sparklab.classifier.ClassifierPipeline",
                Programs.jar("ml-classifier").toString(),
                "--bootstrap",
                kafka.bootstrap(),
                "--topic",
                TOPIC,
                "--trigger",
                "available-now",
                "--per-batch",
                "" + PER_BATCH,
                "--progress"),
            done -> done.size() >= MESSAGES / PER_BATCH);
    // The first ones compile the code that they run.
    List<Batch> warm = batches.subList(batches.size() / 2, batches.size());
    double rows = warm.stream().mapToLong(Batch::rows).sum();
    return rows / (warm.stream().mapToDouble(Batch::millis).sum() / 1e3);
  }

  private static Said run(Path folder, String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("sparklab-bench", ".out");
    Path err = Files.createTempFile("sparklab-bench", ".err");
    try {
      Process process =
          Programs.start(
              Programs.command(List.of(command))
                  .directory(folder.toFile())
                  .redirectOutput(out.toFile())
                  .redirectError(err.toFile()));
      if (process.waitFor() != 0) {
        throw new IOException(List.of(command) + " failed: " + Files.readString(err));
      }
      return new Said(Files.readAllLines(out), Files.readAllLines(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
