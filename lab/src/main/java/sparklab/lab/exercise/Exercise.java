package sparklab.lab.exercise;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sparklab.cli.Mistake;

/**
 * An exercise, as its {@code exercise.json} describes it. Beside that file lie the statement,
 * {@code README.md}, and for each task its public cases, {@code task1.json} and so on.
 *
 * @param name short name: {@code streaming4}
 * @param className the class whose static methods are the tasks
 * @param title what it is about, in a few words
 * @param tasks in rising difficulty
 */
public record Exercise(
    String name, @JsonProperty("class") String className, String title, List<Task> tasks) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * One task.
   *
   * @param number from 1
   * @param title what is to be done, in a few words
   * @param method the static method that does it
   * @param points the tasks of an exercise have ten together
   */
  public record Task(int number, String title, String method, double points) {}

  /** Reads a manifest; says file and line of what is wrong with it. */
  static Exercise read(Path manifest) throws IOException {
    try {
      return JSON.readValue(manifest.toFile(), Exercise.class);
    } catch (JsonProcessingException wrong) {
      throw Mistake.failure(
          "%s, line %d: this is not the description of an exercise: %s.",
          manifest,
          wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr(),
          wrong.getOriginalMessage());
    }
  }

  /** The task of a number. */
  public Optional<Task> task(int number) {
    return tasks.stream().filter(task -> task.number() == number).findFirst();
  }
}
