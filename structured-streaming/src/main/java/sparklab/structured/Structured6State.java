package sparklab.structured;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.lesson.BatchLesson;
import sparklab.lesson.Lesson;
import sparklab.lesson.PreparedLesson;
import sparklab.structured.support.StateOptions;

/**
 * Lesson 6: what a query has in its head: the state in a checkpoint, as tables.
 *
 * <p>New against lesson 5: no stream. Spark reads the folder of {@code --checkpoint} like any other
 * data: the format {@code state-metadata} says which operators keep a state, and {@code statestore}
 * gives its rows as they were after a micro-batch, so that two of them can be compared. The folder
 * may be that of any query, a running one too.
 *
 * <pre>
 * scripts/lab run structured6
 * scripts/lab run structured6 -- --checkpoint checkpoints/kafka3 --from 3 --to 4
 * </pre>
 *
 * <p>You will see the state after two micro-batches, and what has gone (-) and come (+) in between;
 * where there is no checkpoint yet, first lesson 5, which leaves one.
 */
@Command(name = "structured6", description = "The state in a checkpoint, as tables")
public final class Structured6State implements BatchLesson, PreparedLesson {

  @Mixin StateOptions options;

  /** A row for each thing that a query keeps: an operator may have several stores or variables. */
  static Dataset<Row> stores(SparkSession spark, String checkpoint) {
    String variables = "'stateVariables ARRAY<STRUCT<stateName STRING>>'";
    return spark
        .read()
        .format("state-metadata")
        .load(checkpoint)
        .withColumn(
            "variable",
            explode_outer(
                expr("from_json(operatorProperties, " + variables + ").stateVariables.stateName")))
        .drop("operatorProperties")
        .orderBy("operatorId", "stateStoreName", "variable");
  }

  /** What one of them held after a micro-batch, a row for each key. */
  static Dataset<Row> state(Row store, long batch, String checkpoint) {
    DataFrameReader reader =
        SparkSession.active()
            .read()
            .format("statestore")
            .option("batchId", batch)
            .option("operatorId", store.<Long>getAs("operatorId"))
            .option("storeName", store.<String>getAs("stateStoreName"));
    String variable = store.getAs("variable");
    if (variable != null && variable.startsWith("$")) { // Spark's own: the timers
      reader.option("readRegisteredTimers", true);
    } else if (variable != null) {
      reader.option("stateVarName", variable);
    }
    return reader.load(checkpoint).drop("partition_id").orderBy("key");
  }

  /** Two states in, the rows out that only one of them has: - the first, + the second. */
  static Dataset<Row> changes(Dataset<Row> before, Dataset<Row> after) {
    return before
        .exceptAll(after)
        .select(lit("-").as("change"), col("*"))
        .union(after.exceptAll(before).select(lit("+").as("change"), col("*")))
        .orderBy(col("key"), col("change").desc());
  }

  /** Lesson 5 over five small files, where nobody has made the checkpoint that is read. */
  @Override
  public void prepare(SparkConf conf) throws Exception {
    if (options.isMissing(conf)) {
      options.recorded(new Structured5Sessions()).run(conf);
    }
  }

  @Override
  public void run(SparkConf conf) throws IOException {
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      spark.streams(); // starts what knows where states are loaded
      Dataset<Row> stores = stores(spark, options.checkpoint());
      stores.show(false);
      for (Row store : options.choose(stores.collectAsList())) {
        Dataset<Row> before = state(store, options.from(store), options.checkpoint());
        Dataset<Row> after = state(store, options.to(store), options.checkpoint());
        options.print(store, before, after, changes(before, after));
      }
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Structured6State(), args);
  }
}
