package sparklab.data;

import java.nio.file.Path;

/** Where the shipped data sets are. */
public final class DataSets {

  private DataSets() {}

  /** A data set by its name in {@code data/datasets/}. */
  public static Path file(String name) {
    // The scripts say where the lab is; without them it is the current folder.
    return Path.of(System.getProperty("sparklab.home", ""), "data", "datasets", name);
  }
}
