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
 * K-means, step 3: the variables are scaled.
 *
 * <p>New against step 2: a {@link StreamingScaler} learns mean and deviation of each variable from
 * the first observations; then each variable has mean 0 and deviation 1. K-means looks at squared
 * distances only, and in hPa and °C nearly all of a distance is pressure, that is, altitude.
 *
 * <pre>scripts/lab run kmeans3</pre>
 *
 * <p>You will see the first vectors scaled, and each variable's share of the squared distances,
 * unscaled and scaled.
 */
@Command(name = "kmeans3", description = "The variables scaled, and what unscaled pressure does")
public final class KMeansStep3Scale implements Lesson {

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

  @Option(
      names = "--learn",
      defaultValue = "200",
      paramLabel = "N",
      description = "Observations that the scaler learns from (default: ${DEFAULT-VALUE}).")
  long learn;

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

  /** The vectors scaled, by what the scaler learns from the first of them. */
  static JavaPairDStream<Observation, Vector> scale(
      JavaPairDStream<Observation, Vector> vectors, StreamingScaler scaler) {
    scaler.learnOn(vectors.map(Tuple2::_2));
    return scaler.scaleValues(vectors);
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    try (JavaStreamingContext context = new JavaStreamingContext(conf, batch.duration())) {
      TcpReceiver.watch(context, source);
      JavaDStream<String> lines = context.socketTextStream(source.host(), source.port());
      JavaDStream<Message> messages = parse(lines).persist(StorageLevels.MEMORY_ONLY);
      JavaPairDStream<Observation, Vector> vectors = variables(messages, absent);
      StreamingScaler scaler = new StreamingScaler(learn);
      JavaPairDStream<Observation, Vector> scaled = scale(vectors, scaler);
      messages.foreachRDD(
          (rdd, time) -> {
            Tally tally = Tally.of(rdd);
            System.out.print(TopList.header(time) + tally.messages() + tally.absent(absent));
          });
      scaled.foreachRDD(rdd -> System.out.print(Tables.vectors(rdd.take(show))));
      scaled.foreachRDD(rdd -> System.out.print(Tables.shares(scaler.latestModel(), rdd.values())));
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lessons.main(new KMeansStep3Scale(), args);
  }
}
