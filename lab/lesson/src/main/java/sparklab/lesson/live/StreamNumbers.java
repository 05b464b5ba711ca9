package sparklab.lesson.live;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.scheduler.BatchInfo;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;

/** The numbers of each batch of a DStream program. */
public final class StreamNumbers implements StreamingListener {

  private final long interval;

  private StreamNumbers(long interval) {
    this.interval = interval;
  }

  /** Looks at the batches of a context, if anybody looks at the page. */
  public static void watch(StreamingContext context) {
    if (Live.watches(context.sparkContext())) {
      context.addStreamingListener(
          new StreamNumbers(context.graph().batchDuration().milliseconds()));
    }
  }

  @Override
  public void onBatchCompleted(StreamingListenerBatchCompleted completed) {
    BatchInfo batch = completed.batchInfo();
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("time", batch.batchTime().milliseconds());
    numbers.put("interval", interval);
    numbers.put("rows", batch.numRecords());
    numbers.put("processing", batch.processingDelay().getOrElse(() -> null));
    numbers.put("delay", batch.schedulingDelay().getOrElse(() -> null));
    Live.batchDone("" + batch.batchTime().milliseconds(), numbers);
  }
}
