package sparklab.lesson.query;

import org.apache.spark.sql.streaming.Trigger;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import sparklab.cli.DurationConverter;

/** Reads a query's trigger: a length of time such as {@code 1s}, or {@code available-now}. */
public final class TriggerConverter implements ITypeConverter<Trigger> {

  /** Processes all input that is there, and ends. */
  public static final String AVAILABLE_NOW = "available-now";

  @Override
  public Trigger convert(String text) {
    if (text.strip().equals(AVAILABLE_NOW)) {
      return Trigger.AvailableNow();
    }
    try {
      return Trigger.ProcessingTime(new DurationConverter().convert(text).toMillis());
    } catch (TypeConversionException noTime) {
      throw new TypeConversionException(noTime.getMessage() + "; or " + AVAILABLE_NOW);
    }
  }
}
