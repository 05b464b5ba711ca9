package sparklab.lab.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.LinkedList;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.StorageLevels;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;

/**
 * The transformations of kmeans5, the lessons' own code, over a queue of batches that are a file
 * each time. The lab does not know the lessons: their classes are found by name.
 */
public final class KMeansQueue {

  private static final String LESSONS = "sparklab.kmeans.KMeansStep";

  private KMeansQueue() {}

  /**
   * Arguments: a file of messages, how many batches, drop or impute. Prints ms and CPU ms of each.
   */
  public static void main(String[] args) throws Exception {
    int batches = Integer.parseInt(args[1]);
    Class<?> scalerType = Class.forName("sparklab.kmeans.support.cluster.StreamingScaler");
    try (JavaStreamingContext context =
        new JavaStreamingContext(new SparkConf(), Durations.milliseconds(200))) {
      Queue<JavaRDD<String>> queue = new LinkedList<>();
      for (int batch = 0; batch < batches; batch++) {
        queue.add(context.sparkContext().textFile(args[0], 2));
      }
      JavaDStream<?> messages =
          (JavaDStream<?>) lesson("2Variables", "parse", context.queueStream(queue));
      messages.persist(StorageLevels.MEMORY_ONLY); // as the lesson does
      Object vectors = lesson("2Variables", "variables", messages, args[2].equals("impute"));
      Object scaler = scalerType.getConstructor(long.class).newInstance(200);
      Object scaled = lesson("3Scale", "scale", vectors, scaler);
      Object model = lesson("5Assign", "model", 4, 1L);
      lesson("5Assign", "train", scaled, model);
      JavaPairDStream<?, ?> assigned =
          (JavaPairDStream<?, ?>) lesson("5Assign", "assign", scaled, model);
      assigned.foreachRDD(batch -> batch.values().countByValue());
      Watch watch = new Watch(batches);
      context.addStreamingListener(watch);
      context.start();
      watch.done.await();
      context.stop(true, false);
    }
  }

  private static Object lesson(String step, String method, Object... arguments) throws Exception {
    Method found =
        Stream.of(Class.forName(LESSONS + step).getDeclaredMethods())
            .filter(one -> one.getName().equals(method))
            .findFirst()
            .orElseThrow();
    found.setAccessible(true);
    return found.invoke(null, arguments);
  }

  /** Tells each batch when it is done. */
  private static final class Watch implements StreamingListener {

    private final OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final CountDownLatch done;
    private long cpu = system.getProcessCpuTime();

    Watch(int batches) {
      done = new CountDownLatch(batches);
    }

    @Override
    public void onBatchCompleted(StreamingListenerBatchCompleted batch) {
      long now = system.getProcessCpuTime();
      System.out.printf(
          "batch\t%d\t%d%n",
          (long) batch.batchInfo().processingDelay().get(), (now - cpu) / 1_000_000);
      cpu = now;
      done.countDown();
    }
  }
}
