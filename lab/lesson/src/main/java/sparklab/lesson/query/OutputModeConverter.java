package sparklab.lesson.query;

import static sparklab.cli.Text.tr;

import java.util.Locale;
import org.apache.spark.sql.streaming.OutputMode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a query's output mode: {@code complete}, {@code update} or {@code append}. */
public final class OutputModeConverter implements ITypeConverter<OutputMode> {

  @Override
  public OutputMode convert(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "complete" -> OutputMode.Complete();
      case "update" -> OutputMode.Update();
      case "append" -> OutputMode.Append();
      default ->
          throw new TypeConversionException(
              tr("'%s' is not an output mode: write complete, update or append", text));
    };
  }
}
