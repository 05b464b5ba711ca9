package sparklab.lab.home;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A module that holds lessons.
 *
 * @param name the name of its folder
 */
public record LabModule(Home home, String name) {

  /** The course's order; a module is there if its folder is. */
  private static final List<String> IN_ORDER =
      List.of(
          "base-streaming",
          "structured-streaming",
          "kafka-streaming",
          "ml-kmeans",
          "ml-classifier");

  /** The modules in this copy of the lab. */
  public static List<LabModule> all(Home home) {
    return IN_ORDER.stream()
        .map(name -> new LabModule(home, name))
        .filter(module -> Files.exists(module.folder().resolve("pom.xml")))
        .toList();
  }

  /** Where its files are. */
  public Path folder() {
    return home.path(name);
  }

  /** The one jar that spark-submit takes. */
  public Path jar() {
    return folder().resolve("target").resolve(name + ".jar");
  }

  /** What is its own of that which the jar is made from, beside its POM. */
  public Path main() {
    return folder().resolve("src/main");
  }

  /** What it says, in Spanish. */
  public Path catalogue() {
    return main().resolve("resources/sparklab/es.po");
  }

  /** What the jar is made from. */
  public Stream<Path> sources() {
    return Stream.of(
        main(),
        folder().resolve("pom.xml"),
        home.path("lab", "lesson", "src", "main"),
        home.path("lab", "lesson", "pom.xml"),
        home.path("data", "src", "main"),
        home.path("data", "pom.xml"),
        home.path("pom.xml"));
  }
}
