package sparklab.lab.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Files as they were at one moment, to see when somebody saves one of them. */
public final class Watched {

  private final Map<Path, Version> seen = new HashMap<>();

  /** What changes when a file is saved, or replaced by one that is older. */
  private record Version(Object time, long size, Object key) {

    static Version of(Path file) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(now.lastModifiedTime(), now.size(), now.fileKey());
      } catch (IOException none) {
        return null;
      }
    }
  }

  /** The files as they are now; make it before they are read, or a save meanwhile is missed. */
  public Watched(Collection<Path> files) {
    files.forEach(file -> seen.put(file, Version.of(file)));
  }

  /**
   * Whether a file is another than it was. One that is gone for a moment, as some editors have it,
   * has not been saved yet.
   */
  public boolean isSaved() {
    return seen.entrySet().stream()
        .anyMatch(
            file -> {
              Version now = Version.of(file.getKey());
              return now != null && !now.equals(file.getValue());
            });
  }
}
