package sparklab.kmeans.support;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import scala.Tuple2;
import sparklab.cli.LocalPathConverter;
import sparklab.cli.Mistake;
import sparklab.kmeans.support.weather.CapturedHour;

/** What kmeans-save is told: where the weather comes from, and the folder that it is kept in. */
public final class CaptureFolder extends KMeansOptions {

  @Option(
      names = "--output",
      converter = LocalPathConverter.class,
      defaultValue = "kmeans/captured",
      paramLabel = "DIR",
      description = "Folder for the files (default: ${DEFAULT-VALUE}, in the current folder).")
  private Path output;

  /**
   * Makes the folder if it is missing.
   *
   * @throws Mistake if that, or writing to it, is not possible
   */
  public void make() {
    try {
      Files.createDirectories(output);
    } catch (IOException refused) {
      throw Mistake.usage(
          "--output '%s' cannot be used as a folder: %s.", output, refused.getMessage());
    }
    if (!Files.isWritable(output)) {
      throw Mistake.usage(
          "Nothing can be written to --output '%s': check its permissions.", output);
    }
  }

  /**
   * Adds each row to the file of its hour, those of an hour together, in the order they came in;
   * and says which files these are.
   *
   * @param rows (name of the file, row), see {@link CapturedHour}
   */
  public void add(List<Tuple2<String, String>> rows) throws IOException {
    Map<String, List<String>> hours = new TreeMap<>();
    rows.forEach(row -> hours.computeIfAbsent(row._1(), hour -> new ArrayList<>()).add(row._2()));
    for (Map.Entry<String, List<String>> hour : hours.entrySet()) {
      Path file = output.resolve(hour.getKey());
      CapturedHour.add(file, hour.getValue());
      System.out.println(tr("added to %s", file));
    }
  }
}
