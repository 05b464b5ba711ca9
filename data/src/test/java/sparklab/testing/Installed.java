package sparklab.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that some tests use and that are not the lab's to bring. */
public final class Installed {

  private static final String CI = "CI";

  private Installed() {}

  /**
   * The first of these programs that is on the {@code PATH}. Without any the test is skipped, and
   * says so; on a CI machine it fails, as nobody reads there what was skipped.
   */
  public static Path program(String... names) {
    Optional<Path> found =
        Stream.of(names)
            .flatMap(name -> folders().map(folder -> folder.resolve(name)))
            .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
            .findFirst();
    String missing = "None of %s is installed: see .ci/run".formatted(List.of(names));
    if (found.isEmpty() && "true".equals(System.getenv(CI))) {
      throw new AssertionError(missing);
    }
    assumeTrue(found.isPresent(), missing);
    return found.orElseThrow();
  }

  private static Stream<Path> folders() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of);
  }
}
