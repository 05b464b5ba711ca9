package sparklab.classifier.support;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
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
 * guessed there. Where a third number says how probable any other language is, the confidence may
 * be less than a half.
 */
public final class LanguageChoice extends TextStage<LanguageChoice> {

  /** The numbers of the languages for Spark ML, and their codes. */
  public static final double ENGLISH = 0;

  public static final double SPANISH = 1;
  public static final String UNDETERMINED = "und";

  private static final long serialVersionUID = 1L;

  private final Param<String> probabilityCol =
      column("probabilityCol", "the column of the probabilities of the languages");

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

  public LanguageChoice setProbabilityCol(String name) {
    set(probabilityCol, name);
    return this;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> classified) {
    Column isEmpty = length(col(input())).equalTo(0);
    Column english = element((int) ENGLISH).apply(col($(probabilityCol)));
    Column spanish = element((int) SPANISH).apply(col($(probabilityCol)));
    return classified
        .withColumn(
            output(),
            when(isEmpty, lit(UNDETERMINED)).when(spanish.geq(english), "es").otherwise("en"))
        .withColumn("confidence", when(isEmpty, lit(0.0)).otherwise(greatest(english, spanish)));
  }

  private static UserDefinedFunction element(int number) {
    return udf((UDF1<Vector, Double>) all -> all.apply(number), DataTypes.DoubleType);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema.add(output(), DataTypes.StringType).add("confidence", DataTypes.DoubleType);
  }
}
