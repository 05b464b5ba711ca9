package sparklab.base;

import java.time.Duration;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;
import sparklab.lesson.BatchInterval;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.Tasks;
import sparklab.lesson.TopList;
import sparklab.lesson.Undone;
import sparklab.lesson.Words;
import sparklab.lesson.checkpoint.CheckpointFolder;
import sparklab.lesson.source.MessageSource;
import sparklab.lesson.source.Receivers;

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
  @Mixin BatchInterval batch;
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
    Tasks tasks = new Tasks("base-streaming/exercises/streaming4/README.md");
    try (JavaStreamingContext context = new JavaStreamingContext(conf, batch.duration())) {
      context.checkpoint(checkpoint.path());
      JavaDStream<String> lines =
          Receivers.watch(context.socketTextStream(source.host(), source.port()), source);
      // While a task is undone, those after it are given words in place of hashtags.
      JavaDStream<String> words = lines.flatMap(line -> Words.of(line).iterator());
      Optional<JavaDStream<String>> hashtags = tasks.attempt(1, () -> hashtags(lines));
      JavaDStream<String> tags = hashtags.orElse(words);
      JavaPairDStream<String, Long> counts =
          tags.mapToPair(tag -> new Tuple2<>(tag, 1L)).reduceByKey(Long::sum);
      Duration window = batch.length().multipliedBy(10);
      Duration slide = batch.length().multipliedBy(2);
      hashtags.ifPresent(
          all -> show("task 1, hashtags", all.mapToPair(tag -> new Tuple2<>(tag, 1L))));
      tasks
          .attempt(2, () -> frequent(tags, 2))
          .ifPresent(some -> show("task 2, frequent in this batch", some));
      tasks.attempt(3, () -> totals(counts)).ifPresent(all -> show("task 3, since the start", all));
      tasks
          .attempt(4, () -> trending(counts, window, slide, 5))
          .ifPresent(top -> show("task 4, in the last ten batches", top));
      tasks.tell();
      context.start();
      context.awaitTermination();
    }
  }

  private static void show(String title, JavaPairDStream<String, Long> result) {
    result.foreachRDD(
        (counts, time) -> {
          System.out.println(title);
          TopList.print(time, counts, 20);
        });
  }

  public static void main(String[] args) {
    Lessons.main(new Streaming4Exercise(), args);
  }
}
