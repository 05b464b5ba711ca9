package sparklab.lab.home;

import java.nio.file.Files;
import java.nio.file.Path;
import sparklab.cli.Mistake;

/**
 * The folder the lab lives in.
 *
 * @param root where {@code pom.xml} and {@code mvnw} are
 */
public record Home(Path root) {

  /** The folder that the scripts name; without them the current one. */
  public static Home find() {
    Path root = Path.of(System.getProperty("sparklab.home", "")).toAbsolutePath().normalize();
    if (!Files.isRegularFile(root.resolve("mvnw"))) {
      throw Mistake.failure("There is no lab in '%s': start it by its scripts/lab.", root);
    }
    return new Home(root);
  }

  /** A file or folder of the lab. */
  public Path path(String first, String... more) {
    return root.resolve(Path.of(first, more));
  }

  /** Where the machinery keeps what it makes: logs and class archives. */
  public Path work() {
    return path("lab", "target");
  }
}
