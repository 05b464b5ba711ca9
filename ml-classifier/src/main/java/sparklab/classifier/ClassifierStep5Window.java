package sparklab.classifier;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.window;

import java.time.Duration;
import java.util.Map;
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
import picocli.CommandLine.Option;
import sparklab.cli.DurationConverter;
import sparklab.lesson.Lessons;
import sparklab.lesson.PreparedLesson;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.query.TableOptions;
import sparklab.lesson.source.MalformedMessages;
import sparklab.lesson.source.TweetTopic;

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
  @Mixin QueryOptions options = new QueryOptions("checkpoints/classifier5");
  @Mixin TableOptions table;
  @Mixin TrainedModel model;

  @Option(
      names = "--watermark",
      defaultValue = "2m",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "How late a message may be, in its own time (default: ${DEFAULT-VALUE}).")
  Duration watermark;

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

  /**
   * Classified messages in; the same with {@code agrees} out: whether the text is in the language
   * that its author declares, null for a text in no language and for what is no tweet.
   */
  static Dataset<Row> compare(Dataset<Row> classified) {
    return classified.withColumn(
        "agrees",
        when(
            col("kind").equalTo("tweet").and(col("language").notEqual("und")),
            col("language").equalTo(col("lang"))));
  }

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
        .select(
            col("window.start").as("minute"),
            col("tweets"),
            col("es_es"),
            col("es_en"),
            col("en_en"),
            col("en_es"),
            col("und"),
            col("agreement"));
  }

  private void print(Dataset<Row> changed, long id) {
    if (!changed.isEmpty()) { // a batch without messages only forgets what is final
      table.print("batch " + id, changed.orderBy(col("minute").desc()));
    }
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
          byMinute(compare(classify(messages, pipeline)), watermark)
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
    Lessons.main(new ClassifierStep5Window(), args);
  }
}
