package sparklab.lab.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sparklab.cli.Mistake;
import sparklab.worker.TaskCall;

/**
 * A case of a task that its author may know: an input and what is to come out. The cases of a task
 * are in {@code task1.json} and so on, the smallest input first.
 *
 * @param says what it shows, in a sentence
 * @param arguments as in {@link TaskCall}
 * @param outputMode as in {@link TaskCall}
 * @param expected what is to come out
 * @param ordered whether the rows of a batch have an order
 * @param whenever whether it does not matter after which batch a row comes out: the rows that are
 *     expected are all in one batch
 * @param tolerance by which numbers may differ, absolutely or of their size
 * @param mistake what a failure of it usually means, in a sentence
 */
public record PublicCase(
    String says,
    List<Object> arguments,
    String outputMode,
    Expected expected,
    boolean ordered,
    boolean whenever,
    double tolerance,
    String mistake) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  /**
   * What is to come out: rows by batch, or a value.
   *
   * @param columns null if names do not matter
   */
  public record Expected(List<String> columns, List<List<List<Object>>> batches, Object value) {}

  /** The cases of a task. */
  public static List<PublicCase> read(Path file) throws IOException {
    try {
      return List.of(JSON.readValue(file.toFile(), PublicCase[].class));
    } catch (JsonProcessingException wrong) {
      throw Mistake.failure(
          "%s, line %d: these are not cases of a task: %s.",
          file,
          wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr(),
          wrong.getOriginalMessage());
    }
  }

  /** The run of the task. */
  public TaskCall call(String method) {
    return new TaskCall(method, arguments, outputMode);
  }
}
