package sparklab.classifier;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static sparklab.classifier.support.ClassifierOptions.settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.NaiveBayes;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.Tokenizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.classifier.support.Calibration;
import sparklab.classifier.support.CharacterGrams;
import sparklab.classifier.support.ClassifierOptions;
import sparklab.classifier.support.Cleanup;
import sparklab.classifier.support.CrossValidation;
import sparklab.classifier.support.Evaluation;
import sparklab.classifier.support.FeedTweets;
import sparklab.classifier.support.LanguageChoice;
import sparklab.classifier.support.Reliability;
import sparklab.classifier.support.TrainedModel;
import sparklab.classifier.support.TrainingLog;
import sparklab.classifier.support.TrainingReport;
import sparklab.classifier.support.TrainingTweets;
import sparklab.classifier.support.TweetFiles;
import sparklab.lesson.BatchLesson;
import sparklab.lesson.Lesson;
import sparklab.lesson.PreparedLesson;
import sparklab.lesson.SparkUi;

/**
 * The training: from captured tweets, whose declared language is sometimes wrong, to a saved
 * pipeline.
 *
 * <p>Each step is a static method, which the notebook calls one by one. No feature reads the
 * declared language, and neither an author nor a text is on both sides of a split: a model that
 * knew them would look better than it is.
 *
 * <pre>
 * scripts/lab run classifier-train
 * scripts/lab run classifier-train -- --input output/tweets       # captured by classifier-save
 * scripts/lab run classifier-train -- --classify texts.tsv        # - is the standard input
 * </pre>
 *
 * <p>You will see features and estimators compared by cross-validation, the labels that the model
 * contradicts, and the figures on authors it has not seen. {@code --classify} prints {@code
 * text<TAB>es|en|und<TAB>probability} for each line.
 */
@Command(name = "classifier-train", description = "Trains, compares, reports and saves the model")
public final class ClassifierTrain implements BatchLesson, PreparedLesson {

  /** How many numbers a text becomes: with fewer, more pieces or words would share one. */
  public static final int NUMBERS = 1 << 20;

  private static final int WORD_NUMBERS = 1 << 18;

  /** Logistic regression looks at all of them again and again. */
  private static final int COMPARED_NUMBERS = 1 << 15;

  private static final int COMPARED_WITH = 3_000;

  @Mixin ClassifierOptions options;

  /** Captures the tweets among so many messages of the feed, as classifier-save does. */
  public static void capture(SparkSession spark, int messages, String folder) throws IOException {
    Dataset<Row> parsed = ClassifierStep2Parse.parse(FeedTweets.messages(spark, messages));
    TweetFiles.write(TweetFiles.columns(parsed), folder, "tweets");
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
    stages.add(new LanguageChoice());
    return new Pipeline().setStages(stages.toArray(PipelineStage[]::new));
  }

  /** Both kinds of features with both estimators, on some of the tweets and in short vectors. */
  public static List<CrossValidation> compare(Dataset<Row> tweets) {
    Dataset<Row> some = tweets.limit(COMPARED_WITH).repartition(2).persist();
    List<CrossValidation> scores = new ArrayList<>();
    for (boolean isWords : new boolean[] {true, false}) {
      String name = isWords ? "words" : "character n-grams";
      List<PipelineStage> features =
          isWords ? words(COMPARED_NUMBERS) : characterGrams(COMPARED_NUMBERS);
      NaiveBayes bayes = naiveBayes();
      scores.add(CrossValidation.of(some, name, features, bayes, bayes.smoothing(), 0.1, 1));
      LogisticRegression regression = logisticRegression();
      scores.add(
          CrossValidation.of(some, name, features, regression, regression.regParam(), 0.01, 0.1));
    }
    some.unpersist();
    return scores;
  }

  /**
   * The tweets with {@code language} and {@code confidence} by a model that was trained without
   * their fold: nobody is judged by what he himself has taught.
   *
   * <p>Words judge, as they take less time than n-grams, and what is trained comes out as right.
   */
  public static Dataset<Row> judgedByOthers(Dataset<Row> tweets) {
    return IntStream.range(0, TrainingTweets.FOLDS)
        .mapToObj(col("fold")::equalTo)
        .map(
            isInFold ->
                pipeline(words(WORD_NUMBERS), naiveBayes())
                    .fit(tweets.where(not(isInFold)))
                    .transform(tweets.where(isInFold)))
        .reduce(Dataset::union)
        .orElseThrow()
        .select("author", "lang", "text", "label", "language", "confidence");
  }

  /**
   * Trains the pipeline that is saved, without the labels that are contradicted: of the accounts
   * that declare Spanish far more write English than the other way round, and a model that believed
   * them would take neutral words for Spanish. It has n-grams, as of words that nobody has written
   * before words alone know nothing.
   */
  public static PipelineModel train(Dataset<Row> judged) {
    return Calibration.train(
        characterGrams(NUMBERS), naiveBayes(), TrainingTweets.believed(judged));
  }

  @Override
  public void prepare(SparkConf conf) throws Exception {
    options.check();
    if (options.isClassifying()) {
      trainIfMissing(options.model, conf);
    } else if (options.input == null) {
      try (SparkSession spark = SparkSession.builder().config(settings(conf)).getOrCreate()) {
        new TrainingLog().say("Capturing %,d messages of the tweet feed", options.messages);
        capture(spark, options.messages, options.newTweets());
      } catch (Exception failed) {
        options.removeTweets();
        throw failed;
      }
    }
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    try (SparkSession spark = SparkSession.builder().config(settings(conf)).getOrCreate()) {
      if (options.isClassifying()) {
        options.texts().classify(spark, options.model.loadPipeline());
      } else {
        SparkUi.announce(spark.sparkContext());
        train(spark, TweetFiles.read(spark, options.tweets()));
      }
    } finally {
      options.removeTweets();
    }
  }

  private void train(SparkSession spark, Dataset<Row> tweetsRead) throws IOException {
    TrainingLog log = new TrainingLog();
    Dataset<Row> usable = TrainingTweets.usable(tweetsRead).persist();
    Dataset<Row> labelled = TrainingTweets.labelled(usable).persist();
    log.result("%s", TrainingTweets.line(tweetsRead, usable, labelled));
    usable.unpersist();
    List<Dataset<Row>> sides = TrainingTweets.splitByAuthor(labelled);
    Dataset<Row> tweets = TrainingTweets.withFolds(TrainingTweets.balanced(sides.get(0))).persist();
    TrainingTweets.requireEnough(tweets, sides.get(1));
    log.say("Comparing features and estimators");
    List<CrossValidation> scores = compare(tweets);
    scores.forEach(score -> log.result("%s", score.line()));
    log.say("Looking for wrong labels");
    Dataset<Row> judged = judgedByOthers(tweets).persist();
    long contradicted = TrainingTweets.contradicted(judged);
    log.result("%,d of %,d labels are contradicted, and left out", contradicted, judged.count());

    log.say("Training");
    PipelineModel trained = train(judged);
    log.say("Measuring on authors that were not trained with");
    Evaluation evaluation = Evaluation.of(trained.transform(sides.get(1)));
    log.result("%s", evaluation.line());
    Reliability reliability =
        Reliability.of(trained.transform(ClassifierStep2Parse.parse(FeedTweets.truthful(spark))));
    log.result("%s", reliability.line());

    log.say("Saving");
    options.model.save(trained, ClassifierTrain.class, TrainedModel.Replace.ALWAYS);
    new TrainingReport(scores, judged.count(), contradicted, evaluation, reliability)
        .write(options.report());
    log.result("The report is in %s, the model in %s", options.report(), options.model.shown());
  }

  /** What a lesson does that needs a model: if none fits, it is trained, nothing compared. */
  public static void trainIfMissing(TrainedModel model, SparkConf conf) throws Exception {
    model.trainIfMissing(conf, ClassifierTrain.class, ClassifierTrain::trainForLessons);
  }

  private static void trainForLessons(SparkSession spark, TrainedModel model, String folder)
      throws IOException {
    TrainingLog log = new TrainingLog();
    log.say("Capturing %,d messages of the tweet feed", ClassifierOptions.MESSAGES);
    capture(spark, ClassifierOptions.MESSAGES, folder);
    Dataset<Row> labelled =
        TrainingTweets.labelled(TrainingTweets.usable(TweetFiles.read(spark, folder)));
    Dataset<Row> tweets = TrainingTweets.withFolds(TrainingTweets.balanced(labelled)).persist();
    log.say("Looking for wrong labels among %,d tweets", tweets.count());
    Dataset<Row> judged = judgedByOthers(tweets).persist();
    log.say("Training without %,d contradicted labels", TrainingTweets.contradicted(judged));
    PipelineModel trained = train(judged);
    model.save(trained, ClassifierTrain.class, TrainedModel.Replace.IF_UNUSABLE);
    log.say("The model is in %s", model.shown());
  }

  public static void main(String[] args) {
    Lesson.main(new ClassifierTrain(), args);
  }
}
