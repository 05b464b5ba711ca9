package sparklab.testing;

import static org.awaitility.Awaitility.await;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/** Runs the transformation of a DStream lesson over given batches, without a socket. */
public final class Batches {

  /** Length of a test's batch. */
  public static final Duration LENGTH = Duration.ofMillis(100);

  private static final List<List<Object>> REGISTERED = new CopyOnWriteArrayList<>();

  private Batches() {}

  /** What comes out of each batch, for as many batches as go in. */
  public static <T> List<List<T>> run(
      List<List<String>> batches, Function<JavaDStream<String>, JavaDStream<T>> lesson) {
    return run(null, batches, lesson);
  }

  /**
   * The counts that come out of each batch, for as many batches as go in.
   *
   * @param checkpoint a folder, as a lesson with a state needs one
   */
  public static List<Map<String, Long>> counts(
      Path checkpoint,
      List<List<String>> batches,
      Function<JavaDStream<String>, JavaPairDStream<String, Long>> lesson) {
    return run(checkpoint, batches, lines -> lesson.apply(lines).map(entry -> entry)).stream()
        .map(counts -> counts.stream().collect(Collectors.toMap(Tuple2::_1, Tuple2::_2)))
        .toList();
  }

  private static <T> List<List<T>> run(
      Path checkpoint,
      List<List<String>> batches,
      Function<JavaDStream<String>, JavaDStream<T>> lesson) {
    JavaSparkContext spark = LocalSpark.context();
    List<Object> results = new CopyOnWriteArrayList<>();
    JavaStreamingContext context =
        new JavaStreamingContext(spark, Durations.milliseconds(LENGTH.toMillis()));
    try {
      if (checkpoint != null) {
        context.checkpoint(checkpoint.toUri().toString());
      }
      Queue<JavaRDD<String>> queue = new LinkedList<>();
      batches.forEach(batch -> queue.add(spark.parallelize(batch, 2)));
      lesson.apply(context.queueStream(queue)).foreachRDD(new Collect<T>(register(results))::call);
      context.start();
      await().atMost(Duration.ofMinutes(2)).until(() -> results.size() >= batches.size());
    } finally {
      // To the end of the batch that runs: it may write to the checkpoint, which the test deletes.
      context.stop(false, true);
    }
    @SuppressWarnings("unchecked") // what Collect<T> has added
    List<List<T>> typed = (List<List<T>>) (List<?>) results;
    return List.copyOf(typed.subList(0, batches.size()));
  }

  private static synchronized int register(List<Object> results) {
    REGISTERED.add(results);
    return REGISTERED.size() - 1;
  }

  /** Goes into a checkpoint with the graph, so it holds a number in place of the list. */
  private record Collect<T>(int results) implements Serializable {
    void call(JavaRDD<T> batch) {
      REGISTERED.get(results).add(batch.collect());
    }
  }
}
