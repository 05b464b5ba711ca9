package sparklab.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;
import sparklab.lab.runtime.Hadoop;

/**
 * How a lesson finds YARN or HDFS, if it runs on the one or keeps files in the other: by the folder
 * that the environment names, otherwise the lab's own.
 *
 * @param settings the folder with {@code core-site.xml} and {@code yarn-site.xml}
 * @param yarn whether it runs on YARN
 * @param here whether that is this machine only
 */
record HadoopUse(Path settings, boolean yarn, boolean here) {

  private static final String SETTINGS = "HADOOP_CONF_DIR";

  /**
   * The use that a lesson makes of it.
   *
   * @param master null for Spark's default
   * @param environment of the program that runs it
   * @return nothing if it makes none
   * @throws Mistake if nobody says where Hadoop is
   */
  static Optional<HadoopUse> of(
      Home home, String master, List<String> arguments, Map<String, String> environment)
      throws IOException {
    boolean yarn = "yarn".equals(master);
    // With a host in it, as hdfs://namenode:8020/folder, no settings are needed.
    boolean files = arguments.stream().anyMatch(word -> word.contains("hdfs:///"));
    if (!yarn && !files) {
      return Optional.empty();
    }
    Hadoop own = new Hadoop(home, null);
    Optional<String> variable =
        Stream.of(SETTINGS, "YARN_CONF_DIR")
            .filter(name -> !environment.getOrDefault(name, "").isBlank())
            .findFirst();
    if (variable.isPresent()) {
      Path named = Path.of(environment.get(variable.get()));
      if (!Files.isDirectory(named)) {
        throw Mistake.failure(
            "%s names '%s', which is not a folder: correct it, or unset it to use the lab's own"
                + " Hadoop.",
            variable.get(), named);
      }
      // What the lab has started may lie in any folder; its settings for Spark lie beside it.
      boolean here = Files.exists(named.resolve(Hadoop.SPARK_SETTINGS));
      return Optional.of(new HadoopUse(named, yarn, here));
    }
    if (own.isRunning()) {
      return Optional.of(new HadoopUse(own.settings(), yarn, true));
    }
    throw Mistake.failure(
        "Nobody says where %s is: start it on this machine with scripts/lab cluster start --hadoop,"
            + " or let %s name the folder with the settings of another one.",
        yarn ? "YARN" : "HDFS", SETTINGS);
  }

  /** Options for spark-submit. */
  List<String> submitOptions() {
    return yarn && here
        ? List.of(
            "--properties-file",
            settings.resolve(Hadoop.SPARK_SETTINGS).toString(),
            "--load-spark-defaults")
        : List.of();
  }

  /** Tells a program where Hadoop is. */
  void tell(Map<String, String> environment) {
    environment.put(SETTINGS, settings.toString());
  }
}
