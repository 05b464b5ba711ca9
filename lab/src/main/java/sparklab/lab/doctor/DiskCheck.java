package sparklab.lab.doctor;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Free space where the lab builds.
 *
 * @param folder where; it need not be there yet
 */
public record DiskCheck(Path folder, long free) implements Check {

  /** Jars, a class archive of 150 MB for each module, checkpoints. */
  private static final long COMFORTABLE = 1_000_000_000;

  /** One class archive and the build do not fit any more. */
  private static final long TOO_LITTLE = 250_000_000;

  private static final String CURE =
      tr(
          "make room; ./mvnw clean removes what the lab has built, and a lesson that runs builds it"
              + " again");

  static DiskCheck at(Path folder) throws IOException {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    return new DiskCheck(folder, Files.getFileStore(there).getUsableSpace());
  }

  @Override
  public List<Finding> look() {
    String what = tr("%s free for %s", Size.text(free), folder);
    if (free < TOO_LITTLE) {
      return List.of(Finding.fail("only " + what, CURE));
    }
    return List.of(free < COMFORTABLE ? Finding.warn("only " + what, CURE) : Finding.ok(what));
  }
}
