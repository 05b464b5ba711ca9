package sparklab.kafka;

import static scala.jdk.javaapi.CollectionConverters.asJava;
import static scala.jdk.javaapi.CollectionConverters.asScala;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.apache.spark.sql.streaming.ValueState;
import org.apache.spark.sql.types.StructType;
import scala.collection.Iterator;

/**
 * What lesson 6 does for each station: observations (idema, fint, pres) in, {@link #ALERTS} out.
 *
 * <p>What comes out of a batch depends on its observations and their times only: one that runs
 * again makes the same alerts, with the same ids.
 */
final class StationWatch extends StatefulProcessor<String, Row, Row> {

  static final StructType ALERTS =
      StructType.fromDDL(
          """
          id STRING COMMENT 'the same whenever the alert is made',
          idema STRING, alert STRING COMMENT 'silent or falling',
          at TIMESTAMP COMMENT 'when three hours were over, or the pressure was that low',
          hpa DOUBLE COMMENT 'by how much it fell'
          """);

  private static final long serialVersionUID = 1L;
  private static final long THREE_HOURS = Duration.ofHours(3).toMillis();
  private static final double MOST_HPA = 3;

  private transient ValueState<Long> heard; // when the station was last
  private transient MapState<Long, Double> pressures; // of the last three hours
  private transient ValueState<Boolean> falling; // whether that has been told

  @Override
  public void init(OutputMode mode, TimeMode time) {
    heard = getHandle().getValueState("heard", Encoders.LONG(), TTLConfig.NONE());
    pressures =
        getHandle().getMapState("pressures", Encoders.LONG(), Encoders.DOUBLE(), TTLConfig.NONE());
    falling = getHandle().getValueState("falling", Encoders.BOOLEAN(), TTLConfig.NONE());
  }

  @Override
  public Iterator<Row> handleInputRows(String idema, Iterator<Row> rows, TimerValues now) {
    TreeMap<Long, Row> inOrder = new TreeMap<>(); // the rows of a batch have none
    asJava(rows).forEachRemaining(row -> inOrder.put(row.getTimestamp(1).getTime(), row));
    List<Row> alerts = new ArrayList<>();
    for (Map.Entry<Long, Row> each : inOrder.entrySet()) {
      long time = each.getKey();
      if (heard.exists()) {
        if (time <= heard.get()) { // sent twice, or after a later one: those to come are compared
          if (!each.getValue().isNullAt(2)) {
            pressures.updateValue(time, each.getValue().getDouble(2));
          }
          continue;
        }
        getHandle().deleteTimer(heard.get() + THREE_HOURS);
        if (time - heard.get() >= THREE_HOURS) { // the timer had no time to go off
          alerts.add(silent(idema));
        }
      }
      heard.update(time);
      getHandle().registerTimer(time + THREE_HOURS);
      if (!each.getValue().isNullAt(2)) {
        double fall = fall(time, each.getValue().getDouble(2));
        if (fall <= MOST_HPA) {
          falling.clear();
        } else if (!falling.exists()) {
          falling.update(true);
          alerts.add(alert(idema, "falling", time, fall));
        }
      }
    }
    return asScala(alerts.iterator());
  }

  /** Nothing has come: the watermark has passed the timer. */
  @Override
  public Iterator<Row> handleExpiredTimer(String idema, TimerValues now, ExpiredTimerInfo timer) {
    return asScala(List.of(silent(idema)).iterator());
  }

  /** Told once: a station that is heard again begins anew. */
  private Row silent(String idema) {
    Row alert = alert(idema, "silent", heard.get() + THREE_HOURS, null);
    heard.clear();
    pressures.clear();
    falling.clear();
    return alert;
  }

  /** By how much the pressure is lower than it was at most in the three hours before; in hPa. */
  private double fall(long time, double pressure) {
    double highest = pressure;
    List<Long> times = new ArrayList<>();
    asJava(pressures.keys()).forEachRemaining(times::add);
    for (long past : times) {
      if (past < time - THREE_HOURS) {
        pressures.removeKey(past);
      } else {
        highest = Math.max(highest, pressures.getValue(past));
      }
    }
    pressures.updateValue(time, pressure);
    return Math.round((highest - pressure) * 10) / 10.0; // as the messages have it
  }

  private static Row alert(String idema, String what, long time, Double hpa) {
    Timestamp at = new Timestamp(time);
    String id = "%s/%s/%s".formatted(idema, what, at.toInstant());
    return RowFactory.create(id, idema, what, at, hpa);
  }
}
