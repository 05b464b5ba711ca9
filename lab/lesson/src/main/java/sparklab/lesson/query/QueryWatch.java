package sparklab.lesson.query;

import static sparklab.cli.Text.tr;

import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import sparklab.lesson.Lessons;
import sparklab.lesson.QuietLog;

/** Looks at each micro-batch when it is done: its numbers, and what was observed in its lines. */
final class QueryWatch extends StreamingQueryListener {

  private static final long serialVersionUID = 1L;

  private static final int LOOK_MILLIS = 100;

  private final transient SparkSession spark;
  private final transient QuerySource source;
  private final boolean progress;
  private volatile boolean hasBegun;

  /**
   * A watch on the queries of a session.
   *
   * @param progress whether every micro-batch is told
   */
  QueryWatch(SparkSession spark, QuerySource source, boolean progress) {
    this.spark = spark;
    this.source = source;
    this.progress = progress;
  }

  /** Whether there has been a batch. */
  boolean hasBegun() {
    return hasBegun;
  }

  @Override
  public void onQueryStarted(QueryStartedEvent event) {
    StreamingQuery query = spark.streams().get(event.id());
    if (query != null) {
      Thread watch = new Thread(() -> endWithSource(query), "source-watch");
      watch.setDaemon(true);
      watch.start();
    }
  }

  /** Ends a query when its source has ended and all of it is processed. */
  private void endWithSource(StreamingQuery query) {
    try {
      if (Lessons.isStopping()) {
        query.stop(); // it was not there yet when all were stopped
        return;
      }
      while (!source.hasEnded(query)) {
        if (query.awaitTermination(LOOK_MILLIS)) {
          return;
        }
      }
      query.processAllAvailable();
      System.err.println(
          tr("The publisher on %s has gone, all its lines are processed: the lesson ends", source));
      query.stop();
    } catch (StreamingQueryException | TimeoutException told) {
      // The lesson, which awaits the query as well, is told the same.
    } catch (IllegalStateException closed) {
      if (query.isActive()) { // else the lesson has closed the session after its query's end
        throw closed;
      }
    }
  }

  @Override
  public void onQueryProgress(QueryProgressEvent event) {
    StreamingQueryProgress batch = event.progress();
    hasBegun = true;
    Lessons.sayBatch();
    if (progress) {
      System.err.println(describe(batch));
    } else if (late(batch) > 0) {
      System.err.println(
          tr(
              "batch %d: %,d rows came later than the watermark allows and are left out",
              batch.batchId(), late(batch)));
    }
    source.tell(batch.observedMetrics());
    source.tellTime(batch.numInputRows(), batch.batchDuration());
    LeftOut.tell(batch.observedMetrics());
  }

  /** Between batches, every ten seconds. */
  @Override
  public void onQueryIdle(QueryIdleEvent event) {
    source.tell(Map.of());
  }

  /** One line: the batch, its rows, rows/s and time, the rows of the state, those too late. */
  static String describe(StreamingQueryProgress batch) {
    StateOperatorProgress[] states = batch.stateOperators();
    long rows = Stream.of(states).mapToLong(StateOperatorProgress::numRowsTotal).sum();
    long late = late(batch);
    String text =
        tr(
            "batch %d: %,d rows, %,.1f rows/s, %,d ms, %,d rows in the state",
            batch.batchId(),
            batch.numInputRows(),
            batch.processedRowsPerSecond(),
            batch.batchDuration(),
            rows);
    return late == 0 ? text : text + tr(", %,d rows too late", late);
  }

  private static long late(StreamingQueryProgress batch) {
    return Stream.of(batch.stateOperators())
        .mapToLong(StateOperatorProgress::numRowsDroppedByWatermark)
        .sum();
  }

  @Override
  public void onQueryTerminated(QueryTerminatedEvent event) {
    // Spark calls a query terminated while its thread still needs the session that the lesson
    // closes: what it says of that is of no use. After a failure the lesson may be run again.
    if (event.exception().isEmpty()) {
      QuietLog.mute();
    }
  }
}
