package sparklab.kmeans;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.StorageLevels;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;
import sparklab.kmeans.support.KMeansOptions;
import sparklab.kmeans.support.cluster.KMeansTables;
import sparklab.kmeans.support.weather.Message;
import sparklab.lesson.Lesson;

/**
 * K-means, step 2: the variables by which stations are compared, and absent sensors.
 *
 * <p>New against step 1: observations become vectors of temperature, humidity, pressure and wind.
 * One that lacks a sensor is left out; {@code --absent impute} computes pressure from the station's
 * altitude instead, if that is all that is missing.
 *
 * <pre>scripts/lab run kmeans2</pre>
 *
 * <p>You will see how many observations are left out and why, and the first vectors.
 */
@Command(
    name = "kmeans2",
    description = "The variables chosen, and what to do about absent sensors")
public final class KMeansStep2Variables implements Lesson {

  @Mixin KMeansOptions.Variables options;

  /** Lines of a batch in; each of them as an observation, or as malformed, out. */
  static JavaDStream<Message> parse(JavaDStream<String> lines) {
    return lines.map(Message::of);
  }

  /** The observations that have all four variables: (name of the station, these as a vector). */
  static JavaPairDStream<String, Vector> variables(JavaDStream<Message> messages, boolean impute) {
    return messages
        .filter(Message::isReadable)
        .map(Message::observation)
        .map(each -> impute ? each.withPressureFromAltitude() : each)
        .filter(each -> each.isComplete())
        .mapToPair(each -> new Tuple2<>(each.name(), each.vector()));
  }

  /** What the next steps begin with: lines in, vectors out; says how many observations are used. */
  static JavaPairDStream<String, Vector> vectors(JavaDStream<String> lines, boolean impute) {
    JavaDStream<Message> messages = parse(lines).persist(StorageLevels.MEMORY_ONLY);
    messages.foreachRDD((rdd, time) -> System.out.print(KMeansTables.messages(rdd, time, impute)));
    return variables(messages, impute);
  }

  /** Prints the first vectors of each batch. */
  static void show(JavaPairDStream<String, Vector> vectors, int most) {
    vectors.foreachRDD(rdd -> System.out.print(KMeansTables.vectors(rdd.take(most))));
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    options.check(conf);
    try (JavaStreamingContext context = new JavaStreamingContext(conf, options.source.batch())) {
      JavaDStream<String> lines = KMeansBase.lines(context, options.source);
      JavaPairDStream<String, Vector> vectors = vectors(lines, options.impute());
      show(vectors, options.show);
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new KMeansStep2Variables(), args);
  }
}
