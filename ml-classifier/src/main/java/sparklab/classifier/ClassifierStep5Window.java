package sparklab.classifier;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.window;

import java.time.Duration;
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
 * Step 5: how often model and authors agree, minute by minute, by a program that may be killed.
 *
 * <p>New against step 4: a window of the time in the message, with a watermark that ends the wait
 * for late ones, and a checkpoint, from which the next start goes on where the last one ended. The
 * result is an aggregate: its batches have minutes, not messages, so that messages of other kinds
 * than tweets are no longer counted, and the tweets that contradict their author no longer shown.
 *
 * <pre>scripts/lab run classifier5     # stop it with Ctrl-C, or kill it; then again</pre>
 *
 * <p>You will see for each minute the tweets of the two declared languages by the language that
 * they are in (es_en: declared Spanish, but in English), and the share of those that agree. A tweet
 * in no language is counted and not compared.
 */
@Command(name = "classifier5", description = "Step 5: running agreement and confusion by minute")
public final class ClassifierStep5Window implements PreparedLesson {

  @Mixin TweetOptions.ByMinute options = new TweetOptions.ByMinute("checkpoints/classifier5");
  @Mixin TrainedModel model;

  /**
   * Compared messages in, one row for each minute out: (minute, tweets, es_es, es_en, en_en, en_es,
   * und, agreement). The tweets are those whose authors declare Spanish or English; the agreement
   * is null in a minute that has no tweet to compare.
   */
  static Dataset<Row> byMinute(Dataset<Row> compared, Duration watermark) {
    return compared
        .where("kind = 'tweet' AND lang IN ('es', 'en')")
        .withWatermark("time", watermark.toSeconds() + " seconds")
        .groupBy(window(col("time"), "1 minute"))
        .agg(
            count(lit(1)).as("tweets"),
            count_if(expr("lang = 'es' AND language = 'es'")).as("es_es"),
            count_if(expr("lang = 'es' AND language = 'en'")).as("es_en"),
            count_if(expr("lang = 'en' AND language = 'en'")).as("en_en"),
            count_if(expr("lang = 'en' AND language = 'es'")).as("en_es"),
            count_if(expr("language = 'und'")).as("und"),
            round(avg(col("agrees").cast("int")), 4).as("agreement"))
        .select("window.start", "tweets", "es_es", "es_en", "en_en", "en_es", "und", "agreement")
        .withColumnRenamed("start", "minute");
  }

  private void print(Dataset<Row> changed, long id) {
    if (!changed.isEmpty()) { // a batch without messages only forgets what is final
      options.print(id, changed.orderBy(col("minute").desc()));
    }
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
      Dataset<Row> compared = ClassifierStep4Compare.compared(records, pipeline);
      StreamingQuery query =
          byMinute(compared, options.watermark())
              .writeStream()
              .outputMode("update") // a batch has the rows that have changed
              .foreachBatch(this::print)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new ClassifierStep5Window(), args);
  }
}
