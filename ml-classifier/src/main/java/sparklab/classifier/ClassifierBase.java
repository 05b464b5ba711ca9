package sparklab.classifier;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.classifier.support.TweetOptions;
import sparklab.lesson.Lesson;

/**
 * The template: a program that shows the tweets, to be made into one of your own.
 *
 * <p>Write in {@code tweets} what is to become of the messages; everything else can stay.
 *
 * <pre>scripts/lab run classifier-base</pre>
 *
 * <p>You will see, for each second, what language an author's account declares and what he wrote:
 * the two do not always go together. A line of nulls is a message that is not a tweet.
 */
@Command(name = "classifier-base", description = "The template: shows the data")
public final class ClassifierBase implements Lesson {

  @Mixin TweetOptions options;

  /** Records as Kafka has them in; (author, lang, text) out. */
  static Dataset<Row> tweets(Dataset<Row> records) {
    return records
        .select(col("value").cast("string").as("message"))
        .select(
            get_json_object(col("message"), "$.user.screen_name").as("author"),
            get_json_object(col("message"), "$.user.lang").as("lang"),
            get_json_object(col("message"), "$.text").as("text"));
  }

  private void print(Dataset<Row> batch, long id) {
    options.print(id, batch);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    options.check(this, conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records =
          options.watch(spark.readStream().format("kafka").options(options.source()).load());
      StreamingQuery query =
          tweets(records)
              .writeStream()
              .foreachBatch(this::print)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new ClassifierBase(), args);
  }
}
