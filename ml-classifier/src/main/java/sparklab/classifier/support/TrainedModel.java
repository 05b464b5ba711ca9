package sparklab.classifier.support;

import static sparklab.cli.Text.tr;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.NaiveBayesModel;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.lesson.checkpoint.CodeFingerprint;

/**
 * The model that a lesson applies, {@code --model DIR}: a folder with
 *
 * <pre>
 * pipeline/           the whole PipelineModel
 * stages/Cleanup/ …   each of its stages by itself
 * model.properties    what wrote it; written last
 * </pre>
 *
 * <p>Without the option it is {@code classifier-model} beside the lesson's jar, which is trained by
 * the first lesson that needs it.
 */
public final class TrainedModel {

  private static final String PIPELINE = "pipeline";
  private static final String STAGES = "stages";
  private static final String LABEL = "model.properties";
  private static final String CODE = "code";
  private static final String TRAINING = "training";
  private static final String SPARK = "spark";

  /** All that is in a model's folder; the last is the checksum that Hadoop writes. */
  private static final Set<String> PARTS = Set.of(PIPELINE, STAGES, LABEL, "." + LABEL + ".crc");

  /** What a dead process has left beside the model is a day old when it is swept. */
  private static final long LEFT_BEHIND_MILLIS = TimeUnit.DAYS.toMillis(1);

  /** How often a model is moved into its place, if others are moved there at the same time. */
  private static final int ATTEMPTS = 5;

  /** What a new model does to one that is there. */
  public enum Replace {
    /** Takes its place. */
    ALWAYS,
    /** Takes its place if this program could not use it. */
    IF_UNUSABLE
  }

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "Folder of the trained model (default: classifier-model beside the lesson's jar, trained"
              + " when it is first needed).")
  private String folder;

  private SparkConf conf = new SparkConf();

  /** As picocli fills it: the default model unless the user names one. */
  public TrainedModel() {}

  /** The model in a folder. */
  public TrainedModel(String folder) {
    this.folder = folder;
  }

  /** The stages, in the order in which they are applied. */
  public record Stages(
      Cleanup cleanup,
      CharacterGrams grams,
      NaiveBayesModel bayes,
      Evidence evidence,
      LogisticRegressionModel calibration,
      LanguageChoice choice) {}

  /** A program that trains the default model. */
  @FunctionalInterface
  public interface Trainer {
    /**
     * Trains it and saves it.
     *
     * @param tweets a folder for what is captured for it, which is removed afterwards
     */
    void train(SparkSession spark, TrainedModel model, String tweets) throws Exception;
  }

  /** The folder. */
  private String folder() {
    if (folder != null) {
      return folder;
    }
    try {
      // A built thing, as the jar is: whoever runs it from whatever folder finds the same one.
      java.nio.file.Path code =
          java.nio.file.Path.of(
              TrainedModel.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      // Not the URI: its %20 for a space would be taken as it stands.
      return new Path(code.resolveSibling("classifier-model").toUri()).toString();
    } catch (URISyntaxException | RuntimeException elsewhere) {
      throw Mistake.usage(
          "Say with --model DIR where the model is, as the jar is not a file here.");
    }
  }

  /** The folder beside it where the notebook captures the tweets that it trains with. */
  public String tweets() {
    return path().suffix("-tweets").toString();
  }

  /**
   * A new folder beside it for the tweets of one training, so that two at once do not disturb each
   * other; {@link #remove} it afterwards.
   */
  public String newTweets() {
    try {
      // Not hidden, as Spark reads no hidden files.
      Path tweets = path().suffix("-tweets-" + UUID.randomUUID());
      if (!files().mkdirs(tweets)) {
        throw new IOException(tr("a folder beside it cannot be made"));
      }
      return tweets.toString();
    } catch (IOException refused) {
      throw cannotBeSaved(refused);
    }
  }

  /** Removes a folder that {@link #newTweets} has made. */
  public void remove(String tweets) throws IOException {
    files().delete(new Path(tweets), true);
  }

  /** The folder as it is told to the user. */
  public String shown() {
    return folder != null ? folder : java.nio.file.Path.of(path().toUri()).toString();
  }

  private Path path() {
    try {
      return new Path(folder());
    } catch (IllegalArgumentException wrong) {
      throw Mistake.usage("--model '%s' is not a folder's name: %s.", folder, wrong.getMessage());
    }
  }

  private FileSystem files() throws IOException {
    return path().getFileSystem(SparkHadoopUtil.get().newConfiguration(conf));
  }

  /**
   * Trains the default model if there is none, or if this program would train another one. A model
   * that the user names has to be there.
   *
   * @param program whose code says how it is trained
   */
  public void trainIfMissing(SparkConf submitted, Class<?> program, Trainer trainer)
      throws Exception {
    conf = submitted;
    Optional<String> why = whyToTrain(program);
    if (why.isEmpty()) {
      return;
    }
    System.err.println(tr("%s: it is trained once, which takes about a minute", why.get()));
    try (SparkSession spark =
        SparkSession.builder().config(ClassifierOptions.settings(conf)).getOrCreate()) {
      String tweets = newTweets();
      try {
        trainer.train(spark, this, tweets);
      } finally {
        remove(tweets);
      }
    }
    if (whyToTrain(program).isPresent()) {
      throw notWhole(tr("it was not written"));
    }
  }

  /**
   * Why a model has to be trained; empty if there is one that this program can use.
   *
   * @throws Mistake if there is something that only the user can mend
   */
  private Optional<String> whyToTrain(Class<?> program) throws IOException {
    Properties label = label();
    if (label == null) {
      if (folder != null) {
        throw Mistake.usage(
            "There is no trained model in '%s': train one with scripts/lab run classifier-train --"
                + " --model DIR, or leave out --model.",
            folder);
      }
      if (files().exists(new Path(path(), PIPELINE))) {
        throw notWhole(tr("%s is missing", LABEL));
      }
      return Optional.of(tr("There is no trained model yet in %s", shown()));
    }
    if (fits(label, program, folder != null)) {
      return Optional.empty();
    }
    if (folder != null) {
      throw Mistake.failure(
          "The model in '%s' was trained with another clean-up of texts than this program has:"
              + " train one anew with scripts/lab run classifier-train -- --model DIR.",
          folder);
    }
    return Optional.of(
        tr("The model in %s was trained by another version of this program", shown()));
  }

  /**
   * Whether a model is one for this program. How it was trained is the business of whoever named
   * it; one that nobody has named is as this program would train it.
   */
  static boolean fits(Properties label, Class<?> program, boolean isNamed) throws IOException {
    return stagesCode().equals(label.getProperty(CODE))
        && (isNamed || trainingCode(program).equals(label.getProperty(TRAINING)));
  }

  /** What is written beside a model that this program has trained. */
  static Properties newLabel(Class<?> program) throws IOException {
    Properties label = new Properties();
    label.setProperty(SPARK, org.apache.spark.package$.MODULE$.SPARK_VERSION());
    label.setProperty(CODE, stagesCode());
    label.setProperty(TRAINING, trainingCode(program));
    return label;
  }

  /** What wrote the model; null if there is none. */
  private Properties label() throws IOException {
    if (!files().exists(new Path(path(), LABEL))) {
      return null;
    }
    try {
      return readLabel();
    } catch (IOException | IllegalArgumentException damaged) {
      throw notWhole(tr("%s cannot be read", LABEL));
    }
  }

  private Properties readLabel() throws IOException {
    Properties label = new Properties();
    try (InputStream in = files().open(new Path(path(), LABEL))) {
      label.load(in);
    }
    return label;
  }

  /** What of our own code any model depends on. */
  private static String stagesCode() throws IOException {
    return fingerprint(Cleanup.class, CharacterGrams.class, Evidence.class, LanguageChoice.class);
  }

  /** What of our own code it depends on, besides, how the default model is trained. */
  private static String trainingCode(Class<?> program) throws IOException {
    return fingerprint(program, TrainingTweets.class, Calibration.class, FeedTweets.class);
  }

  private static String fingerprint(Class<?>... types) throws IOException {
    Stream<InputStream> classes = Stream.of(types).map(TrainedModel::classFile);
    List<InputStream> files = Stream.concat(classes, Stream.of(WrittenTexts.open())).toList();
    try (InputStream all = new SequenceInputStream(Collections.enumeration(files))) {
      return CodeFingerprint.of(all);
    }
  }

  private static InputStream classFile(Class<?> type) {
    return type.getResourceAsStream(type.getSimpleName() + ".class");
  }

  /** The whole pipeline. */
  public PipelineModel loadPipeline() {
    return load(PIPELINE, PipelineModel::load);
  }

  /** Each stage by itself. */
  public Stages loadStages() {
    return new Stages(
        loadStage(Cleanup.class, path -> Cleanup.read().load(path)),
        loadStage(CharacterGrams.class, path -> CharacterGrams.read().load(path)),
        loadStage(NaiveBayesModel.class, NaiveBayesModel::load),
        loadStage(Evidence.class, path -> Evidence.read().load(path)),
        loadStage(LogisticRegressionModel.class, LogisticRegressionModel::load),
        loadStage(LanguageChoice.class, path -> LanguageChoice.read().load(path)));
  }

  /** The folder of a stage: its class, such as {@code CharacterGrams}. */
  private static String name(Transformer stage) {
    return stage.getClass().getSimpleName();
  }

  /**
   * A stage by itself.
   *
   * @param type its class, after which its folder in {@code stages/} is named
   * @param loader the {@code load} of its class
   */
  private <T extends Transformer> T loadStage(Class<T> type, Function<String, T> loader) {
    return load(STAGES + "/" + type.getSimpleName(), loader);
  }

  private <T> T load(String part, Function<String, T> loader) {
    try {
      return loader.apply(new Path(path(), part).toString());
    } catch (Exception broken) { // Spark throws all kinds, checked ones too
      String why = String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
      throw notWhole(tr("Spark says of %s: %s", part, why));
    }
  }

  private Mistake notWhole(String why) {
    String trainedBy = "";
    try {
      String spark = readLabel().getProperty(SPARK);
      trainedBy = spark == null ? "" : tr(", trained by Spark %s", spark);
    } catch (IOException | IllegalArgumentException unknown) {
      // the sentence does without
    }
    String cure =
        folder == null
            ? tr("delete that folder, and the next start trains a new one")
            : tr("train one anew with scripts/lab run classifier-train -- --model DIR");
    return Mistake.failure(
        "The model in %s%s is not whole, or not for this Spark %s (%s): %s.",
        shown(), trainedBy, org.apache.spark.package$.MODULE$.SPARK_VERSION(), why, cure);
  }

  /**
   * Finds out whether a model may be saved here: where nothing is, or an empty folder, or a model,
   * and nothing else that would be lost.
   */
  void checkReplaceable() {
    try {
      if (!files().exists(path())) {
        return;
      }
      boolean isFolder = files().getFileStatus(path()).isDirectory();
      for (FileStatus part : isFolder ? files().listStatus(path()) : new FileStatus[0]) {
        if (!PARTS.contains(part.getPath().getName())) {
          throw Mistake.usage(
              "A model takes the place of the folder that --model names, and '%s' holds other"
                  + " things, such as '%s': name a folder of its own.",
              shown(), part.getPath().getName());
        }
      }
      if (!isFolder) {
        throw Mistake.usage("--model '%s' is a file: name a folder for the model.", shown());
      }
    } catch (IOException refused) {
      throw cannotBeSaved(refused);
    }
  }

  private Mistake cannotBeSaved(IOException refused) {
    return Mistake.failure(
        "The model cannot be saved in %s (%s): name a folder of yours with --model DIR.",
        shown(), refused.getMessage());
  }

  /**
   * Saves a model, whole or not at all.
   *
   * @param program that has trained it
   * @param replace what becomes of one that is there
   * @throws Mistake if something else is there
   */
  public void save(PipelineModel model, Class<?> program, Replace replace) throws IOException {
    checkReplaceable();
    FileSystem files = files();
    Path target = files.makeQualified(path());
    Path unfinished = hidden(target, "unfinished");
    try {
      model.save(new Path(unfinished, PIPELINE).toString());
      for (Transformer stage : model.stages()) {
        ((MLWritable) stage).save(new Path(unfinished, STAGES + "/" + name(stage)).toString());
      }
      try (OutputStream out = files.create(new Path(unfinished, LABEL))) {
        newLabel(program).store(out, null);
      }
      replace(files, unfinished, target, program, replace);
      sweep(files, target);
    } catch (IOException refused) {
      throw cannotBeSaved(refused);
    } finally {
      files.delete(unfinished, true);
    }
  }

  /** Others may do the same at the same time: one whole model results. */
  private void replace(
      FileSystem files, Path unfinished, Path target, Class<?> program, Replace replace)
      throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (replace == Replace.IF_UNUSABLE && whyToTrain(program).isEmpty()) {
        return; // another lesson that was started at the same time was faster
      }
      Path old = hidden(target, "old");
      boolean isOldMoved = move(files, target, old);
      boolean isSaved = move(files, unfinished, target);
      if (isOldMoved) {
        files.delete(old, true);
      }
      if (isSaved) {
        return;
      }
    }
    throw new IOException(tr("it cannot be moved there"));
  }

  /** Moves a folder to where none is; false if it is not there any more or another one is there. */
  private static boolean move(FileSystem files, Path from, Path to) throws IOException {
    if (!files.exists(from) || files.exists(to)) {
      return false;
    }
    // If a folder comes to be there at this moment, Hadoop copies this one into it. Java does not.
    return files.getUri().getScheme().equals("file")
        ? new File(from.toUri().getPath()).renameTo(new File(to.toUri().getPath()))
        : files.rename(from, to);
  }

  private static Path hidden(Path target, String what) {
    return new Path(
        target.getParent(), "." + target.getName() + "-" + what + "-" + UUID.randomUUID());
  }

  /** Removes what programs that were killed have left beside the model. */
  private static void sweep(FileSystem files, Path target) throws IOException {
    Pattern ours =
        Pattern.compile(
            "\\.?" + Pattern.quote(target.getName()) + "-(unfinished|old|tweets)-[0-9a-f-]{36}");
    long dead = System.currentTimeMillis() - LEFT_BEHIND_MILLIS;
    for (FileStatus beside : files.listStatus(target.getParent())) {
      if (ours.matcher(beside.getPath().getName()).matches()
          && beside.getModificationTime() < dead) {
        files.delete(beside.getPath(), true);
      }
    }
  }
}
