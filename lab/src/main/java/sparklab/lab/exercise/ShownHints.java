package sparklab.lab.exercise;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import sparklab.lab.home.Home;

/** How many hints a student has been shown for each task, kept from call to call. */
final class ShownHints {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final Map<String, Map<Integer, Integer>> counts;

  private ShownHints(Path file, Map<String, Map<Integer, Integer>> counts) {
    this.file = file;
    this.counts = counts;
  }

  static ShownHints read(Home home) throws IOException {
    Path file = home.path(".lab", "hints.json");
    return new ShownHints(
        file,
        Files.exists(file)
            ? JSON.readValue(
                file.toFile(), new TypeReference<TreeMap<String, Map<Integer, Integer>>>() {})
            : new TreeMap<>());
  }

  int of(String exercise, int task) {
    return counts.getOrDefault(exercise, Map.of()).getOrDefault(task, 0);
  }

  void keep(String exercise, int task, int count) throws IOException {
    counts.computeIfAbsent(exercise, none -> new TreeMap<>()).put(task, count);
    write();
  }

  void forget(String exercise) throws IOException {
    if (counts.remove(exercise) != null) {
      write();
    }
  }

  private void write() throws IOException {
    Files.createDirectories(file.getParent());
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), counts);
  }
}
