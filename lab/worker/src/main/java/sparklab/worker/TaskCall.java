package sparklab.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run of a task: the name of its static method and what is passed to it. Its JSON form is what
 * a worker is sent and what a public case holds.
 *
 * @param method the task's method in the exercise's class
 * @param arguments one for each parameter: a stream or a table as below, or any plain JSON value
 *     that the parameter's type can be made of (text, number, list, map)
 * @param outputMode of a streaming result: {@code append}, {@code update} or {@code complete}; null
 *     for the rest
 */
public record TaskCall(String method, List<Object> arguments, String outputMode) {

  /** A call without arguments yet. */
  public static TaskCall of(String method) {
    return new TaskCall(method, List.of(), null);
  }

  /** Passes a value to the next parameter. */
  public TaskCall with(Object value) {
    List<Object> more = new ArrayList<>(arguments);
    more.add(value);
    return new TaskCall(method, List.copyOf(more), outputMode);
  }

  /** Passes a {@code JavaDStream<String>}: the lines of each batch. */
  public TaskCall lines(List<List<String>> batches) {
    return with(Map.of("lines", batches));
  }

  /** Passes a {@code JavaPairDStream}: the pairs of each batch, each a list of two. */
  public TaskCall pairs(List<List<List<Object>>> batches) {
    return with(Map.of("pairs", batches));
  }

  /**
   * Passes a {@code Duration} of a DStream task, Java's or Spark's: that many batches long. Other
   * times are values, as ISO has them: {@code with("PT1H")}.
   */
  public TaskCall batches(int count) {
    return with(Map.of("batches", count));
  }

  /**
   * Passes a {@code Dataset<Row>} that is there as a whole.
   *
   * @param schema in Spark's DDL: {@code "word STRING, time TIMESTAMP"}; times as ISO instants,
   *     binary data as text; {@code VECTOR} is Spark ML's, given as a list of numbers
   */
  public TaskCall table(String schema, List<List<Object>> rows) {
    return with(Map.of("schema", schema, "rows", rows));
  }

  /** Passes a single {@code Row}. */
  public TaskCall row(String schema, List<Object> values) {
    return with(Map.of("schema", schema, "row", values));
  }

  /** Passes a streaming {@code Dataset<Row>}: the rows of each micro-batch. */
  public TaskCall stream(String schema, List<List<List<Object>>> batches) {
    return with(Map.of("schema", schema, "batches", batches));
  }

  /** The mode in which a streaming result is written. */
  public TaskCall outputMode(String mode) {
    return new TaskCall(method, arguments, mode);
  }
}
