package sparklab.lab.runtime;

import java.io.IOException;
import java.nio.file.Path;
import sparklab.lab.home.Home;

/**
 * The HDFS and YARN that the lab assembles from Maven artifacts, when they are first asked for.
 *
 * @param folder with {@code libs/} and {@code conf/}
 */
public record HadoopHome(Path folder) {

  /** The project that makes it. */
  static final String PROJECT = "lab/hadoop-runtime";

  /** The profile by which Maven knows that project: no usual build makes it. */
  static final String PROFILE = "hadoop";

  static HadoopHome of(Home home) {
    return new HadoopHome(home.path("lab", "hadoop-runtime", "target", "hadoop-home"));
  }

  boolean isComplete() throws IOException {
    return KafkaHome.areThere(libs());
  }

  /** Its jars. */
  Path libs() {
    return folder.resolve("libs");
  }

  /** The settings with their gaps. */
  Path settings() {
    return folder.resolve("conf");
  }
}
