package sparklab.lab.doctor;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import sparklab.lab.home.Home;
import sparklab.lab.runtime.ClassArchive;

/** The class archives that make lessons start fast. */
public record ArchiveCheck(Home home) implements Check {

  @Override
  public List<Finding> look() throws IOException {
    Path folder = ClassArchive.folder(home);
    if (!Files.isDirectory(folder)) {
      return none();
    }
    long size = 0;
    int count = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(ClassArchive::isOne).toList()) {
        size += Files.size(file);
        count++;
      }
    }
    return count == 0
        ? none()
        : List.of(
            Finding.ok(
                tr("%d class archive%s, %s", count, count == 1 ? "" : "s", Size.text(size))));
  }

  private static List<Finding> none() {
    return List.of(
        Finding.ok(tr("no class archive yet: the first run of a lesson writes one when it ends")));
  }
}
