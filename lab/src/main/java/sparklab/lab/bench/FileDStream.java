package sparklab.lab.bench;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.Optional;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;
import sparklab.data.TopList;
import sparklab.data.Words;

/** The job of streaming2a over the files that appear in a folder. */
public final class FileDStream {

  private FileDStream() {}

  /** Arguments: the folder, a checkpoint folder. */
  public static void main(String[] args) throws InterruptedException {
    try (JavaStreamingContext context =
        new JavaStreamingContext(new SparkConf(), Durations.seconds(1))) {
      context.checkpoint(args[1]);
      context
          .textFileStream(args[0])
          .flatMap(line -> Words.of(line).iterator())
          .mapToPair(word -> new Tuple2<>(word, 1L))
          .reduceByKey(Long::sum)
          .mapWithState(StateSpec.function(FileDStream::add))
          .stateSnapshots()
          .foreachRDD((counts, time) -> TopList.print(time, counts, 20));
      context.start();
      context.awaitTermination();
    }
  }

  private static Long add(String word, Optional<Long> inBatch, State<Long> soFar) {
    long sum = (soFar.exists() ? soFar.get() : 0L) + inBatch.orElse(0L);
    soFar.update(sum);
    return sum;
  }
}
