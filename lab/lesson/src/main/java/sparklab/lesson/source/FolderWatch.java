package sparklab.lesson.source;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A folder that Spark reads files from: says which of the things in it Spark passes over. It does
 * so without a word, and reads a file once, as it is when it is first seen.
 */
final class FolderWatch {

  private final Path folder;
  private final Configuration hadoop;
  private final Consumer<String> console;
  private final Map<String, Long> lengths = new HashMap<>();
  private final Set<String> said = new HashSet<>();

  FolderWatch(Path folder, Configuration hadoop, Consumer<String> console) {
    this.folder = folder;
    this.hadoop = hadoop;
    this.console = console;
  }

  /** Says what is new since the last look. */
  void look() {
    Set<String> hidden = new TreeSet<>();
    Set<String> folders = new TreeSet<>();
    Set<String> changed = new TreeSet<>();
    try {
      for (FileStatus file : folder.getFileSystem(hadoop).listStatus(folder)) {
        String name = file.getPath().getName();
        if (name.endsWith(".crc") || name.equals("_SUCCESS")) {
          continue; // Hadoop's own
        }
        if (name.startsWith(".") || name.startsWith("_") || name.endsWith("._COPYING_")) {
          hidden.add(name);
        } else if (file.isDirectory()) {
          folders.add(name);
        } else if (lengths.put(name, file.getLen()) instanceof Long before
            && before != file.getLen()) {
          changed.add(name);
        }
      }
    } catch (IOException gone) {
      return; // the query says so
    }
    say(
        hidden,
        "are passed over, as Spark takes names that begin with . or _ for unfinished files");
    say(folders, "are folders and are passed over: their files have to be in %s itself");
    say(
        changed,
        "have changed after they were read, and Spark reads a file once: write it elsewhere and"
            + " move it here when it is whole");
  }

  private void say(Set<String> names, String what) {
    names.removeIf(name -> !said.add(what + name));
    if (!names.isEmpty()) {
      console.accept(
          "%d in %s %s (%s)"
              .formatted(
                  names.size(),
                  folder,
                  what.formatted(folder),
                  names.iterator().next() + (names.size() > 1 ? ", …" : "")));
    }
  }
}
