package sparklab.lab.runtime;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of a command about a program that was started before: {@code --folder}. */
public final class StartedIn {

  @Option(names = "--folder", paramLabel = "DIR", description = "The folder it was started in.")
  private Path folder;

  /** The folder that the program was started in; null for the usual one. */
  public Path folder() {
    return folder;
  }
}
