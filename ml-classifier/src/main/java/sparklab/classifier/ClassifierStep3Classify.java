package sparklab.classifier;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.round;

import org.apache.spark.SparkConf;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
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
 * Step 3: the language of every tweet, by a model that was trained before.
 *
 * <p>New against step 2: {@code PipelineModel.load} and {@code transform}. The pipeline has all its
 * stages with it, the clean-up too, so that a text is treated as it was at training. If no model
 * was trained yet, one is, before the query starts.
 *
 * <pre>scripts/lab run classifier3</pre>
 *
 * <p>You will see beside each text its language: es, en, or und where nothing is left of it after
 * its clean-up, and how sure the model is.
 */
@Command(name = "classifier3", description = "Step 3: classified by a trained model")
public final class ClassifierStep3Classify implements PreparedLesson {

  @Mixin TweetOptions options;
  @Mixin TrainedModel model;

  /**
   * Messages with a {@code text} in; the same with {@code language}, which is es, en or und, and
   * {@code confidence}, from 0.5 to 1 and 0 for und, out.
   */
  static Dataset<Row> classify(Dataset<Row> messages, Transformer model) {
    return model
        .transform(messages)
        .select("kind", "time", "id", "author", "lang", "text", "language", "confidence");
  }

  private void print(Dataset<Row> batch, long id) {
    batch.persist(); // it is looked at more than once, and parsed once
    options.print(
        TweetOptions.title(id, batch, "kind"),
        batch
            .where("kind = 'tweet'")
            .select(
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
      Dataset<Row> messages = ClassifierStep2Parse.messages(records);
      StreamingQuery query =
          classify(messages, pipeline)
              .writeStream()
              .foreachBatch(this::print)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new ClassifierStep3Classify(), args);
  }
}
