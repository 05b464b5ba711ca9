package sparklab.classifier;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.NaiveBayes;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.Tokenizer;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sparklab.cli.Mistake;
import sparklab.lesson.BatchLesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.PreparedLesson;

/**
 * The training: from captured tweets, whose declared language is sometimes wrong, to a saved
 * pipeline.
 *
 * <p>Each step is a static method, in the order in which {@link #run} calls them; the notebook
 * calls them one by one. No feature reads the declared language, and neither an author nor a text
 * is on both sides of a split: a model that knew them would look better than it is.
 *
 * <pre>
 * scripts/lab run classifier-train
 * scripts/lab run classifier-train -- --input output/tweets       # captured by classifier-save
 * scripts/lab run classifier-train -- --classify texts.tsv        # - is the standard input
 * </pre>
 *
 * <p>You will see two kinds of features and two estimators compared by cross-validation, the labels
 * that the model contradicts, the figures on authors it has not seen, and where the report is.
 * {@code --classify} prints {@code text<TAB>es|en|und<TAB>probability} for each line.
 */
@Command(name = "classifier-train", description = "Trains, compares, reports and saves the model")
public final class ClassifierTrain implements BatchLesson, PreparedLesson {

  private static final int MESSAGES = 24_000;
  private static final int FOLDS = 3;
  private static final double HELD_OUT = 0.2;
  private static final int COMPARED_WITH = 3_000;

  /** How many numbers a text becomes: with fewer of them more words would share one. */
  public static final int NUMBERS = 1 << 18;

  /** Logistic regression looks at all of them again and again. */
  private static final int COMPARED_NUMBERS = 1 << 15;

  private static final int PARTITIONS = 4;

  /** Tweets of each declared language in each fold and to test with, at least. */
  private static final int LEAST = 10;

  @Mixin TrainedModel model;

  @Option(
      names = "--input",
      paramLabel = "DIR",
      description =
          "Folder of tweets that classifier-save has captured (default: as many as --messages of"
              + " the tweet feed).")
  String input;

  @Option(
      names = "--messages",
      defaultValue = "" + MESSAGES,
      paramLabel = "NUMBER",
      description = "Messages of the feed to train with (default: ${DEFAULT-VALUE}).")
  int messages;

  @Option(
      names = "--report",
      defaultValue = "output/classifier-report",
      paramLabel = "DIR",
      description = "Folder for the report and its pictures (default: ${DEFAULT-VALUE}).")
  String report;

  @Option(
      names = "--classify",
      paramLabel = "FILE",
      description =
          "Classify the texts of a file, one a line or the first column of a TSV, instead of"
              + " training; - is the standard input.")
  String classify;

  @Spec CommandSpec spec;

  /** The folder of what was captured to be trained with; null if nothing was. */
  private String captured;

  /** A comparison's line: features, estimator, its best setting, accuracy of cross-validation. */
  public record Score(String features, String estimator, String setting, double accuracy) {}

  /**
   * The tweets that have words and whose authors declare one of the two languages: (id, author,
   * lang, text, clean).
   */
  public static Dataset<Row> usable(Dataset<Row> tweets) {
    return new Cleanup()
        .setInputCol("text")
        .setOutputCol("clean")
        // A CSV file comes as one partition, for one core.
        .transform(tweets.repartition(PARTITIONS))
        // A text with nothing left teaches nothing, and another declared language is not our task.
        .where("clean <> '' AND lang IN ('es', 'en')")
        .select("id", "author", "lang", "text", "clean");
  }

  /**
   * Of usable tweets those to learn from, each text once: (author, lang, text, label), 1 for
   * declared Spanish. A text that is retweeted stands under many authors, and would be on both
   * sides of a split by author. Of those with the same words the first counts, by its id.
   */
  public static Dataset<Row> labelled(Dataset<Row> usable) {
    return usable
        .groupBy("clean")
        .agg(min(struct("id", "author", "lang", "text")).as("first"))
        .select("first.*")
        // The same rows in the same order give the same model, to the last digit.
        .repartition(PARTITIONS, col("author"))
        .sortWithinPartitions("id", "text")
        .select(
            col("author"),
            col("lang"),
            col("text"),
            when(col("lang").equalTo("es"), Verdict.SPANISH)
                .otherwise(Verdict.ENGLISH)
                .as("label"));
  }

  /**
   * Stops where there is too little to learn from or to measure with: every fold of the one side,
   * and the other side, needs some tweets of both declared languages.
   *
   * @param tweets with folds
   */
  static void requireEnough(Dataset<Row> tweets, Dataset<Row> test) {
    Dataset<Row> parts =
        tweets.select("fold", "lang").union(test.select(lit(FOLDS).as("fold"), col("lang")));
    long enough = parts.groupBy("fold", "lang").count().where(col("count").geq(LEAST)).count();
    if (enough < (FOLDS + 1) * 2) {
      throw Mistake.failure(
          "These are too few tweets to train and test with, as each part of them needs %d in each of"
              + " the two declared languages: capture more.",
          LEAST);
    }
  }

  /** The tweets to train with, and a fifth of the authors with all that they wrote to test with. */
  public static List<Dataset<Row>> splitByAuthor(Dataset<Row> tweets) {
    Column tested = pmod(hash(col("author")), lit(100)).lt(HELD_OUT * 100);
    return List.of(tweets.where(not(tested)), tweets.where(tested));
  }

  /** A column {@code fold} from 0: all that an author wrote is in the same one. */
  public static Dataset<Row> withFolds(Dataset<Row> tweets) {
    // Another hash than that of the split, or some folds would be empty.
    return tweets.withColumn(
        "fold", pmod(xxhash64(col("author")), lit(FOLDS)).cast(DataTypes.IntegerType));
  }

  /** A column {@code weight}, so that both declared languages count the same in all. */
  public static Dataset<Row> balanced(Dataset<Row> tweets) {
    Row share = tweets.agg(avg("label")).first();
    double spanish = share.isNullAt(0) ? 0 : share.getDouble(0);
    if (!(spanish > 0 && spanish < 1)) {
      throw Mistake.failure(
          "Nothing can be learnt where no tweets, or those of one declared language only, are to be"
              + " trained with: capture more.");
    }
    return tweets.withColumn(
        "weight",
        when(col("label").equalTo(Verdict.SPANISH), 0.5 / spanish).otherwise(0.5 / (1 - spanish)));
  }

  /** From a text to a vector of so many numbers: how often each word is in it. */
  public static List<PipelineStage> words(int numbers) {
    return List.of(
        new Cleanup().setInputCol("text").setOutputCol("clean"),
        new Tokenizer().setInputCol("clean").setOutputCol("terms"),
        new HashingTF().setInputCol("terms").setOutputCol("features").setNumFeatures(numbers));
  }

  /** From a text to a vector of so many numbers: how often each piece of a word is in it. */
  public static List<PipelineStage> characterGrams(int numbers) {
    return List.of(
        new Cleanup().setInputCol("text").setOutputCol("clean"),
        new CharacterGrams().setInputCol("clean").setOutputCol("features").setNumFeatures(numbers));
  }

  /** With the setting that the comparison finds the better one. */
  public static NaiveBayes naiveBayes() {
    return new NaiveBayes().setSmoothing(1).setWeightCol("weight");
  }

  public static LogisticRegression logisticRegression() {
    return new LogisticRegression().setMaxIter(10).setRegParam(0.01).setWeightCol("weight");
  }

  /** Features, an estimator, and what its numbers mean. */
  public static Pipeline pipeline(List<PipelineStage> features, PipelineStage estimator) {
    List<PipelineStage> stages = new ArrayList<>(features);
    stages.add(estimator);
    stages.add(new Verdict());
    return new Pipeline().setStages(stages.toArray(PipelineStage[]::new));
  }

  /**
   * Cross-validates an estimator on features, with each setting of a grid, by folds of authors. The
   * accuracy is that against the declared languages: it cannot be better than those are.
   */
  public static Score crossValidate(
      Dataset<Row> tweets,
      String name,
      List<PipelineStage> features,
      Estimator<?> estimator,
      DoubleParam parameter,
      double... values) {
    Dataset<Row> vectors =
        new Pipeline()
            .setStages(features.toArray(PipelineStage[]::new))
            .fit(tweets)
            .transform(tweets)
            .select("label", "weight", "fold", "features")
            .persist();
    ParamMap[] settings = new ParamGridBuilder().addGrid(parameter, values).build();
    CrossValidatorModel validated =
        new CrossValidator()
            .setEstimator(estimator)
            .setEstimatorParamMaps(settings)
            .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
            .setNumFolds(FOLDS)
            .setFoldCol("fold")
            .fit(vectors);
    vectors.unpersist();
    double[] accuracies = validated.avgMetrics();
    int best = 0;
    for (int at = 1; at < accuracies.length; at++) {
      best = accuracies[at] > accuracies[best] ? at : best;
    }
    return new Score(
        name,
        estimator.getClass().getSimpleName(),
        parameter.name() + " " + values[best],
        accuracies[best]);
  }

  /** Both kinds of features with both estimators, on some of the tweets and in short vectors. */
  public static List<Score> compare(Dataset<Row> tweets) {
    Dataset<Row> some = tweets.limit(COMPARED_WITH).repartition(2).persist();
    List<Score> scores = new ArrayList<>();
    for (boolean isWords : new boolean[] {true, false}) {
      String name = isWords ? "words" : "character n-grams";
      List<PipelineStage> features =
          isWords ? words(COMPARED_NUMBERS) : characterGrams(COMPARED_NUMBERS);
      NaiveBayes bayes = naiveBayes();
      scores.add(crossValidate(some, name, features, bayes, bayes.smoothing(), 0.1, 1));
      LogisticRegression regression = logisticRegression();
      scores.add(crossValidate(some, name, features, regression, regression.regParam(), 0.01, 0.1));
    }
    some.unpersist();
    return scores;
  }

  /**
   * The tweets with {@code language} and {@code confidence} by a model that was trained without
   * their fold: nobody is judged by what he himself has taught.
   *
   * <p>Words judge, as they take two thirds of the time that n-grams take, and what is trained
   * afterwards comes out as right.
   */
  public static Dataset<Row> judgedByOthers(Dataset<Row> tweets) {
    Dataset<Row> judged = null;
    for (int fold = 0; fold < FOLDS; fold++) {
      Column isInFold = col("fold").equalTo(fold);
      PipelineModel others =
          pipeline(words(NUMBERS), naiveBayes()).fit(tweets.where(not(isInFold)));
      Dataset<Row> these =
          others
              .transform(tweets.where(isInFold))
              .select("author", "lang", "text", "label", "language", "confidence");
      judged = judged == null ? these : judged.union(these);
    }
    return judged;
  }

  /**
   * Trains the pipeline that is saved, without the labels that are contradicted: of the accounts
   * that declare Spanish far more write English than the other way round, and a model that believed
   * them would take neutral words for Spanish. It has n-grams, as a text may consist of words that
   * nobody has written before, of which words alone know nothing.
   *
   * @param judged as {@link #judgedByOthers} has it
   */
  public static PipelineModel train(Dataset<Row> judged) {
    Dataset<Row> believed = judged.where("language = lang").drop("language", "confidence");
    return pipeline(characterGrams(NUMBERS), naiveBayes()).fit(balanced(believed));
  }

  /** What a lesson that finds no model does: the training alone, with nothing compared. */
  static void trainForLessons(SparkSession spark, TrainedModel model) throws IOException {
    Progress progress = new Progress();
    progress.say("Capturing %,d messages of the tweet feed", MESSAGES);
    String captured = model.newTweets();
    try {
      FeedTweets.capture(spark, MESSAGES, captured);
      train(spark, model, progress, TweetFiles.read(spark, captured));
    } finally {
      model.remove(captured);
    }
    progress.say("The model is in %s", model.shown());
  }

  private static void train(
      SparkSession spark, TrainedModel model, Progress progress, Dataset<Row> captured)
      throws IOException {
    Dataset<Row> labelled = labelled(usable(captured)).persist();
    Dataset<Row> tweets = withFolds(balanced(labelled)).persist();
    progress.say("Looking for wrong labels among %,d tweets", tweets.count());
    Dataset<Row> judged = judgedByOthers(tweets).persist();
    progress.say("Training without %,d tweets that contradict their label", contradicted(judged));
    PipelineModel trained = train(judged);
    progress.say("Saving the model");
    model.save(trained, TrainedModel.Replace.IF_UNUSABLE);
    spark.catalog().clearCache();
  }

  /** How many of judged tweets contradict their label. */
  public static long contradicted(Dataset<Row> judged) {
    return judged.where("language <> lang").count();
  }

  /** The lab's settings for training and classifying, where the user made none. */
  static SparkConf settings(SparkConf conf) {
    conf.setIfMissing("spark.sql.session.timeZone", "UTC"); // as the messages have it
    conf.setIfMissing(
        "spark.sql.shuffle.partitions", "" + PARTITIONS); // Spark's 200 are made for a cluster
    return conf;
  }

  @Override
  public void prepare(SparkConf conf) throws Exception {
    check();
    if (classify != null) {
      model.trainIfMissing(conf);
    } else if (input == null) {
      captured = model.newTweets();
      try (SparkSession spark = SparkSession.builder().config(settings(conf)).getOrCreate()) {
        new Progress().say("Capturing %,d messages of the tweet feed", messages);
        FeedTweets.capture(spark, messages, captured);
      } catch (Exception failed) {
        model.remove(captured);
        throw failed;
      }
    }
  }

  /** Whatever can be wrong is found out before a minute of work, not after it. */
  private void check() {
    if (classify != null) {
      for (String option : List.of("--input", "--messages", "--report")) {
        refuseBoth("--classify", option);
      }
      new TextFile(classify).check();
      return;
    }
    if (input != null) {
      refuseBoth("--input", "--messages");
    }
    if (messages < 1) {
      throw Mistake.usage("--messages %d leaves nothing to train with.", messages);
    }
    model.checkReplaceable();
    TrainingReport.makeFolder(Path.of(report));
  }

  private void refuseBoth(String option, String other) {
    if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
      throw Mistake.usage("%s does without %s: leave out one of the two.", option, other);
    }
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    try (SparkSession spark = SparkSession.builder().config(settings(conf)).getOrCreate()) {
      if (classify == null) {
        scala.Option<String> ui = spark.sparkContext().uiWebUrl();
        if (ui.isDefined()) {
          System.err.println("Spark UI: " + ui.get());
        }
        train(spark);
      } else {
        new TextFile(classify)
            .classify(spark, model.loadPipeline(), new FileOutputStream(FileDescriptor.out));
      }
    } finally {
      if (captured != null) {
        model.remove(captured);
      }
    }
  }

  private void train(SparkSession spark) throws IOException {
    Progress progress = new Progress();
    Dataset<Row> tweetsRead = TweetFiles.read(spark, input == null ? captured : input);
    Dataset<Row> usable = usable(tweetsRead).persist();
    Dataset<Row> labelled = labelled(usable).persist();
    long trainable = labelled.count();
    System.out.printf(
        Locale.ROOT,
        "%,d tweets captured, %,d of them can be trained with: the others have no words, declare"
            + " another language, or repeat the words of another (%,d)%n",
        tweetsRead.count(),
        trainable,
        usable.count() - trainable);
    usable.unpersist();
    List<Dataset<Row>> sides = splitByAuthor(labelled);
    Dataset<Row> tweets = withFolds(balanced(sides.get(0))).persist();
    requireEnough(tweets, sides.get(1));

    progress.say("Comparing features and estimators");
    List<Score> scores = compare(tweets);
    for (Score score : scores) {
      System.out.printf(
          Locale.ROOT,
          "%-18s %-19s %-14s %.4f%n",
          score.features(),
          score.estimator(),
          score.setting(),
          score.accuracy());
    }

    progress.say("Looking for wrong labels");
    Dataset<Row> judged = judgedByOthers(tweets).persist();
    long contradicted = contradicted(judged);
    System.out.printf(
        Locale.ROOT,
        "%,d of %,d labels are contradicted, and left out%n",
        contradicted,
        judged.count());

    progress.say("Training");
    PipelineModel trained = train(judged);
    progress.say("Measuring on authors that were not trained with");
    Evaluation evaluation = Evaluation.of(trained.transform(sides.get(1)));
    System.out.printf(
        Locale.ROOT,
        "%,d tweets of other authors: accuracy %.4f against the declared language, F1 %.4f English"
            + " and %.4f Spanish%n",
        evaluation.tweets(),
        evaluation.accuracy(),
        evaluation.f1()[0],
        evaluation.f1()[1]);

    progress.say("Saving");
    model.save(trained, TrainedModel.Replace.ALWAYS);
    new TrainingReport(scores, judged.count(), contradicted, evaluation).write(Path.of(report));
    System.out.printf("The report is in %s, the model in %s%n", report, model.shown());
  }

  public static void main(String[] args) {
    Lessons.main(new ClassifierTrain(), args);
  }
}
