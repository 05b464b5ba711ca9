package sparklab.data;

import java.nio.file.Path;

/** Where the shipped data sets are. */
public final class DataSets {

  /** Environment variable: where the lab is, for a lesson that {@code lab run} starts elsewhere. */
  public static final String HOME = "SPARKLAB_HOME";

  private DataSets() {}

  /** A data set by its name in {@code data/datasets/}. */
  public static Path file(String name) {
    // The scripts say where the lab is; without them it is the current folder.
    String told = System.getenv().getOrDefault(HOME, "");
    return Path.of(System.getProperty("sparklab.home", told), "data", "datasets", name);
  }
}
