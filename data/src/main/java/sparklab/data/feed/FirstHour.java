package sparklab.data.feed;

import static sparklab.cli.Text.tr;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparklab.data.meteo.MeteoFeed;

/** The option of feeds that go by hours, {@code --start}. */
final class FirstHour {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "The first hour, in UTC (default: 2025-08-01T00:00:00Z).")
  private Instant start = MeteoFeed.DEFAULT_START;

  /**
   * The first hour.
   *
   * @throws ParameterException if it is not a whole one
   */
  Instant start() {
    if (!start.equals(start.truncatedTo(ChronoUnit.HOURS))) {
      throw new ParameterException(
          command.commandLine(), tr("--start must be a whole hour such as 2025-08-01T00:00:00Z."));
    }
    return start;
  }
}
