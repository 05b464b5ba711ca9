package sparklab.classifier.support;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The last stage: what the estimator's numbers mean. Adds the column {@code language}, which is
 * {@code en}, {@code es}, or {@code und} for a text with nothing left after its clean-up, and the
 * column {@code confidence}, the probability of that language, 0 for {@code und}: nothing is
 * guessed there.
 */
public final class LanguageChoice extends TextStage<LanguageChoice> {

  /** The numbers of the languages for Spark ML, and their codes. */
  public static final double ENGLISH = 0;

  public static final double SPANISH = 1;
  public static final String UNDETERMINED = "und";

  private static final long serialVersionUID = 1L;

  private final Param<String> probabilityCol =
      column("probabilityCol", "the column of the estimator's probabilities");

  /** A new stage. */
  public LanguageChoice() {
    this(newUid("languageChoice"));
  }

  /** As Spark loads it. */
  public LanguageChoice(String uid) {
    super(uid);
    set(inputCol(), "clean");
    set(outputCol(), "language");
    set(probabilityCol, "probability");
  }

  /** As Spark looks for it when it loads a pipeline. */
  public static MLReader<LanguageChoice> read() {
    return new DefaultParamsReader<>();
  }

  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> classified) {
    UserDefinedFunction spanish =
        udf((UDF1<Vector, Double>) both -> both.apply((int) SPANISH), DataTypes.DoubleType);
    Column isEmpty = length(col(input())).equalTo(0);
    Column probability = col("spanish");
    return classified
        .withColumn("spanish", spanish.apply(col($(probabilityCol))))
        .withColumn(
            output(),
            when(isEmpty, lit(UNDETERMINED)).when(probability.geq(0.5), "es").otherwise("en"))
        .withColumn(
            "confidence",
            when(isEmpty, lit(0.0))
                .when(probability.geq(0.5), probability)
                .otherwise(lit(1.0).minus(probability)))
        .drop("spanish");
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema.add(output(), DataTypes.StringType).add("confidence", DataTypes.DoubleType);
  }
}
