package sparklab.lab.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import sparklab.lab.home.Home;

/**
 * The Kafka that the lab assembles from Maven artifacts.
 *
 * @param folder with {@code libs/} and {@code config/}
 */
public record KafkaHome(Path folder) {

  /** The project that makes it. */
  private static final String PROJECT = "lab/kafka-runtime";

  /** The one of this copy of the lab, there or not. */
  public static KafkaHome of(Home home) {
    return new KafkaHome(home.path("lab", "kafka-runtime", "target", "kafka-home"));
  }

  /** Builds it if it is missing. */
  public void refresh(Home home) throws IOException, InterruptedException {
    new Build(home).refresh(() -> isComplete() ? List.of() : List.of(PROJECT));
  }

  /** Whether it is complete: a cleaned local repository leaves links to nowhere. */
  boolean isComplete() throws IOException {
    return areThere(folder.resolve("libs"));
  }

  /** Whether a folder has jars, none of them a link to nowhere. */
  static boolean areThere(Path libs) throws IOException {
    if (!Files.isDirectory(libs)) {
      return false;
    }
    try (Stream<Path> all = Files.list(libs)) {
      List<Path> jars = all.toList();
      return !jars.isEmpty() && jars.stream().allMatch(Files::exists);
    }
  }
}
