package sparklab.lesson.query;

import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import sparklab.lesson.source.InputCheck;
import sparklab.lesson.source.MalformedMessages;
import sparklab.lesson.source.RecordedLines;
import sparklab.lesson.source.TextSource;

/** Looks at each micro-batch when it is done: its numbers, and what was observed in its lines. */
final class QueryWatch extends StreamingQueryListener {

  private static final long serialVersionUID = 1L;

  private final String source;
  private final boolean progress;

  /**
   * A watch on the queries of a session.
   *
   * @param source where the lines come from, for messages
   * @param progress whether every micro-batch is told
   */
  QueryWatch(String source, boolean progress) {
    this.source = source;
    this.progress = progress;
  }

  @Override
  public void onQueryStarted(QueryStartedEvent event) {}

  @Override
  public void onQueryProgress(QueryProgressEvent event) {
    StreamingQueryProgress batch = event.progress();
    if (progress) {
      System.err.println(describe(batch));
    }
    Row firstLine = batch.observedMetrics().get(TextSource.FIRST_LINE);
    if (firstLine != null && !firstLine.isNullAt(0)) {
      InputCheck.text(firstLine.getString(0), source);
    }
    MalformedMessages.tell(batch.observedMetrics());
    Row malformed = batch.observedMetrics().get(RecordedLines.MALFORMED);
    if (malformed != null && malformed.getLong(0) > 0) {
      System.err.printf(
          Locale.ROOT,
          "%,d of the lines are not TIME<TAB>text and are left out, such as: %s%n",
          malformed.getLong(0),
          abridged(malformed.getString(1)));
    }
  }

  /** One line: the batch, its rows, rows/s and time, the rows of the state, those too late. */
  static String describe(StreamingQueryProgress batch) {
    StateOperatorProgress[] states = batch.stateOperators();
    long rows = Stream.of(states).mapToLong(StateOperatorProgress::numRowsTotal).sum();
    long late = Stream.of(states).mapToLong(StateOperatorProgress::numRowsDroppedByWatermark).sum();
    String text =
        String.format(
            Locale.ROOT,
            "batch %d: %,d rows, %,.1f rows/s, %,d ms, %,d rows in the state",
            batch.batchId(),
            batch.numInputRows(),
            batch.processedRowsPerSecond(),
            batch.batchDuration(),
            rows);
    return late == 0 ? text : text + String.format(Locale.ROOT, ", %,d rows too late", late);
  }

  private static String abridged(String line) {
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }

  @Override
  public void onQueryTerminated(QueryTerminatedEvent event) {}
}
