package sparklab.structured.support;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import sparklab.cli.LocalPathConverter;
import sparklab.cli.Mistake;

/** The option of a lesson that writes a file for each epoch: {@code --output}. */
public final class EpochFolder {

  @Option(
      names = "--output",
      converter = LocalPathConverter.class,
      defaultValue = "output/structured2b",
      paramLabel = "DIR",
      description =
          "Folder for the files, on a cluster one that all machines share (default:"
              + " ${DEFAULT-VALUE}, in the current folder).")
  private Path output;

  /** The folder, the same from wherever the files are written. */
  public String path() {
    return output.toAbsolutePath().toString();
  }

  /**
   * Makes the folder, and removes the epochs of an earlier run, unless this run goes on with it:
   * the two would mix.
   *
   * @throws Mistake if it cannot be used
   */
  public void prepare(boolean goesOn) {
    try {
      Files.createDirectories(output);
      if (!Files.isWritable(output)) {
        throw Mistake.usage(
            "Nothing can be written to --output '%s': check its permissions.", output);
      }
      int removed = 0;
      for (Path old : earlierFiles(goesOn)) {
        Files.delete(old);
        removed++;
      }
      if (removed > 0) {
        System.err.println(tr("Removed %d files of an earlier run from %s", removed, output));
      }
    } catch (FileAlreadyExistsException file) {
      throw Mistake.usage("--output '%s' is a file: name a folder.", output);
    } catch (IOException refused) {
      throw Mistake.usage(
          "--output '%s' cannot be used as a folder: %s.", output, refused.getMessage());
    }
  }

  /** What a kill has left unfinished, and all epochs if the numbers start again at 0. */
  private List<Path> earlierFiles(boolean goesOn) throws IOException {
    String names = goesOn ? "\\.epoch-\\d{6,}\\.csv.*\\.tmp" : "\\.?epoch-\\d{6,}\\.csv.*";
    try (Stream<Path> all = Files.list(output)) {
      return all.filter(file -> file.getFileName().toString().matches(names)).toList();
    }
  }
}
