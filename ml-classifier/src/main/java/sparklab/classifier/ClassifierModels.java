package sparklab.classifier;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.round;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.classification.NaiveBayesModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.lesson.Lessons;
import sparklab.lesson.PreparedLesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.query.TableOptions;
import sparklab.lesson.source.MalformedMessages;
import sparklab.lesson.source.TweetTopic;

/**
 * The whole program: the tweets of the topic classified by the stages of the pipeline, each saved
 * and loaded by itself.
 *
 * <p>Here the program says which stages there are and in which order, and has to be right about it:
 * each reads the column that the one before has added. So a stage can be exchanged, or looked at on
 * its own. The result is the same as classifier-pipeline's, row by row.
 *
 * <pre>scripts/lab run classifier-models</pre>
 *
 * <p>You will see the declared language of each tweet, the one it is in, and how sure that is.
 */
@Command(
    name = "classifier-models",
    description = "The whole program, with the individual saved models")
public final class ClassifierModels implements PreparedLesson {

  @Mixin TweetTopic source;
  @Mixin QueryOptions options;
  @Mixin TableOptions table;
  @Mixin TrainedModel model;

  /** The stages, in the order in which they are applied. */
  record Stages(Cleanup cleanup, CharacterGrams grams, NaiveBayesModel bayes, Verdict verdict) {

    static Stages load(TrainedModel model) {
      return new Stages(
          model.loadStage(Cleanup.class, path -> Cleanup.read().load(path)),
          model.loadStage(CharacterGrams.class, path -> CharacterGrams.read().load(path)),
          model.loadStage(NaiveBayesModel.class, NaiveBayesModel::load),
          model.loadStage(Verdict.class, path -> Verdict.read().load(path)));
    }
  }

  /** Tweets in; the same with {@code language} and {@code confidence} out. */
  static Dataset<Row> classify(Dataset<Row> tweets, Stages stages) {
    Dataset<Row> clean = stages.cleanup().transform(tweets);
    Dataset<Row> counted = stages.grams().transform(clean);
    Dataset<Row> weighed = stages.bayes().transform(counted);
    return stages
        .verdict()
        .transform(weighed)
        .select("time", "id", "author", "lang", "text", "language", "confidence");
  }

  private void print(Dataset<Row> batch, long id) {
    batch.persist(); // looked at twice, classified once
    Map<String, Long> languages = new TreeMap<>();
    batch
        .groupBy("language")
        .count()
        .toLocalIterator()
        .forEachRemaining(row -> languages.put(row.getString(0), row.getLong(1)));
    table.print(
        "batch " + id + " " + languages,
        batch.select(
            col("lang"), col("language"), round(col("confidence"), 3).as("sure"), col("text")));
    batch.unpersist();
  }

  @Override
  public void prepare(SparkConf conf) throws Exception {
    model.trainIfMissing(conf);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    conf.setIfMissing("spark.sql.session.timeZone", "UTC"); // as the messages have it
    options.check(this, source, Map.of(), conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Stages stages = Stages.load(model);
      Dataset<Row> records =
          options.watch(
              spark.readStream().format("kafka").options(source.options()).load(), source);
      Dataset<Row> tweets =
          MalformedMessages.setAside(ClassifierStep2Parse.parse(records))
              .where(col("kind").equalTo("tweet"));
      StreamingQuery query =
          classify(tweets, stages)
              .writeStream()
              .foreachBatch(this::print)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lessons.main(new ClassifierModels(), args);
  }
}
