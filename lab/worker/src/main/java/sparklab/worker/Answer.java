package sparklab.worker;

import java.util.List;

/**
 * What a task gave back, in values that JSON has: a whole number is a {@code Long}, any other a
 * {@code Double}; a time an ISO instant; a pair is a row of two, a plain element a row of one; a
 * vector, an array, a set is a list, a record a map.
 *
 * @param columns names of a table's columns; empty for DStreams and values
 * @param batches of a DStream the rows of each batch for which there was a result; of a stream the
 *     rows that came out after each micro-batch went in, in complete mode the whole table then; of
 *     a table one batch; null for a value
 * @param value what a task returned that is neither stream nor table
 */
public record Answer(List<String> columns, List<List<List<Object>>> batches, Object value) {

  /**
   * The rows of a result that has one batch.
   *
   * @throws AssertionError if it has none or several
   */
  public List<List<Object>> rows() {
    if (batches == null || batches.size() != 1) {
      throw new AssertionError("Not one table: " + this);
    }
    return batches.get(0);
  }

  /**
   * The rows of one batch, from 0.
   *
   * @throws AssertionError if there is none
   */
  public List<List<Object>> batch(int number) {
    if (batches == null || number >= batches.size()) {
      throw new AssertionError("There is no batch " + number + ": " + this);
    }
    return batches.get(number);
  }
}
