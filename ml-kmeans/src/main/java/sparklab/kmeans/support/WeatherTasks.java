package sparklab.kmeans.support;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import scala.Tuple2;
import sparklab.lesson.Tasks;
import sparklab.lesson.TopList;

/**
 * The tasks of the exercise as its program tries them: what each that is done gives is shown. While
 * a task is undone, those after it are given something as simple as may be.
 */
public final class WeatherTasks {

  private static final int SHOWN = 5;

  private final Tasks tasks = new Tasks("ml-kmeans/exercises/kmeans8/README.md");
  private final Vector mean;

  /** With the mean of each variable. */
  public WeatherTasks(double[] mean) {
    this.mean = Vectors.dense(mean);
  }

  /**
   * Task 1, the variables of each station, or one station of average weather. One of each station
   * in a batch, as task 4 is given them joined with their clusters.
   */
  public JavaPairDStream<String, Vector> variables(
      JavaDStream<String> lines, Callable<JavaPairDStream<String, Vector>> task) throws Exception {
    Tuple2<String, Vector> average = new Tuple2<>("a station", mean);
    return attempt(1, "variables", task)
        .orElse(lines.mapToPair(line -> average))
        .reduceByKey((before, now) -> now);
  }

  /** Task 2, the vectors scaled, or as they are. */
  public JavaPairDStream<String, Vector> scaled(
      JavaPairDStream<String, Vector> vectors, Callable<JavaPairDStream<String, Vector>> task)
      throws Exception {
    return attempt(2, "scaled", task).orElse(vectors);
  }

  /** Task 3, the cluster of each station, or one for all. */
  public JavaPairDStream<String, Integer> clusters(
      JavaPairDStream<String, Vector> scaled, Callable<JavaPairDStream<String, Integer>> task)
      throws Exception {
    return attempt(3, "clusters", task).orElse(scaled.mapValues(vector -> 0));
  }

  /** Task 4, the centres of the clusters. */
  public void centres(Callable<JavaPairDStream<Integer, Vector>> task) throws Exception {
    attempt(4, "centres", task);
  }

  /** Says which tasks are undone, and ends the program if all are. */
  public void tell() {
    tasks.tell();
  }

  private <K, V> Optional<JavaPairDStream<K, V>> attempt(
      int number, String title, Callable<JavaPairDStream<K, V>> task) throws Exception {
    Optional<JavaPairDStream<K, V>> result = tasks.attempt(number, task);
    result.ifPresent(rows -> show("task %d, %s".formatted(number, title), rows));
    return result;
  }

  private static <K, V> void show(String title, JavaPairDStream<K, V> result) {
    result.foreachRDD(
        (rows, time) -> {
          StringBuilder text = new StringBuilder(title + "\n" + TopList.header(time));
          rows.take(SHOWN)
              .forEach(
                  row -> text.append(String.format(Locale.ROOT, "%s\t%s%n", row._1(), row._2())));
          System.out.print(text);
        });
  }
}
