package sparklab.classifier;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.round;

import org.apache.spark.SparkConf;
import org.apache.spark.ml.PipelineModel;
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
 * The whole program: the tweets of the topic classified by the pipeline that was saved as one.
 *
 * <p>One {@code load}, one {@code transform}: which stages there are, and in which order, is the
 * model's affair. Retrained with other features, it is applied by the same program.
 *
 * <pre>scripts/lab run classifier-pipeline</pre>
 *
 * <p>You will see the declared language of each tweet, the one it is in, and how sure that is.
 */
@Command(
    name = "classifier-pipeline",
    description = "The whole program, with the saved PipelineModel")
public final class ClassifierPipeline implements PreparedLesson {

  @Mixin TweetOptions options;
  @Mixin TrainedModel model;

  /** Tweets in; the same with {@code language} and {@code confidence} out. */
  static Dataset<Row> classify(Dataset<Row> tweets, PipelineModel pipeline) {
    return pipeline
        .transform(tweets)
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
      PipelineModel pipeline = model.loadPipeline();
      Dataset<Row> records =
          options.watch(spark.readStream().format("kafka").options(options.source()).load());
      Dataset<Row> tweets =
          ClassifierStep2Parse.messages(records).where(col("kind").equalTo("tweet"));
      StreamingQuery query =
          classify(tweets, pipeline)
              .writeStream()
              .foreachBatch(this::print)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new ClassifierPipeline(), args);
  }
}
