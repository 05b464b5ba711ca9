package sparklab.structured;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** The session that all unit tests of the module share; it ends with the process. */
final class LocalSpark {

  static final SparkSession SESSION =
      SparkSession.builder()
          .master("local[2]")
          .appName("unit tests")
          .config("spark.sql.shuffle.partitions", 2)
          .config("spark.sql.session.timeZone", "UTC")
          .getOrCreate();

  private LocalSpark() {}

  static Dataset<String> lines(String... lines) {
    return SESSION.createDataset(List.of(lines), Encoders.STRING());
  }
}
