package sparklab.kmeans;

import org.apache.spark.SparkConf;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;
import sparklab.kmeans.support.WeatherTasks;
import sparklab.lesson.Lesson;
import sparklab.lesson.Undone;
import sparklab.lesson.checkpoint.CheckpointFolder;
import sparklab.lesson.source.WeatherSource;

/**
 * The exercise on k-means: what its steps do, by hand, with three variables.
 *
 * <p>The statement, with examples and hints, is in {@code ml-kmeans/exercises/kmeans8/README.md}.
 * Fill in the tasks one by one; {@code scripts/lab check kmeans8} says what is right.
 *
 * <pre>scripts/lab run kmeans8</pre>
 *
 * <p>You will see what each task that is done makes of the weather.
 */
@Command(name = "kmeans8", description = "Exercise: scaling, nearest centre, centres that follow")
public final class KMeansExercise implements Lesson {

  /** What August in Spain is like: temperature, humidity and wind, and how they vary. */
  private static final double[] MEAN = {22, 60, 2.5};

  private static final double[] STD = {6, 20, 2};

  /** In deviations from the mean: cool and humid, hot and dry, windy. */
  private static final double[][] CENTRES = {{-0.8, 0.8, -0.3}, {1, -1, -0.2}, {0, 0, 1.5}};

  @Mixin WeatherSource source;
  @Mixin CheckpointFolder checkpoint;

  /**
   * Weather messages in; (station, its temperature, humidity and wind) out, of those that are
   * readable and have all three.
   */
  static JavaPairDStream<String, Vector> variables(JavaDStream<String> lines) {
    // TODO task 1: three variables of each station
    throw Undone.task(1);
  }

  /**
   * Variables in, the same in standard deviations from the mean out. A variable that does not vary
   * is 0.
   *
   * @param mean of each variable
   * @param std its standard deviation, 0 or more
   */
  static JavaPairDStream<String, Vector> scale(
      JavaPairDStream<String, Vector> vectors, double[] mean, double[] std) {
    // TODO task 2: scaled by what is known
    throw Undone.task(2);
  }

  /**
   * Scaled vectors in, (station, number of the nearest centre) out; of two that are equally near
   * the first.
   *
   * @param centres from 0
   */
  static JavaPairDStream<String, Integer> assign(
      JavaPairDStream<String, Vector> scaled, double[][] centres) {
    // TODO task 3: the nearest centre
    throw Undone.task(3);
  }

  /**
   * (number of a cluster, vector of one of its observations) in; after every batch (number, centre)
   * of all clusters so far out. A cluster begins at the mean of its first batch; when n
   * observations come to it, what it was made of before counts 0.5^(n / half-life) of what it did.
   *
   * @param halfLife in observations of the cluster
   */
  static JavaPairDStream<Integer, Vector> follow(
      JavaPairDStream<Integer, Vector> assigned, double halfLife) {
    // TODO task 4: centres that follow their observations
    throw Undone.task(4);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    WeatherTasks tasks = new WeatherTasks(MEAN);
    source.check(conf);
    try (JavaStreamingContext context = new JavaStreamingContext(conf, source.batch())) {
      context.checkpoint(checkpoint.path());
      JavaDStream<String> lines = KMeansBase.lines(context, source);
      JavaPairDStream<String, Vector> vectors = tasks.variables(lines, () -> variables(lines));
      JavaPairDStream<String, Vector> scaled =
          tasks.scaled(vectors, () -> scale(vectors, MEAN, STD));
      JavaPairDStream<String, Integer> clusters =
          tasks.clusters(scaled, () -> assign(scaled, CENTRES));
      tasks.centres(() -> follow(clusters.join(vectors).mapToPair(Tuple2::_2), 1_000));
      tasks.tell();
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new KMeansExercise(), args);
  }
}
