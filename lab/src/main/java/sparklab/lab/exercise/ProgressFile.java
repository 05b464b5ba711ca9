package sparklab.lab.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import sparklab.lab.home.Home;

/**
 * How far a student is: what the last check said of each task. It is kept in the copy of the lab,
 * in {@code .lab/progress.json}, where {@code mvnw clean} does not reach.
 */
public final class ProgressFile {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path file;

  /** The file of this copy of the lab. */
  public ProgressFile(Home home) {
    file = home.path(".lab", "progress.json");
  }

  /**
   * What the last check said of a task.
   *
   * @param verdict in the words of {@link Verdict#text}
   * @param time when it was checked, an ISO instant
   */
  public record Checked(String verdict, String time) {}

  /** By exercise and number of the task; empty if nothing was checked yet. */
  public Map<String, Map<Integer, Checked>> read() throws IOException {
    if (!Files.exists(file)) {
      return new TreeMap<>();
    }
    try {
      return JSON.readValue(
          file.toFile(), new TypeReference<TreeMap<String, Map<Integer, Checked>>>() {});
    } catch (JsonProcessingException damaged) {
      return new TreeMap<>(); // the next check writes it anew; it holds nothing else
    }
  }

  /** Keeps what was said of an exercise's tasks. */
  public void put(String exercise, Map<Integer, Checked> tasks) throws IOException {
    Map<String, Map<Integer, Checked>> all = read();
    all.put(exercise, new TreeMap<>(tasks));
    Files.createDirectories(file.getParent());
    Path unfinished = file.resolveSibling("progress." + ProcessHandle.current().pid() + ".tmp");
    JSON.writeValue(unfinished.toFile(), all);
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
