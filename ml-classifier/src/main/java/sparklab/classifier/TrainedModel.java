package sparklab.classifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;
import sparklab.data.CodeFingerprint;
import sparklab.data.Mistake;

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
  private static final String SPARK = "spark";

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

  /** The folder beside it for the tweets that a model is trained with if no others are given. */
  public String tweets() {
    return path().suffix("-tweets").toString();
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
   * Trains the default model if there is none, or if it was trained with another clean-up than this
   * program's. A model that the user names has to be there.
   */
  void trainIfMissing(SparkConf submitted) throws Exception {
    conf = submitted;
    if (isUsable()) {
      return;
    }
    System.err.printf(
        "There is no trained model yet in %s: it is trained once, which takes about a minute%n",
        shown());
    try (SparkSession spark =
        SparkSession.builder().config(ClassifierTrain.settings(conf)).getOrCreate()) {
      ClassifierTrain.trainForLessons(spark, this);
    }
    if (!isUsable()) {
      throw notWhole("it was not written");
    }
  }

  /**
   * Whether there is one that this program can use; false if one has to be trained.
   *
   * @throws Mistake if there is something that only the user can mend
   */
  private boolean isUsable() throws IOException {
    Properties label = label();
    if (label == null) {
      if (folder != null) {
        throw Mistake.usage(
            "There is no trained model in '%s': train one with lab run classifier-train -- --model"
                + " DIR, or leave out --model.",
            folder);
      }
      if (files().exists(new Path(path(), PIPELINE))) {
        throw notWhole(LABEL + " is missing");
      }
      return false;
    }
    if (!code().equals(label.getProperty(CODE))) {
      if (folder != null) {
        throw Mistake.failure(
            "The model in '%s' was trained with another clean-up of texts than this program has:"
                + " train one anew with lab run classifier-train -- --model DIR.",
            folder);
      }
      System.err.printf(
          "The model in %s was trained with another clean-up of texts than there is now%n",
          shown());
      return false;
    }
    return true;
  }

  private Properties label() throws IOException {
    Path file = new Path(path(), LABEL);
    if (!files().exists(file)) {
      return null;
    }
    Properties label = new Properties();
    try (InputStream in = files().open(file)) {
      label.load(in);
    } catch (IOException | IllegalArgumentException damaged) {
      throw notWhole(LABEL + " cannot be read");
    }
    return label;
  }

  /** What of our own code a model depends on. */
  private static String code() throws IOException {
    List<InputStream> classes =
        List.of(
            classFile(Cleanup.class), classFile(CharacterGrams.class), classFile(Verdict.class));
    try (InputStream all = new SequenceInputStream(Collections.enumeration(classes))) {
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

  /** The folder of a stage: its class, such as {@code HashingTF}. */
  private static String name(Transformer stage) {
    return stage.getClass().getSimpleName();
  }

  /**
   * A stage by itself.
   *
   * @param type its class, after which its folder in {@code stages/} is named
   * @param loader the {@code load} of its class
   */
  public <T extends Transformer> T loadStage(Class<T> type, Function<String, T> loader) {
    return load(STAGES + "/" + type.getSimpleName(), loader);
  }

  private <T> T load(String part, Function<String, T> loader) {
    try {
      return loader.apply(new Path(path(), part).toString());
    } catch (Exception broken) { // Spark throws all kinds, checked ones too
      String why = String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
      throw notWhole("Spark says of " + part + ": " + why);
    }
  }

  private Mistake notWhole(String why) {
    String trainedBy = "";
    try {
      Properties label = label();
      if (label != null) {
        trainedBy = ", trained by Spark " + label.getProperty(SPARK);
      }
    } catch (IOException | Mistake unknown) {
      // the sentence does without
    }
    return Mistake.failure(
        "The model in %s%s is not whole, or not for this Spark %s (%s): delete that folder, and the"
            + " next start trains a new one.",
        shown(), trainedBy, org.apache.spark.package$.MODULE$.SPARK_VERSION(), why);
  }

  /**
   * Saves a model, whole or not at all.
   *
   * @param replace what becomes of one that is there
   */
  public void save(PipelineModel model, Replace replace) throws IOException {
    FileSystem files = files();
    Path target = files.makeQualified(path());
    Path unfinished = hidden(target, "unfinished");
    try {
      model.save(new Path(unfinished, PIPELINE).toString());
      for (Transformer stage : model.stages()) {
        ((MLWritable) stage).save(new Path(unfinished, STAGES + "/" + name(stage)).toString());
      }
      Properties label = new Properties();
      label.setProperty(SPARK, org.apache.spark.package$.MODULE$.SPARK_VERSION());
      label.setProperty(CODE, code());
      try (OutputStream out = files.create(new Path(unfinished, LABEL))) {
        label.store(out, null);
      }
      if (replace == Replace.IF_UNUSABLE && isUsable()) {
        return; // another lesson that was started at the same time was faster
      }
      replace(files, unfinished, target);
    } catch (IOException refused) {
      throw Mistake.failure(
          "The model cannot be saved in %s (%s): name a folder of yours with --model DIR.",
          shown(), refused.getMessage());
    } finally {
      files.delete(unfinished, true);
    }
  }

  private static void replace(FileSystem files, Path unfinished, Path target) throws IOException {
    Path old = hidden(target, "old");
    if (files.exists(target) && !files.rename(target, old)) {
      throw new IOException("the old one cannot be moved away");
    }
    if (!files.rename(unfinished, target)) {
      throw new IOException("it cannot be moved there");
    }
    files.delete(old, true);
  }

  private static Path hidden(Path target, String what) {
    return new Path(
        target.getParent(), "." + target.getName() + "-" + what + "-" + UUID.randomUUID());
  }
}
