package sparklab.base;

import java.io.IOException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.Optional;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;
import sparklab.lesson.Lesson;
import sparklab.lesson.TopList;
import sparklab.lesson.Words;
import sparklab.lesson.checkpoint.CheckpointFolder;
import sparklab.lesson.source.StreamSource;

/**
 * Lesson 2a: counts that are kept from batch to batch.
 *
 * <p>New against lesson 1: {@code mapWithState}, which calls a function for each word that came and
 * leaves alone the words that did not; and a checkpoint folder, without which the chain of batches
 * that the state was made from would grow for ever.
 *
 * <pre>scripts/lab run streaming2a</pre>
 *
 * <p>You will see the 20 most frequent words since the start; the counts only grow.
 */
@Command(name = "streaming2a", description = "Running word counts, kept from batch to batch")
public final class Streaming2aStateful implements Lesson {

  @Mixin StreamSource source;
  @Mixin CheckpointFolder checkpoint;

  /** Lines of a batch in, (word, occurrences since the start) of all words so far out. */
  public static JavaPairDStream<String, Long> runningCounts(JavaDStream<String> lines) {
    return lines
        .flatMap(line -> Words.of(line).iterator())
        .mapToPair(word -> new Tuple2<>(word, 1L))
        .reduceByKey(Long::sum)
        .mapWithState(StateSpec.function(Streaming2aStateful::add))
        .stateSnapshots();
  }

  /** Adds a batch's count of a word to what is remembered of it. */
  static Long add(String word, Optional<Long> inBatch, State<Long> soFar) {
    long sum = (soFar.exists() ? soFar.get() : 0L) + inBatch.orElse(0L);
    soFar.update(sum);
    return sum;
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException, IOException {
    try (JavaStreamingContext context = new JavaStreamingContext(conf, source.batch())) {
      context.checkpoint(checkpoint.path());
      JavaDStream<String> lines =
          source.watch(context.socketTextStream(source.host(), source.port()));
      runningCounts(lines).foreachRDD((counts, time) -> TopList.print(time, counts, 20));
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Streaming2aStateful(), args);
  }
}
