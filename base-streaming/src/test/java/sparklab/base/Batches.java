package sparklab.base;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;

/** Runs a lesson's transformation over given batches, without a socket. */
final class Batches {

  /** Length of a test's batch. */
  static final Duration LENGTH = Duration.ofMillis(100);

  private static final JavaSparkContext SPARK =
      new JavaSparkContext(new SparkConf().setMaster("local[2]").setAppName("tests"));

  private Batches() {}

  /** What comes out of each batch, for as many batches as go in. */
  static List<Map<String, Long>> run(
      Path checkpoint,
      Function<JavaDStream<String>, JavaPairDStream<String, Long>> lesson,
      List<List<String>> batches) {
    List<Map<String, Long>> results = new CopyOnWriteArrayList<>();
    JavaStreamingContext context =
        new JavaStreamingContext(SPARK, Durations.milliseconds(LENGTH.toMillis()));
    try {
      context.checkpoint(checkpoint.toUri().toString());
      Queue<JavaRDD<String>> queue = new LinkedList<>();
      for (List<String> batch : batches) {
        queue.add(SPARK.parallelize(batch, 2));
      }
      // Not a collectAsMap in the closure itself: that would drag the results' list along.
      lesson.apply(context.queueStream(queue)).foreachRDD(new Collect(register(results))::call);
      context.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> results.size() >= batches.size());
    } finally {
      context.stop(false, false);
    }
    return new ArrayList<>(results.subList(0, batches.size()));
  }

  private static final List<List<Map<String, Long>>> REGISTERED = new CopyOnWriteArrayList<>();

  private static synchronized int register(List<Map<String, Long>> results) {
    REGISTERED.add(results);
    return REGISTERED.size() - 1;
  }

  /** Serializable with a checkpointed graph: it holds a number, not the list. */
  private record Collect(int results) implements java.io.Serializable {
    void call(org.apache.spark.api.java.JavaPairRDD<String, Long> counts) {
      REGISTERED.get(results).add(counts.collectAsMap());
    }
  }
}
