package sparklab.classifier;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.classifier.support.TweetOptions;
import sparklab.classifier.support.TweetTime;
import sparklab.lesson.Lesson;
import sparklab.lesson.source.MalformedMessages;

/**
 * Step 2: of a tweet's 4 KB the few fields that we need, its text and its author's language.
 *
 * <p>New against step 1: {@code from_json} with a schema that names only what is wanted. A long
 * text is cut off in {@code text} and whole in {@code extended_tweet}, that of a retweet in {@code
 * retweeted_status}. Nothing is dropped silently: messages that are not tweets are counted by their
 * kind, malformed ones are set aside and told of. An object for a text comes out as its JSON.
 *
 * <pre>scripts/lab run classifier2</pre>
 *
 * <p>You will see how many messages of each kind a batch has, and its tweets.
 */
@Command(name = "classifier2", description = "Step 2: parsed, text and declared language selected")
public final class ClassifierStep2Parse implements Lesson {

  /** Twitter's names; {@code malformed} is Spark's: the text of a message that does not fit. */
  private static final String SCHEMA =
      """
      id_str STRING, timestamp_ms STRING, text STRING,
      extended_tweet STRUCT<full_text STRING>, user STRUCT<id_str STRING, lang STRING>,
      retweeted_status STRUCT<text STRING, extended_tweet STRUCT<full_text STRING>>,
      limit STRUCT<track LONG>, delete STRUCT<status STRUCT<id_str STRING>>, malformed STRING""";

  private static final String WHOLE_TEXT =
      "coalesce(retweeted_status.extended_tweet.full_text, retweeted_status.text,"
          + " extended_tweet.full_text, text)";

  private static final String KIND =
      """
      CASE WHEN malformed IS NOT NULL THEN 'malformed'
        WHEN id_str RLIKE '^[0-9]+\\\\z' AND user.id_str RLIKE '^[0-9]+\\\\z'
          AND user.lang RLIKE '^[A-Za-z-]+\\\\z' AND time IS NOT NULL AND text IS NOT NULL
          AND NOT message RLIKE '"(full_)?text"\\\\s*:\\\\s*[^"n\\\\s]' THEN 'tweet'
        WHEN limit IS NOT NULL THEN 'limit' WHEN delete IS NOT NULL THEN 'delete' ELSE 'malformed' END""";

  @Mixin TweetOptions options;

  /**
   * Records as Kafka has them in; (kind, time, id, author, lang, text, malformed) out, malformed
   * messages as they came. {@code lang} is what the author declares, {@code en} for {@code en-gb}.
   */
  public static Dataset<Row> parse(Dataset<Row> records) {
    Column parsed = from_json(col("message"), SCHEMA, MalformedMessages.KEPT);
    return records
        .select(col("value").cast("string").as("message"))
        .withColumn("parsed", when(MalformedMessages.isOneObject(col("message")), parsed))
        .select("message", "parsed.*")
        .withColumn("time", TweetTime.of(col("timestamp_ms")))
        .withColumn("text", expr(WHOLE_TEXT))
        .withColumn("kind", expr(KIND))
        .withColumn("malformed", expr("if(kind = 'malformed', coalesce(message, '(none)'), NULL)"))
        .withColumn("lang", expr("substring_index(lower(user.lang), '-', 1)"))
        .select("kind", "time", "id_str", "user.id_str", "lang", "text", "malformed")
        .toDF("kind", "time", "id", "author", "lang", "text", "malformed");
  }

  /** The same without {@code malformed}: messages that are, are told of and left out. */
  static Dataset<Row> messages(Dataset<Row> records) {
    return MalformedMessages.setAside(parse(records));
  }

  private void print(Dataset<Row> batch, long id) {
    batch.persist(); // it is looked at more than once, and parsed once
    options.print(
        TweetOptions.title(id, batch, "kind"),
        batch.where("kind = 'tweet'").select("time", "author", "lang", "text"));
    batch.unpersist();
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    options.check(this, conf);
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      Dataset<Row> records =
          options.watch(spark.readStream().format("kafka").options(options.source()).load());
      StreamingQuery query =
          messages(records)
              .writeStream()
              .foreachBatch(this::print)
              .trigger(options.trigger())
              .options(options.checkpoint())
              .start();
      query.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new ClassifierStep2Parse(), args);
  }
}
