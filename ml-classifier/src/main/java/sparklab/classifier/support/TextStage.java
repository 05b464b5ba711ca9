package sparklab.classifier.support;

import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.sql.types.StructType;

/**
 * What our own stages of a pipeline have in common: the names of the columns that they read and
 * write are parameters, which Spark saves with the pipeline.
 *
 * @param <T> the stage itself
 */
abstract class TextStage<T extends TextStage<T>> extends Transformer
    implements DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final Param<String> inputCol;
  private final Param<String> outputCol;

  /** A new stage, or one that Spark loads or copies, with its old name. */
  TextStage(String uid) {
    this.uid = uid;
    inputCol = column("inputCol", "the column that is read");
    outputCol = column("outputCol", "the column that is added");
  }

  /** A parameter that is the name of a column. */
  final Param<String> column(String name, String what) {
    return new Param<>(uid(), name, what, String.class);
  }

  /** A name for a new stage: the prefix and a random number. */
  static String newUid(String prefix) {
    return Identifiable$.MODULE$.randomUID(prefix);
  }

  @Override
  public String uid() {
    return uid;
  }

  public Param<String> inputCol() {
    return inputCol;
  }

  public Param<String> outputCol() {
    return outputCol;
  }

  @SuppressWarnings("unchecked")
  public T setInputCol(String name) {
    return (T) set(inputCol, name);
  }

  @SuppressWarnings("unchecked")
  public T setOutputCol(String name) {
    return (T) set(outputCol, name);
  }

  String input() {
    return $(inputCol);
  }

  String output() {
    return $(outputCol);
  }

  @Override
  public Transformer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** The schema with the columns that the stage adds. */
  @Override
  public abstract StructType transformSchema(StructType schema);
}
