package sparklab.lab.bench;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.Optional;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;
import sparklab.lesson.TopList;
import sparklab.lesson.Words;

/** The job of streaming2a by the other operator that Spark has for it. */
public final class UpdateStateByKey {

  private UpdateStateByKey() {}

  /** Arguments: port of the publisher, checkpoint folder. */
  public static void main(String[] args) throws InterruptedException {
    try (JavaStreamingContext context =
        new JavaStreamingContext(new SparkConf(), Durations.seconds(1))) {
      context.checkpoint(args[1]);
      context
          .socketTextStream("127.0.0.1", Integer.parseInt(args[0]))
          .flatMap(line -> Words.of(line).iterator())
          .mapToPair(word -> new Tuple2<>(word, 1L))
          .reduceByKey(Long::sum)
          .updateStateByKey(UpdateStateByKey::add)
          .foreachRDD((counts, time) -> TopList.print(time, counts, 20));
      context.start();
      context.awaitTermination();
    }
  }

  private static Optional<Long> add(List<Long> inBatch, Optional<Long> soFar) {
    return Optional.of(inBatch.stream().reduce(soFar.orElse(0L), Long::sum));
  }
}
