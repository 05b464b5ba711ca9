package sparklab.base;

import java.io.IOException;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;
import sparklab.base.support.StopWords;
import sparklab.lesson.Lesson;
import sparklab.lesson.TopList;
import sparklab.lesson.Words;
import sparklab.lesson.checkpoint.CheckpointFolder;
import sparklab.lesson.source.StreamSource;

/**
 * Lesson 2b: running counts without the words that every text is full of.
 *
 * <p>New against lesson 2a: a {@code filter} with a set of stop words, which Spark sends to the
 * executors inside the function: the Spanish and English lists of Spark ML, and a file of one's
 * own.
 *
 * <pre>scripts/lab run streaming2b -- --stopwords my-words.txt</pre>
 *
 * <p>You will see what the text is about: no more <i>de</i>, <i>la</i>, <i>que</i>.
 */
@Command(name = "streaming2b", description = "Running word counts without stop words")
public final class Streaming2bStopwords implements Lesson {

  @Mixin StreamSource source;
  @Mixin CheckpointFolder checkpoint;
  @Mixin StopWords stopWords;

  /** Lines of a batch in, (word, occurrences since the start) of all but the stop words out. */
  static JavaPairDStream<String, Long> runningCounts(
      JavaDStream<String> lines, Set<String> stopWords) {
    return lines
        .flatMap(line -> Words.of(line).iterator())
        .filter(word -> !stopWords.contains(word))
        .mapToPair(word -> new Tuple2<>(word, 1L))
        .reduceByKey(Long::sum)
        .mapWithState(StateSpec.function(Streaming2aStateful::add))
        .stateSnapshots();
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException, IOException {
    try (JavaStreamingContext context = new JavaStreamingContext(conf, source.batch())) {
      context.checkpoint(checkpoint.path());
      JavaDStream<String> lines =
          source.watch(context.socketTextStream(source.host(), source.port()));
      runningCounts(lines, stopWords.words())
          .foreachRDD((counts, time) -> TopList.print(time, counts, 20));
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Streaming2bStopwords(), args);
  }
}
