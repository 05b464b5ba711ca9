package sparklab.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk that is soon full. Only root can make one on Linux: the test is skipped for others. */
public final class SmallDisk implements AutoCloseable {

  private final Path folder;

  /** A disk of so many kilobytes in place of a folder, which is made. */
  public SmallDisk(Path folder, int kilobytes) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", "" + folder) == 0,
        "no right to mount a file system");
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException noSuchProgram) {
      return 1;
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    // Lazily: the program that is being ended may still have a file open.
    assertThat(run("umount", "-l", "" + folder)).isZero();
  }
}
