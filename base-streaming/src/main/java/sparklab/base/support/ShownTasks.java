package sparklab.base.support;

import static sparklab.cli.Text.tr;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import scala.Tuple2;
import sparklab.lesson.Tasks;
import sparklab.lesson.TopList;
import sparklab.lesson.Words;

/** The tasks of the exercise as its program tries them: what each that is done gives is shown. */
public final class ShownTasks {

  private final Tasks tasks;

  /**
   * Of one exercise.
   *
   * @param statement the file with its statement, from the lab's folder
   */
  public ShownTasks(String statement) {
    tasks = new Tasks(statement);
  }

  /**
   * Task 1, the hashtags of the lines. While it is undone, the tasks after it are given the lines'
   * words in place of hashtags.
   */
  public JavaDStream<String> hashtags(JavaDStream<String> lines, Callable<JavaDStream<String>> task)
      throws Exception {
    Optional<JavaDStream<String>> hashtags = tasks.attempt(1, task);
    hashtags.ifPresent(
        all -> show(1, "hashtags", all.mapToPair(hashtag -> new Tuple2<>(hashtag, 1L))));
    return hashtags.orElseGet(() -> lines.flatMap(line -> Words.of(line).iterator()));
  }

  /** Any other task. */
  public void show(int number, String title, Callable<JavaPairDStream<String, Long>> task)
      throws Exception {
    tasks.attempt(number, task).ifPresent(result -> show(number, title, result));
  }

  private static void show(int number, String title, JavaPairDStream<String, Long> result) {
    String line = tr("task %d, %s", number, tr(title));
    result.foreachRDD(
        (counts, time) -> {
          System.out.println(line);
          TopList.print(time, counts, 20);
        });
  }

  /** Says which tasks are undone, and ends the program if all are. */
  public void tell() {
    tasks.tell();
  }
}
