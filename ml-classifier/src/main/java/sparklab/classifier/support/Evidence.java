package sparklab.classifier.support;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.StructType;

/**
 * Few numbers that say how sure one may be, from what naive Bayes has found: a vector {@code
 * evidence} for a calibration.
 *
 * <p>Naive Bayes takes the pieces of a text for independent witnesses and adds up what they say: a
 * hundred that say the same make it certain, whatever it is. So the <b>mean</b> of what a piece
 * says is looked at: by how much it speaks for Spanish rather than English, and for the likelier
 * one of the two rather than another language. Where a text is half in each language the first one
 * is small however long the text is. Both say less of a short text, which has the numbers a second
 * time, weighted with how short it is.
 */
public final class Evidence extends TextStage<Evidence> {

  private static final long serialVersionUID = 1L;

  /** Pieces of a text, some ten letters, from which on it is not a short one. */
  private static final double SHORT = 50;

  private final Param<String> rawPredictionCol =
      column("rawPredictionCol", "the column of the log probabilities of the languages");

  /** A new stage. */
  public Evidence() {
    this(newUid("evidence"));
  }

  /** As Spark loads it. */
  public Evidence(String uid) {
    super(uid);
    set(inputCol(), "features");
    set(outputCol(), "evidence");
    set(rawPredictionCol, "rawPrediction");
  }

  /** As Spark looks for it when it loads a pipeline. */
  public static MLReader<Evidence> read() {
    return new DefaultParamsReader<>();
  }

  public Param<String> rawPredictionCol() {
    return rawPredictionCol;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> weighed) {
    UserDefinedFunction evidence =
        udf((UDF2<Vector, SparseVector, Vector>) Evidence::of, SQLDataTypes.VectorType());
    return weighed.withColumn(output(), evidence.apply(col($(rawPredictionCol)), col(input())));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema.add(output(), SQLDataTypes.VectorType());
  }

  private static Vector of(Vector raw, SparseVector counts) {
    double pieces = Math.max(1, Arrays.stream(counts.values()).sum());
    double english = raw.apply((int) LanguageChoice.ENGLISH);
    double spanish = raw.apply((int) LanguageChoice.SPANISH);
    double other = raw.apply((int) WrittenTexts.OTHER);
    double side = (spanish - english) / pieces;
    double known = (Math.max(spanish, english) - other) / pieces;
    double shortness = Math.exp(-pieces / SHORT);
    // The powers make little of a small difference, and much of a clear one.
    double clear = Math.pow(Math.tanh(side / 1.5), 3);
    return Vectors.dense(
        side * shortness,
        clear,
        clear * shortness,
        Math.pow(side, 3),
        known,
        known * shortness,
        shortness);
  }
}
