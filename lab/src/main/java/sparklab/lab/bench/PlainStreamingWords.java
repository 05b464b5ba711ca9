package sparklab.lab.bench;

import java.util.Arrays;
import org.apache.spark.SparkConf;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/** The job of streaming1 in the fewest lines of Spark, with nothing of the lab's. */
public final class PlainStreamingWords {

  private PlainStreamingWords() {}

  /** Argument: port of the publisher. */
  public static void main(String[] args) throws InterruptedException {
    try (JavaStreamingContext context =
        new JavaStreamingContext(new SparkConf(), Durations.seconds(1))) {
      context
          .socketTextStream("127.0.0.1", Integer.parseInt(args[0]))
          .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
          .mapToPair(word -> new Tuple2<>(word, 1))
          .reduceByKey(Integer::sum)
          .print();
      context.start();
      context.awaitTermination();
    }
  }
}
