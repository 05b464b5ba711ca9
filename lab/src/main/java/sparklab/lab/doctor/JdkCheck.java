package sparklab.lab.doctor;

import static sparklab.cli.Text.tr;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Java that the lab runs on: new enough, and with a compiler.
 *
 * @param home its {@code java.home}
 */
public record JdkCheck(Runtime.Version version, Path home) implements Check {

  private static final int OLDEST = 17;

  /** The newest that the lab's tests run on. */
  private static final int NEWEST = 25;

  private static final String INSTALL =
      tr(
          "install a JDK 17 or newer (Temurin, or your system's openjdk package), or point"
              + " JAVA_HOME to one");

  @Override
  public List<Finding> look() {
    String java =
        version.version().stream()
            .map(String::valueOf)
            .reduce((left, right) -> left + "." + right)
            .orElseThrow();
    if (version.feature() < OLDEST) {
      return List.of(Finding.fail(tr("Java %s in %s is too old", java, home), INSTALL));
    }
    if (!Files.isExecutable(home.resolve("bin/javac"))) {
      return List.of(
          Finding.fail(tr("Java %s in %s is a runtime without a compiler", java, home), INSTALL));
    }
    if (version.feature() > NEWEST) {
      return List.of(
          Finding.warn(
              tr("JDK %s in %s is newer than what the lab is tested on", java, home),
              tr("if a lesson does not start, point JAVA_HOME to a JDK from 17 to 25")));
    }
    return List.of(Finding.ok(tr("JDK %s in %s", java, home)));
  }
}
