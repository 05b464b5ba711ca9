package sparklab.data.tweet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of language material: {@code [[section]]} headings, one entry a line, {@code #} comments.
 * Headings may repeat; their entries add up.
 */
final class Sections {
  private final String name;
  private final Map<String, List<String>> entries;

  private Sections(String name, Map<String, List<String>> entries) {
    this.name = name;
    this.entries = entries;
  }

  /**
   * Reads a file that lies beside this class.
   *
   * @param name path below this package, as {@code es/nouns.txt}
   * @throws IllegalStateException if the file is missing or an entry has no heading
   */
  static Sections load(String name) {
    try (InputStream in = Sections.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "The tweet feed's language material sparklab/data/tweet/"
                + name
                + " is missing from the class path: build the data module again.");
      }
      return new Sections(
          name, read(name, new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read sparklab/data/tweet/" + name, e);
    }
  }

  private static Map<String, List<String>> read(String name, BufferedReader reader)
      throws IOException {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    List<String> current = null;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String entry = line.strip();
      if (entry.isEmpty() || entry.startsWith("# ")) {
        continue;
      }
      if (line.startsWith("[[")) {
        String heading = entry.substring(2, entry.length() - 2);
        current = entries.computeIfAbsent(heading, h -> new ArrayList<>());
      } else if (current == null) {
        throw new IllegalStateException(name + ": an entry before the first heading: " + entry);
      } else {
        current.add(entry);
      }
    }
    return entries;
  }

  /** The headings, in the order of the file. */
  Iterable<String> headings() {
    return entries.keySet();
  }

  /** The entries below a heading; none if there is no such heading. */
  List<String> get(String heading) {
    return entries.getOrDefault(heading, Collections.emptyList());
  }

  /** The entries below a heading that must be there. */
  List<String> require(String heading) {
    List<String> found = get(heading);
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "The tweet feed's language material " + name + " has no section " + heading + ".");
    }
    return found;
  }
}
