package sparklab.structured;

import static scala.jdk.javaapi.CollectionConverters.asJava;
import static scala.jdk.javaapi.CollectionConverters.asScala;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.streaming.ExpiredTimerInfo;
import org.apache.spark.sql.streaming.MapState;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StatefulProcessor;
import org.apache.spark.sql.streaming.TTLConfig;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.streaming.TimerValues;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;
import scala.collection.Iterator;

/**
 * What lesson 5 does with the rows (word, timestamp) of one word: (word, first, last, times) of
 * each session comes out when the watermark is past its last time by more than the gap.
 *
 * <p>As rows come in any order, several sessions of a word may be open, and a late row may make one
 * of two.
 */
final class Sessions extends StatefulProcessor<String, Row, Row> {

  private final long gapMillis;

  /** The open sessions of the word at hand: first time, and (last time, times). */
  private transient MapState<Timestamp, Row> open;

  Sessions(long gapMillis) {
    this.gapMillis = gapMillis;
  }

  @Override
  public void init(OutputMode outputMode, TimeMode timeMode) {
    open =
        getHandle()
            .getMapState(
                "open",
                Encoders.TIMESTAMP(),
                Encoders.row(StructType.fromDDL("last TIMESTAMP, times BIGINT")),
                TTLConfig.NONE());
  }

  @Override
  public Iterator<Row> handleInputRows(String word, Iterator<Row> rows, TimerValues now) {
    asJava(rows).forEachRemaining(row -> add(row.getTimestamp(1)));
    return Iterator.empty();
  }

  /** The time makes a session of its own, which swallows those that it touches. */
  private void add(Timestamp time) {
    Timestamp first = time;
    Timestamp last = time;
    long times = 1;
    for (Tuple2<Timestamp, Row> session : sessions()) {
      Timestamp end = session._2().getTimestamp(0);
      if (session._1().getTime() <= silentFrom(time) && time.getTime() <= silentFrom(end)) {
        first = session._1().before(first) ? session._1() : first;
        last = end.after(last) ? end : last;
        times += session._2().getLong(1);
        open.removeKey(session._1());
        getHandle().deleteTimer(silentFrom(end));
      }
    }
    open.updateValue(first, RowFactory.create(last, times));
    getHandle().registerTimer(silentFrom(last));
  }

  @Override
  public Iterator<Row> handleExpiredTimer(String word, TimerValues now, ExpiredTimerInfo timer) {
    List<Row> over = new ArrayList<>();
    for (Tuple2<Timestamp, Row> session : sessions()) {
      Timestamp last = session._2().getTimestamp(0);
      if (silentFrom(last) == timer.getExpiryTimeInMs()) {
        over.add(RowFactory.create(word, session._1(), last, session._2().getLong(1)));
        open.removeKey(session._1());
      }
    }
    return asScala(over.iterator());
  }

  /** In milliseconds: when a session with that last time is over. */
  private long silentFrom(Timestamp last) {
    return last.getTime() + gapMillis;
  }

  /** A list, as the state must not change under an iterator. */
  private List<Tuple2<Timestamp, Row>> sessions() {
    List<Tuple2<Timestamp, Row>> all = new ArrayList<>();
    asJava(open.iterator()).forEachRemaining(all::add);
    return all;
  }
}
