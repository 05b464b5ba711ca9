package sparklab.lesson.live;

import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.ProcessingTimeTrigger;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;

/** The numbers of each micro-batch of a query. */
public final class QueryNumbers extends StreamingQueryListener {

  private static final long serialVersionUID = 1L;

  private final Long interval;
  private final String zone;

  private QueryNumbers(Long interval, String zone) {
    this.interval = interval;
    this.zone = zone;
  }

  /**
   * Looks at the micro-batches of a session, if anybody looks at the page.
   *
   * @param trigger of the queries: the time from one to the next, if that is what triggers them
   */
  public static void watch(SparkSession spark, Trigger trigger) {
    if (Live.watches(spark.sparkContext())) {
      spark
          .streams()
          .addListener(
              new QueryNumbers(
                  trigger instanceof ProcessingTimeTrigger each ? each.intervalMs() : null,
                  spark.conf().get("spark.sql.session.timeZone")));
    }
  }

  @Override
  public void onQueryStarted(QueryStartedEvent event) {
    // it has no numbers yet
  }

  @Override
  public void onQueryProgress(QueryProgressEvent event) {
    StreamingQueryProgress batch = event.progress();
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("time", Instant.parse(batch.timestamp()).toEpochMilli());
    numbers.put("interval", interval);
    numbers.put("zone", zone);
    numbers.put("rows", batch.numInputRows());
    numbers.put("processing", batch.batchDuration());
    StateOperatorProgress[] states = batch.stateOperators();
    if (states.length > 0) {
      numbers.put("state", sum(states, StateOperatorProgress::numRowsTotal));
      numbers.put("late", sum(states, StateOperatorProgress::numRowsDroppedByWatermark));
    }
    numbers.put("watermark", batch.eventTime().get("watermark"));
    if (batch.sources().length > 0) {
      SourceProgress source = batch.sources()[0];
      if (source.endOffset() != null && source.endOffset().startsWith("{")) { // as Kafka's are
        numbers.put("read", new RawValue(source.endOffset()));
        numbers.put("there", new RawValue(source.latestOffset()));
      }
    }
    Live.batchDone("" + batch.batchId(), numbers);
  }

  private static long sum(
      StateOperatorProgress[] states, ToLongFunction<StateOperatorProgress> number) {
    return Stream.of(states).mapToLong(number).sum();
  }

  @Override
  public void onQueryTerminated(QueryTerminatedEvent event) {
    // the launcher notices
  }
}
