package sparklab.classifier;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;
import static sparklab.cli.Text.tr;

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
 * Step 4: what the model says beside what the author's account declares.
 *
 * <p>New against step 3: the comparison. Where the two differ it is seldom the model that is wrong:
 * of the accounts that declare Spanish one in seven writes English.
 *
 * <pre>scripts/lab run classifier4</pre>
 *
 * <p>You will see for each batch how many tweets of each declared language are in each language,
 * and those that contradict their author.
 */
@Command(name = "classifier4", description = "Step 4: compared with the declared language")
public final class ClassifierStep4Compare implements PreparedLesson {

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

  /**
   * Classified messages in; the same with {@code agrees} out: whether the text is in the language
   * that its author declares, null for a text in no language and for what is not a tweet.
   */
  static Dataset<Row> compare(Dataset<Row> classified) {
    return classified.withColumn(
        "agrees",
        when(
            col("kind").equalTo("tweet").and(col("language").notEqual("und")),
            col("language").equalTo(col("lang"))));
  }

  /** Records as Kafka has them in; their messages classified and compared out. */
  static Dataset<Row> compared(Dataset<Row> records, Transformer model) {
    return compare(classify(ClassifierStep2Parse.messages(records), model));
  }

  private void print(Dataset<Row> batch, long id) {
    batch.persist(); // it is looked at more than once, and parsed once
    options.print(
        TweetOptions.title(id, batch, "kind"),
        batch
            .where("kind = 'tweet'")
            .groupBy("lang", "language")
            .count()
            .orderBy("lang", "language"));
    options.print(
        tr("they contradict their author"),
        batch
            .where("NOT agrees")
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
      StreamingQuery query =
          compared(records, pipeline)
              .writeStream()
              .foreachBatch(this::print)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new ClassifierStep4Compare(), args);
  }
}
