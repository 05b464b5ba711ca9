package sparklab.structured.support;

import static sparklab.cli.Text.tr;

import org.apache.spark.sql.streaming.OutputMode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import sparklab.lesson.query.OutputModeConverter;

/** How a lesson with windows prints its results: {@code --output-mode --rows}. */
public final class ConsoleOptions {

  @Option(
      names = "--output-mode",
      defaultValue = "update",
      converter = OutputModeConverter.class,
      paramLabel = "MODE",
      description =
          "complete: all windows; update: those with a new count; append: those that are final"
              + " (default: ${DEFAULT-VALUE}).")
  private OutputMode mode;

  @Option(
      names = "--rows",
      defaultValue = "40",
      paramLabel = "NUMBER",
      description = "Rows to print of each result (default: ${DEFAULT-VALUE}).")
  private void rows(int number) {
    if (number < 1) {
      throw new ParameterException(spec.commandLine(), tr("--rows must be 1 or more"));
    }
    rows = number;
  }

  private int rows;

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  /** Which rows of the result a micro-batch prints. */
  public OutputMode mode() {
    return mode;
  }

  /** How many of them at most. */
  public int rows() {
    return rows;
  }
}
