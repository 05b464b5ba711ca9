package sparklab.lesson.live;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;

/**
 * The lesson's side of the live page: what a batch shows is collected, and sent as one event when
 * the batch is done. It costs a lesson nothing unless the launcher has said where events go, and it
 * never waits for anybody.
 */
public final class Live {

  /**
   * Environment variable: {@code port:password}, where on this machine the launcher takes events.
   */
  public static final String EVENTS = "SPARKLAB_LIVE_EVENTS";

  /** Characters of a word or a cell that are sent: a page shows no more. */
  private static final int LONGEST = 300;

  /** Entries of a list that are sent. */
  private static final int MOST = 100;

  /** Batches under way, of which the oldest is given up: its end was not heard of. */
  private static final int OPEN_BATCHES = 32;

  /** How Spark marks the thread that works for a batch: of a DStream, and of a query. */
  private static final List<String> MARKS =
      List.of("spark.streaming.internal.batchTime", "streaming.sql.batchId");

  private static volatile EventSender sender;
  private static volatile SparkContext context;

  private static final Map<String, List<Map<String, ?>>> OPEN = new LinkedHashMap<>();

  private Live() {}

  /** Begins to send, if the launcher has asked for it. */
  public static void start(String lesson) {
    String where = System.getenv(EVENTS);
    if (where != null && sender == null) {
      start(lesson, where);
      System.setOut(PrintedTables.reading(System.out));
    }
  }

  /** Begins to send, but for what is printed: in a notebook that is the cell's. */
  static void start(String lesson, String where) {
    if (sender == null) {
      sender = new EventSender(where, lesson);
    }
  }

  /** Gives the last event a moment to go out. */
  public static void end() {
    if (sender != null) {
      sender.end();
    }
  }

  /** Whether anybody looks: what only the page needs is not worth working out otherwise. */
  public static boolean isOn() {
    return sender != null;
  }

  /**
   * Adds something to the event of the batch that this thread works for.
   *
   * @param kind by which the page knows what it is
   * @param content what JSON can hold; not changed any more
   */
  public static void show(String kind, Map<String, ?> content) {
    String batch = sender == null ? null : batch();
    if (batch == null) {
      return;
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("kind", kind);
    shown.putAll(content);
    synchronized (OPEN) {
      OPEN.computeIfAbsent(batch, none -> new ArrayList<>()).add(shown);
      if (OPEN.size() > OPEN_BATCHES) {
        Iterator<String> oldest = OPEN.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
  }

  /** Whose batches they are, if anybody looks. */
  static boolean watches(SparkContext spark) {
    context = spark;
    return isOn();
  }

  /** Sends the event of a batch that is done: its numbers, and what was shown of it. */
  static void batchDone(String batch, Map<String, ?> numbers) {
    List<Map<String, ?>> shown;
    synchronized (OPEN) {
      shown = OPEN.remove(batch);
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("batch", batch);
    event.put("numbers", numbers);
    event.put("shown", shown == null ? List.of() : shown);
    sender.send(event);
  }

  /** A text as it is sent: not longer than a page shows. */
  public static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /** A list as it is sent: not longer than a page shows. */
  public static <T> List<T> cut(List<T> list) {
    return list.size() <= MOST ? list : list.subList(0, MOST);
  }

  private static String batch() {
    TaskContext task = TaskContext.get();
    SparkContext spark = context;
    for (String mark : MARKS) {
      String value =
          task != null
              ? task.getLocalProperty(mark)
              : spark == null ? null : spark.getLocalProperty(mark);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
