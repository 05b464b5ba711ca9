package sparklab.testing;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The Spark that the unit tests of a module share; it ends with the process. */
public final class LocalSpark {

  private LocalSpark() {}

  /** As a lesson would be given it. */
  public static SparkConf conf() {
    return new SparkConf()
        .setMaster("local[2]")
        .setAppName("unit tests")
        .set("spark.sql.shuffle.partitions", "2")
        .set("spark.sql.session.timeZone", "UTC");
  }

  /** The session: a new one if a test, or what it tests, has stopped the last. */
  public static SparkSession session() {
    return SparkSession.builder().config(conf()).getOrCreate();
  }

  /** The context, for tests that need no session. */
  public static JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf()));
  }
}
