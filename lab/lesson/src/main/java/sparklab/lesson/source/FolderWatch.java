package sparklab.lesson.source;

import static sparklab.cli.Text.tr;

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

  /** Says what is passed over and was there at the last look already, each once. */
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
        Long before = lengths.put(name, file.getLen());
        if (before == null) {
          continue; // it may be on its way: a good copy has such a name until it is whole
        }
        if (name.startsWith(".") || name.startsWith("_") || name.endsWith("._COPYING_")) {
          hidden.add(name);
        } else if (file.isDirectory()) {
          folders.add(name);
        } else if (before != file.getLen()) {
          changed.add(name);
        }
      }
    } catch (IOException gone) {
      return; // the query says so
    }
    say(hidden, tr("have names that begin with . or _, which Spark takes for unfinished files"));
    say(folders, tr("are folders: only files in %s itself are read", folder));
    say(
        changed,
        tr(
            "have changed since they were first seen, and Spark reads a file once: write a file"
                + " elsewhere and move it here when it is whole"));
  }

  private void say(Set<String> names, String why) {
    names.removeIf(name -> !said.add(why + name));
    if (!names.isEmpty()) {
      console.accept(
          tr(
              "Not read in %s: %d, as they %s (%s%s)",
              folder, names.size(), why, names.iterator().next(), names.size() > 1 ? ", …" : ""));
    }
  }
}
