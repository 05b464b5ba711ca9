package sparklab.classifier;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.lesson.Lessons;
import sparklab.lesson.PreparedLesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.query.TableOptions;
import sparklab.lesson.source.MalformedMessages;
import sparklab.lesson.source.TweetTopic;

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

  /** Twitter's names; {@code malformed} is Spark's: the text of a message that does not fit. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          """
          id_str STRING, timestamp_ms STRING, text STRING,
          extended_tweet STRUCT<full_text STRING>,
          retweeted_status STRUCT<text STRING, extended_tweet STRUCT<full_text STRING>>,
          user STRUCT<id_str STRING, lang STRING>,
          limit STRUCT<track LONG>,
          delete STRUCT<status STRUCT<id_str STRING>>,
          malformed STRING
          """);

  @Mixin TweetTopic source;
  @Mixin QueryOptions options;
  @Mixin TableOptions table;
  @Mixin TrainedModel model;

  /**
   * Records as Kafka has them in; (kind, time, id, author, lang, text, malformed) out. The kind is
   * {@code tweet}, {@code limit}, {@code delete} or {@code malformed}; only a tweet has what comes
   * after it, only a malformed message its text in the last column. {@code lang} is what the author
   * declares, {@code en} for {@code en-gb} too; the language that Twitter guesses for each text
   * ({@code lang} of the tweet) is not read at all.
   */
  static Dataset<Row> parse(Dataset<Row> records) {
    Column tweet =
        from_json(col("message"), SCHEMA, Map.of("columnNameOfCorruptRecord", "malformed"));
    Column whole =
        coalesce(
            col("retweeted_status.extended_tweet.full_text"),
            col("retweeted_status.text"),
            col("extended_tweet.full_text"),
            col("text"));
    Column time = expr("timestamp_millis(try_cast(timestamp_ms AS LONG))");
    Column isTweet =
        col("id_str")
            .isNotNull()
            .and(whole.isNotNull())
            .and(time.isNotNull())
            .and(col("user.id_str").isNotNull())
            .and(col("user.lang").isNotNull());
    Column kind =
        when(col("malformed").isNotNull(), "malformed")
            .when(isTweet, "tweet")
            .when(col("limit").isNotNull(), "limit")
            .when(col("delete").isNotNull(), "delete")
            .otherwise("malformed");
    Column broken = when(col("kind").equalTo("malformed"), coalesce(col("message"), lit("(none)")));
    return records
        .select(col("value").cast("string").as("message"))
        .withColumn("parsed", tweet)
        .select("message", "parsed.*")
        .select(
            kind.as("kind"),
            time.as("time"),
            col("id_str").as("id"),
            col("user.id_str").as("author"),
            substring_index(lower(col("user.lang")), "-", 1).as("lang"),
            whole.as("text"),
            col("message"))
        .withColumn("malformed", broken)
        .drop("message");
  }

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
    Map<String, Long> kinds = new TreeMap<>();
    batch
        .groupBy("kind")
        .count()
        .toLocalIterator()
        .forEachRemaining(kind -> kinds.put(kind.getString(0), kind.getLong(1)));
    table.print(
        "batch " + id + " " + kinds,
        batch
            .where("kind = 'tweet'")
            .select(
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
      PipelineModel pipeline = model.loadPipeline();
      Dataset<Row> records =
          options.watch(
              spark.readStream().format("kafka").options(source.options()).load(), source);
      Dataset<Row> messages = MalformedMessages.setAside(parse(records));
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
    Lessons.main(new ClassifierStep3Classify(), args);
  }
}
