package sparklab.classifier;

import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.classifier.support.TrainedModel;
import sparklab.classifier.support.TweetOptions;
import sparklab.lesson.Lesson;
import sparklab.lesson.PreparedLesson;
import sparklab.lesson.Undone;
import sparklab.lesson.query.ChosenTask;

/**
 * The exercise on the classifier: what it is given, how good it is, and whom it contradicts.
 *
 * <p>The statement, with examples and hints, is in {@code
 * ml-classifier/exercises/classifier6/README.md}. Fill in the tasks one by one; {@code scripts/lab
 * check classifier6} says what is right.
 *
 * <pre>scripts/lab run classifier6 -- --task 2</pre>
 *
 * <p>You will see what one of the tasks that are done makes of the topic {@code tweet}.
 */
@Command(name = "classifier6", description = "Exercise: clean-up, agreement, precision, recall")
public final class ClassifierExercise implements PreparedLesson {

  @Mixin TweetOptions options;
  @Mixin TrainedModel model;
  @Mixin ChosenTask task = new ChosenTask("ml-classifier/exercises/classifier6/README.md");

  /**
   * The text of a tweet in; its words out, in small letters and composed form, with single spaces
   * between them: without links, mentions, hashtags, and all that is not a letter.
   */
  static String clean(String text) {
    // TODO task 1: the words of a tweet
    throw Undone.task(1);
  }

  /**
   * Classified tweets in, with {@code lang}, which the account declares, and {@code language},
   * which was found; the same with {@code agrees} out: null if no language was found ({@code und}).
   * A declared language may have a region and capitals: {@code en-GB} is {@code en}.
   */
  static Dataset<Row> compare(Dataset<Row> classified) {
    // TODO task 2: declared and found language compared
    throw Undone.task(2);
  }

  /**
   * A table of tests in, (lang, language): the true and the found language of a text; (lang,
   * tweets, precision, recall) of each true language out. Of a language that is never found the
   * precision is null.
   */
  static Dataset<Row> evaluate(Dataset<Row> tests) {
    // TODO task 3: precision and recall of each language
    throw Undone.task(3);
  }

  /**
   * Classified tweets in, with a {@code time}; once a stretch of time is final, (start, lang,
   * language, tweets) of each pair of a declared and a found language in it out.
   *
   * @param length of a window
   * @param lateness how late a tweet may be
   */
  static Dataset<Row> confusion(Dataset<Row> classified, Duration length, Duration lateness) {
    // TODO task 4: the confusion in each window of time
    throw Undone.task(4);
  }

  @Override
  public void prepare(SparkConf conf) throws Exception {
    ClassifierTrain.trainIfMissing(model, conf);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    options.check(this, conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records =
          options.watch(spark.readStream().format("kafka").options(options.source()).load());
      Dataset<Row> tweets = ClassifierStep2Parse.messages(records).where("kind = 'tweet'");
      Dataset<Row> classified = ClassifierStep3Classify.classify(tweets, model.loadPipeline());
      Duration minute = Duration.ofMinutes(1);
      task.attemptText(1, classified, "clean", ClassifierExercise::clean);
      task.attempt(2, () -> compare(classified));
      task.attemptBatch(3, classified, ClassifierExercise::evaluate);
      task.attempt(4, () -> confusion(classified, minute, minute));
      DataStreamWriter<Row> shown = task.query(options::print);
      StreamingQuery query = shown.trigger(options.trigger()).options(options.checkpoint()).start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new ClassifierExercise(), args);
  }
}
