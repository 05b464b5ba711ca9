package sparklab.base;

import org.apache.spark.SparkConf;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;
import sparklab.lesson.Lesson;
import sparklab.lesson.TopList;
import sparklab.lesson.Words;
import sparklab.lesson.source.StreamSource;

/**
 * Lesson 1: the words of each batch, counted; nothing is remembered between batches.
 *
 * <p>New against lesson 0: {@code flatMap}, {@code mapToPair}, {@code reduceByKey}, and an output
 * of our own with {@code foreachRDD}.
 *
 * <pre>scripts/lab run streaming1</pre>
 *
 * <p>You will see the 20 most frequent words of every second; the counts stay small.
 */
@Command(name = "streaming1", description = "Word frequencies within each batch")
public final class Streaming1Stateless implements Lesson {

  @Mixin StreamSource source;

  /** Lines of a batch in, (word, occurrences in that batch) out. */
  public static JavaPairDStream<String, Long> countWords(JavaDStream<String> lines) {
    return lines
        .flatMap(line -> Words.of(line).iterator())
        .mapToPair(word -> new Tuple2<>(word, 1L))
        .reduceByKey(Long::sum);
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    try (JavaStreamingContext context = new JavaStreamingContext(conf, source.batch())) {
      JavaDStream<String> lines =
          source.watch(context.socketTextStream(source.host(), source.port()));
      countWords(lines).foreachRDD((counts, time) -> TopList.print(time, counts, 20));
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Streaming1Stateless(), args);
  }
}
