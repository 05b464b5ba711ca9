package sparklab.base;

import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;
import sparklab.base.support.ShownTasks;
import sparklab.lesson.Lesson;
import sparklab.lesson.TopList;
import sparklab.lesson.Undone;
import sparklab.lesson.checkpoint.CheckpointFolder;
import sparklab.lesson.source.MessageSource;

/**
 * The exercise of session I: the hashtags of short messages, counted and ranked.
 *
 * <p>The statement, with examples and hints, is in {@code
 * base-streaming/exercises/streaming4/README.md}. Fill in the tasks one by one; {@code scripts/lab
 * check streaming4} says what is right.
 *
 * <pre>scripts/lab run streaming4</pre>
 *
 * <p>You will see what each task that is done makes of a stream of messages.
 */
@Command(name = "streaming4", description = "Exercise: hashtags, counted and ranked")
public final class Streaming4Exercise implements Lesson {

  @Mixin MessageSource source;
  @Mixin CheckpointFolder checkpoint;

  /**
   * Lines of a batch in, their hashtags out: without the {@code #}, in lower case and composed form
   * (NFC), one as often as it is written.
   */
  static JavaDStream<String> hashtags(JavaDStream<String> lines) {
    // TODO task 1: the hashtags of the lines
    throw Undone.task(1);
  }

  /**
   * Hashtags of a batch in, (hashtag, occurrences in that batch) out, of those that occur at least
   * so often.
   */
  static JavaPairDStream<String, Long> frequent(JavaDStream<String> hashtags, long least) {
    // TODO task 2: those that are frequent within a batch
    throw Undone.task(2);
  }

  /**
   * (hashtag, occurrences in a batch) in, (hashtag, occurrences since the start) out, after every
   * batch of all hashtags so far.
   */
  static JavaPairDStream<String, Long> totals(JavaPairDStream<String, Long> counts) {
    // TODO task 3: totals since the start
    throw Undone.task(3);
  }

  /**
   * (hashtag, occurrences in a batch) in, (hashtag, occurrences in the window) out, once a slide:
   * the most frequent, in the order of {@link TopList.Order}.
   *
   * @param size how many at most
   */
  static JavaPairDStream<String, Long> trending(
      JavaPairDStream<String, Long> counts, Duration window, Duration slide, int size) {
    // TODO task 4: the top list of a sliding window
    throw Undone.task(4);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    ShownTasks tasks = new ShownTasks("base-streaming/exercises/streaming4/README.md");
    try (JavaStreamingContext context = new JavaStreamingContext(conf, source.batch())) {
      context.checkpoint(checkpoint.path());
      JavaDStream<String> lines =
          source.watch(context.socketTextStream(source.host(), source.port()));
      // Words in place of hashtags, while task 1 is undone.
      JavaDStream<String> hashtags = tasks.hashtags(lines, () -> hashtags(lines));
      JavaPairDStream<String, Long> counts =
          hashtags.mapToPair(hashtag -> new Tuple2<>(hashtag, 1L)).reduceByKey(Long::sum);
      Duration window = source.interval().multipliedBy(10);
      Duration slide = source.interval().multipliedBy(2);
      tasks.show(2, "frequent in this batch", () -> frequent(hashtags, 2));
      tasks.show(3, "since the start", () -> totals(counts));
      tasks.show(4, "in the last ten batches", () -> trending(counts, window, slide, 5));
      tasks.tell();
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Streaming4Exercise(), args);
  }
}
