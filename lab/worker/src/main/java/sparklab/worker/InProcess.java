package sparklab.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/**
 * A solution that runs in this process: for solutions that are trusted.
 *
 * <p>Calls and answers go through JSON, as they do between processes.
 */
public final class InProcess implements Submission {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private final TaskRunner runner;
  private final Class<?> solution;

  /** With the class that has the tasks. */
  public InProcess(TaskRunner runner, Class<?> solution) {
    this.runner = runner;
    this.solution = solution;
  }

  @Override
  public Answer run(TaskCall call) {
    return throughJson(runner.run(solution, throughJson(call, TaskCall.class)), Answer.class);
  }

  private static <T> T throughJson(T value, Class<T> type) {
    try {
      return JSON.readValue(JSON.writeValueAsBytes(value), type);
    } catch (JsonProcessingException ours) {
      throw new TaskFailure(TaskFailure.Kind.OURS, "Not for JSON: " + ours.getMessage(), 0);
    } catch (java.io.IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
