package sparklab.lesson.query;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import sparklab.cli.Mistake;
import sparklab.lesson.NotThereYet;

/**
 * The options by which a structured lesson names its source, as {@link QueryOptions} needs to know
 * them. Their {@code toString()} names the source in messages.
 */
public interface QuerySource {

  /**
   * Looks whether the source can be there at all, and waits for it where waiting makes sense.
   *
   * @param query what else the query was asked for
   * @throws Mistake for what the user can mend
   */
  void check(QueryOptions query) throws IOException, InterruptedException;

  /** What a checkpoint is bound to, by name. */
  Map<String, String> labels(QueryOptions query) throws IOException;

  /**
   * Looks whether a query can go on from a checkpoint.
   *
   * @param offsets how far the source had been read, as Spark writes it
   * @throws Mistake if what comes next is gone
   */
  default void checkGoesOn(String offsets, String checkpoint) throws InterruptedException {}

  /** The rows as they come, with what the source wants to know of them observed on the way. */
  default <T> Dataset<T> observe(Dataset<T> rows) {
    return rows;
  }

  /** Says after a batch what was observed in it, if there is something to be said. */
  default void tell(Map<String, Row> observed) {}

  /**
   * Looks at how long a batch took for so many rows, and says what the source has to do with it.
   */
  default void tellTime(long rows, long millis) {}

  /**
   * What to wait for, if a query failed because the source is not there yet.
   *
   * @param hasBegun whether the query has had a batch
   */
  default Optional<NotThereYet> notThereYet(Throwable failure, boolean hasBegun) {
    return Optional.empty();
  }

  /** Whether the source has come to its end, and the query ends when all is processed. */
  default boolean hasEnded(StreamingQuery query) {
    return false;
  }

  /** The sentence for a failure of this source, if the user can mend it. */
  default Optional<Mistake> explain(Throwable failure, String checkpoint) {
    return Optional.empty();
  }
}
