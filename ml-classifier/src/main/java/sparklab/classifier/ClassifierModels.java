package sparklab.classifier;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.round;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.classifier.support.TrainedModel;
import sparklab.classifier.support.TweetOptions;
import sparklab.lesson.Lesson;
import sparklab.lesson.PreparedLesson;

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

  @Mixin TweetOptions options;
  @Mixin TrainedModel model;

  /** Tweets in; the same with {@code language} and {@code confidence} out. */
  static Dataset<Row> classify(Dataset<Row> tweets, TrainedModel.Stages stages) {
    Dataset<Row> clean = stages.cleanup().transform(tweets);
    Dataset<Row> counted = stages.grams().transform(clean);
    Dataset<Row> weighed = stages.bayes().transform(counted);
    Dataset<Row> evidence = stages.evidence().transform(weighed);
    Dataset<Row> calibrated = stages.calibration().transform(evidence);
    return stages
        .choice()
        .transform(calibrated)
        .select("time", "id", "author", "lang", "text", "language", "confidence");
  }

  private void print(Dataset<Row> batch, long id) {
    batch.persist(); // looked at twice, classified once
    options.print(
        TweetOptions.title(id, batch, "language"),
        batch.select(
            col("lang"), col("language"), round(col("confidence"), 3).as("sure"), col("text")));
    batch.unpersist();
  }

  @Override
  public void prepare(SparkConf conf) throws Exception {
    ClassifierTrain.trainIfMissing(model, conf);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    options.check(this, conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      TrainedModel.Stages stages = model.loadStages();
      Dataset<Row> records =
          options.watch(spark.readStream().format("kafka").options(options.source()).load());
      Dataset<Row> tweets =
          ClassifierStep2Parse.messages(records).where(col("kind").equalTo("tweet"));
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
    Lesson.main(new ClassifierModels(), args);
  }
}
