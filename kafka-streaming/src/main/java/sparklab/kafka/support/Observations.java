package sparklab.kafka.support;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Mixin;
import sparklab.lesson.query.TableOptions;

/** Weather messages as rows: which of them cannot be used, and how they are printed. */
public final class Observations {

  /** No field of an observation has such a value, in any of their units. */
  private static final double BEYOND = 9_999;

  @Mixin private TableOptions table;

  /**
   * Null, or the column {@code text} of a row that is not an observation: a number is beyond what
   * any sensor measures, or the station or the time is missing.
   */
  public static Column unusable(StructType schema) {
    Column unusable = col("idema").isNull().or(col("idema").equalTo("")).or(col("fint").isNull());
    for (StructField field : schema.fields()) {
      if (field.dataType().equals(DataTypes.DoubleType)) { // NaN is above every number
        unusable = unusable.or(coalesce(abs(col(field.name())).geq(BEYOND), lit(false)));
      }
    }
    return when(unusable, coalesce(col("text"), lit("(no message)")));
  }

  /** Prints the observations of a batch, and below them the malformed messages if there are any. */
  public void print(Dataset<Row> batch, long id) {
    table.print(
        "batch " + id,
        batch
            .where("malformed IS NULL")
            .select("fint", "idema", "ubi", "provincia", "ta", "hr", "prec", "vv", "pres"));
    // Kept, so that the whole batch is parsed once, to count them, and not again to show them.
    Dataset<Row> malformed =
        batch.where("malformed IS NOT NULL").select("partition", "offset", "malformed").persist();
    long count = malformed.count();
    if (count > 0) {
      table.print("batch %d: %,d malformed messages".formatted(id, count), malformed);
    }
    malformed.unpersist();
  }
}
