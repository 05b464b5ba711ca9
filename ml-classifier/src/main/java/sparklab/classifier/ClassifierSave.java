package sparklab.classifier;

import java.io.IOException;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.classifier.support.TweetFiles;
import sparklab.lesson.Lesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.source.TweetTopic;

/**
 * The tweets of the topic captured in CSV files, to be trained with.
 *
 * <p>Each micro-batch is a file of its own, whole or not there. A batch that Spark runs a second
 * time replaces its own file; a later start goes on where this one ended and adds files.
 *
 * <pre>
 * scripts/lab run classifier-save
 * scripts/lab run classifier-train -- --input output/tweets
 * </pre>
 *
 * <p>You will see how many tweets each file has.
 */
@Command(name = "classifier-save", description = "Captures the tweets of the topic in CSV files")
public final class ClassifierSave implements Lesson {

  @Mixin TweetTopic source;
  @Mixin QueryOptions options = new QueryOptions("checkpoints/classifier-save");

  @Option(
      names = "--output",
      defaultValue = "output/tweets",
      paramLabel = "DIR",
      description = "Folder for the files (default: ${DEFAULT-VALUE}).")
  String output;

  private void save(Dataset<Row> batch, long id) throws IOException {
    Dataset<Row> tweets = batch.persist();
    long count = tweets.count();
    if (count > 0) {
      // Another capture into the same folder has another query, and so other names.
      String query = batch.sparkSession().sparkContext().getLocalProperty("sql.streaming.queryId");
      String name = "tweets-%s-%06d".formatted(query.substring(0, 8), id);
      TweetFiles.write(tweets, output, name);
      System.out.printf("%s/%s.csv: %,d tweets%n", output, name, count);
    }
    tweets.unpersist();
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    conf.setIfMissing("spark.sql.session.timeZone", "UTC"); // as the messages have it
    options.check(this, source, Map.of("--output", output), conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records =
          options.watch(
              spark.readStream().format("kafka").options(source.options()).load(), source);
      Dataset<Row> messages = ClassifierStep2Parse.messages(records);
      StreamingQuery query =
          TweetFiles.columns(messages)
              .writeStream()
              .foreachBatch(this::save)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new ClassifierSave(), args);
  }
}
