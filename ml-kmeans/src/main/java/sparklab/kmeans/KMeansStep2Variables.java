package sparklab.kmeans;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.StorageLevels;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import scala.Tuple2;
import sparklab.lesson.BatchInterval;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.TopList;
import sparklab.lesson.source.TcpReceiver;
import sparklab.lesson.source.WeatherSource;

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

  @Mixin WeatherSource source;
  @Mixin BatchInterval batch;

  @Option(
      names = "--show",
      defaultValue = "3",
      paramLabel = "N",
      description = "Most stations to print of a batch (default: ${DEFAULT-VALUE}).")
  int show;

  @Option(
      names = "--absent",
      defaultValue = "drop",
      paramLabel = "HOW",
      description =
          "Observations that lack a sensor: drop, or impute pressure from the altitude (default:"
              + " ${DEFAULT-VALUE}).")
  Absent absent;

  /** Lines of a batch in; each of them as an observation, or as malformed, out. */
  static JavaDStream<Message> parse(JavaDStream<String> lines) {
    return lines.map(Message::of);
  }

  /** The observations that have all four variables, with these as a vector. */
  static JavaPairDStream<Observation, Vector> variables(
      JavaDStream<Message> messages, Absent absent) {
    return messages
        .filter(Message::isReadable)
        .map(Message::observation)
        .map(each -> absent == Absent.impute ? each.withPressureFromAltitude() : each)
        .filter(Observation::isComplete)
        .mapToPair(each -> new Tuple2<>(each, each.vector()));
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    try (JavaStreamingContext context = new JavaStreamingContext(conf, batch.duration())) {
      TcpReceiver.watch(context, source);
      JavaDStream<String> lines = context.socketTextStream(source.host(), source.port());
      JavaDStream<Message> messages = parse(lines).persist(StorageLevels.MEMORY_ONLY);
      JavaPairDStream<Observation, Vector> vectors = variables(messages, absent);
      messages.foreachRDD(
          (rdd, time) -> {
            Tally tally = Tally.of(rdd);
            System.out.print(TopList.header(time) + tally.messages() + tally.absent(absent));
          });
      vectors.foreachRDD(rdd -> System.out.print(Tables.vectors(rdd.take(show))));
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lessons.main(new KMeansStep2Variables(), args);
  }
}
