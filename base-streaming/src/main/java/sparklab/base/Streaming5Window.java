package sparklab.base;

import java.io.IOException;
import java.time.Duration;
import org.apache.spark.SparkConf;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;
import sparklab.base.support.WindowTimes;
import sparklab.lesson.Lesson;
import sparklab.lesson.TopList;
import sparklab.lesson.Words;
import sparklab.lesson.checkpoint.CheckpointFolder;
import sparklab.lesson.source.StreamSource;

/**
 * Lesson 5: the words of the last half minute, every five seconds.
 *
 * <p>New against lesson 2a: {@code reduceByKeyAndWindow} with an inverse function. The next window
 * is made from the last: what has come is added, what has left is taken away; the batches that the
 * two share are not counted again. Words whose count has gone down to zero are filtered out.
 *
 * <pre>scripts/lab run streaming5 -- --window 30s --slide 5s</pre>
 *
 * <p>You will see counts that grow for half a minute and from then on go up and down.
 */
@Command(name = "streaming5", description = "Word counts in a sliding window, incrementally")
public final class Streaming5Window implements Lesson {

  @Mixin StreamSource source;
  @Mixin CheckpointFolder checkpoint;
  @Mixin WindowTimes times;

  /** Lines of a batch in, (word, occurrences in the last window) out once per slide. */
  static JavaPairDStream<String, Long> countInWindow(
      JavaDStream<String> lines, Duration window, Duration slide) {
    int partitions = lines.context().sparkContext().defaultParallelism();
    return lines
        .flatMap(line -> Words.of(line).iterator())
        .mapToPair(word -> new Tuple2<>(word, 1L))
        .reduceByKeyAndWindow(
            Long::sum,
            (inWindow, hasLeft) -> inWindow - hasLeft,
            Durations.milliseconds(window.toMillis()),
            Durations.milliseconds(slide.toMillis()),
            partitions,
            entry -> entry._2() > 0);
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException, IOException {
    times.check(source.interval());
    try (JavaStreamingContext context = new JavaStreamingContext(conf, source.batch())) {
      context.checkpoint(checkpoint.path());
      JavaDStream<String> lines =
          source.watch(context.socketTextStream(source.host(), source.port()));
      countInWindow(lines, times.window(), times.slide())
          .foreachRDD((counts, time) -> TopList.print(time, counts, 20));
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Streaming5Window(), args);
  }
}
