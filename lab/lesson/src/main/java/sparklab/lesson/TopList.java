package sparklab.lesson;

import static sparklab.cli.Text.tr;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.streaming.Time;
import scala.Tuple2;
import sparklab.lesson.live.Live;

/**
 * The most frequent words of a batch: by count, the highest first; words of the same count by code
 * point.
 */
public final class TopList {

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private TopList() {}

  /** The order of a top list. Serializable, as Spark sorts on the executors. */
  public static final class Order implements Comparator<Tuple2<String, Long>>, Serializable {
    @Override
    public int compare(Tuple2<String, Long> left, Tuple2<String, Long> right) {
      int byCount = Long.compare(right._2(), left._2());
      return byCount != 0 ? byCount : compareCodePoints(left._1(), right._1());
    }
  }

  /**
   * Prints a batch: a line with its time, then the first {@code size} entries of its top list as
   * {@code word<TAB>count}, or {@code (no words)}.
   */
  public static void print(Time time, JavaPairRDD<String, Long> counts, int size) {
    print(time, counts.takeOrdered(size, new Order()));
  }

  /** Prints a batch whose top list is there already. */
  public static void print(Time time, List<Tuple2<String, Long>> top) {
    StringBuilder text = new StringBuilder(header(time));
    if (top.isEmpty()) {
      text.append(tr("(no words)\n"));
    }
    for (Tuple2<String, Long> entry : top) {
      text.append(entry._1()).append('\t').append(entry._2()).append('\n');
    }
    show(top);
    // One call, so that nothing comes between the lines of a batch.
    System.out.print(text);
    System.out.flush();
  }

  /** Shows a batch's top list on the live page only. */
  public static void show(List<Tuple2<String, Long>> top) {
    if (Live.isOn()) {
      Live.show(
          "words",
          Map.of(
              "words",
              Live.cut(top).stream()
                  .map(entry -> List.of(Live.cut(entry._1()), entry._2()))
                  .toList()));
    }
  }

  /** The line above a batch: its time of day here. */
  public static String header(Time time) {
    return String.format(
        Locale.ROOT,
        "-------- %s --------%n",
        CLOCK.format(Instant.ofEpochMilli(time.milliseconds()).atZone(ZoneId.systemDefault())));
  }

  /**
   * Compares by code point, as UTF-8 bytes would; {@link String#compareTo} differs beyond the basic
   * plane.
   */
  public static int compareCodePoints(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int at = 0; at < shorter; at++) {
      char a = left.charAt(at);
      char b = right.charAt(at);
      if (a != b) {
        boolean bothOrNeither = Character.isSurrogate(a) == Character.isSurrogate(b);
        return bothOrNeither ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
