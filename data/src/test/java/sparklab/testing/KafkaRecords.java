package sparklab.testing;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Messages as Spark's Kafka source has them, without a broker. */
public final class KafkaRecords {

  private static final StructType RECORD =
      StructType.fromDDL(
          "key BINARY, value BINARY, topic STRING, partition INT, offset LONG, timestamp TIMESTAMP,"
              + " timestampType INT");

  private KafkaRecords() {}

  /**
   * The messages of partition 1 of a topic, from offset 0 on.
   *
   * @param key of each; may be null
   * @param messages null is one without a value
   */
  public static Dataset<Row> of(String topic, String key, List<String> messages) {
    List<Row> rows = new ArrayList<>();
    for (String message : messages) {
      rows.add(
          RowFactory.create(
              bytes(key),
              bytes(message),
              topic,
              1,
              (long) rows.size(),
              Timestamp.from(Instant.EPOCH),
              0));
    }
    return LocalSpark.session().createDataFrame(rows, RECORD);
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
